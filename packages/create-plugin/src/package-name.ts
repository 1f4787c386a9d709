/** Names: what a person types, and the package, the folder and the short name that it stands for. */

/** What can be made. */
export type Kind = 'plugin' | 'handler' | 'preset';

/** The names of one package. */
export interface PackageNames {
  /** `hookline-plugin-x`, `@acme/hookline-plugin-x`. */
  readonly package: string;
  /** The name in a configuration, `x`. */
  readonly short: string;
  /** The folder that is proposed. */
  readonly folder: string;
}

const PART = /^[a-z0-9][a-z0-9._-]*$/;

/**
 * Reads a name: `x`, `hookline-plugin-x`, `@acme/x`, for a preset also `@acme`.
 *
 * @throws Error when no package can have it.
 */
export function packageNames(typed: string, kind: Kind): PackageNames {
  const word = kind === 'preset' ? 'preset' : 'plugin';
  const prefix = `hookline-${word}`;
  const [, scope, rest = ''] = /^(?:(@[^/]+)(?:\/|$))?(.*)$/.exec(typed.trim()) ?? [];
  const isOfScope = scope !== undefined && kind === 'preset' && (rest === '' || rest === prefix);
  const other = kind === 'preset' ? 'hookline-plugin-' : 'hookline-preset-';
  if (rest.startsWith(other)) {
    throw new Error(
      `"${typed}" is the name of a ${kind === 'preset' ? 'plugin' : 'preset'}. A ${kind} is called ${prefix}-….`,
    );
  }
  const short = rest.startsWith(`${prefix}-`) ? rest.slice(prefix.length + 1) : rest;
  const isGood = (scope === undefined || PART.test(scope.slice(1))) && (isOfScope || PART.test(short));
  if (!isGood || typed.length > 180) {
    throw new Error(
      `"${typed}" cannot be the name of a package. Use lower case letters, digits, "-", "_" and ".": my-checks, or @acme/my-checks.`,
    );
  }
  const bare = isOfScope ? prefix : `${prefix}-${short}`;
  return {
    package: scope === undefined ? bare : `${scope}/${bare}`,
    short: isOfScope ? scope.slice(1) : short,
    folder: bare,
  };
}
