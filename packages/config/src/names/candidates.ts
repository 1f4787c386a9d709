/**
 * What a name in a configuration may stand for. Only packages that are installed and local files: never an address,
 * a git repository or inline code, whatever is trusted.
 */
import { isAbsolute } from 'node:path';

export type NamedKind = 'plugin' | 'preset';

/** What to look for. */
export type Candidates =
  | { readonly as: 'packages'; readonly names: readonly string[] }
  | { readonly as: 'file'; readonly path: string }
  | { readonly as: 'refused'; readonly reason: string };

const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;
const SCOPE = /^@[a-z0-9~-][a-z0-9._~-]*$/i;
/** Two letters at least before the colon: one letter is a drive. */
const ADDRESS = /^[a-z][a-z0-9+.-]+:|^git@|^\/\//i;

function scoped(kind: NamedKind, scope: string, rest: string): readonly string[] {
  const full = `${scope}/${rest}`;
  if (scope === '@hookline') return rest.startsWith(`${kind}-`) ? [full] : [`${scope}/${kind}-${rest}`, full];
  const prefix = `hookline-${kind}`;
  const isPrefixed = rest === prefix || rest.startsWith(`${prefix}-`);
  return isPrefixed ? [full] : [`${scope}/${prefix}-${rest}`, full];
}

/** The packages or the file that a name stands for, in the order in which they are tried. */
export function candidatesFor(kind: NamedKind, name: string): Candidates {
  if (ADDRESS.test(name)) {
    return { as: 'refused', reason: `A ${kind} is an installed package or a local file, never an address.` };
  }
  if (name.startsWith('./') || name.startsWith('../') || isAbsolute(name)) return { as: 'file', path: name };
  if (SCOPE.test(name)) return { as: 'packages', names: [`${name}/hookline-${kind}`] };
  if (!PACKAGE_NAME.test(name)) {
    return {
      as: 'refused',
      reason: `"${name}" is neither the name of a package nor a path that starts with "./".`,
    };
  }
  const [scope, rest] = name.split('/');
  if (scope && rest) return { as: 'packages', names: scoped(kind, scope, rest) };
  if (name.startsWith(`hookline-${kind}-`)) return { as: 'packages', names: [name] };
  return { as: 'packages', names: [`@hookline/${kind}-${name}`, `hookline-${kind}-${name}`] };
}
