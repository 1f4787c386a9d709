/** The presets that `init` offers before anything is installed. A test holds them against what the repository has. */

/** A preset that Hookline publishes. */
export interface OfferedPreset {
  /** As a configuration may call it. */
  readonly name: string;
  /** What one gets by it, in a line: known before it is there to be asked. */
  readonly hint: string;
}

/** In the order of the question. The first is what `--yes` takes. */
export const OFFERED: readonly OfferedPreset[] = [
  { name: 'recommended', hint: 'a log, figures, backups, notifications; refuses nothing' },
  { name: 'strict', hint: 'recommended, and guards that refuse what is dangerous' },
  { name: 'ci', hint: 'for build machines: guards and records, nothing for a desktop' },
];

/** No preset: the commented example. */
export const NONE = 'none';
export const NONE_HINT = 'a commented example to start from; installs no preset';

/** The package of an offered preset. */
export const packageOf = (name: string): string => `@hookline/preset-${name}`;

/** The package that is taken unless somebody says otherwise. */
export const RECOMMENDED = packageOf('recommended');

export const isOffered = (packageName: string): boolean =>
  OFFERED.some(({ name }) => packageOf(name) === packageName);
