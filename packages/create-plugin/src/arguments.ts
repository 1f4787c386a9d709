/** The command line of `create-hookline-plugin`. */
import { parseArgs } from 'node:util';

/** A command line that is not understood. Exit code 64. */
export class UsageError extends Error {}

export const HELP = `Usage: npm create hookline-plugin [name] -- [options]

Makes a package for Hookline: a plugin, a handler kind or a preset, with tests, README, changesets and CI.

  name                 my-checks, @acme/my-checks; a preset of a scope: @acme
  --kind <kind>        plugin (default), handler, preset
  --language <ts|js>   TypeScript (default) or JavaScript; a preset is data
  --folder <folder>    where; default: named as the package, here
  --description <text>
  --author <text>
  -y, --yes            ask nothing
  --dry-run            show the files and write nothing
  -V, --version
  -h, --help`;

/** What was typed. */
export interface Arguments {
  readonly name?: string;
  readonly kind?: string;
  readonly language?: string;
  readonly folder?: string;
  readonly description?: string;
  readonly author?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly version: boolean;
  readonly help: boolean;
}

const OPTIONS = {
  kind: { type: 'string' },
  language: { type: 'string' },
  folder: { type: 'string' },
  description: { type: 'string' },
  author: { type: 'string' },
  yes: { type: 'boolean', short: 'y', default: false },
  'dry-run': { type: 'boolean', default: false },
  version: { type: 'boolean', short: 'V', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The option that begins like what was typed: enough for a slip at the end, and never a wrong guess. */
function meant(message: string): string {
  const typed = /'--?([\w-]+)/.exec(message)?.[1] ?? '';
  const near = Object.keys(OPTIONS).find((name) => typed.length > 1 && name.startsWith(typed.slice(0, 2)));
  return near === undefined ? '' : ` Did you mean --${near}?`;
}

/**
 * Reads the command line.
 *
 * @throws UsageError.
 */
export function readArguments(argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
    const [name, ...more] = positionals;
    if (more.length > 0) throw new Error(`One name is enough; what is "${more.join(' ')}"?`);
    const { 'dry-run': dryRun, ...others } = values;
    return { ...others, dryRun, ...(name === undefined ? {} : { name }) };
  } catch (thrown) {
    const message = (thrown as Error).message.split('. To specify', 1)[0] ?? '';
    throw new UsageError(`${message.replace(/\.?$/, '.')}${meant(message)}`);
  }
}
