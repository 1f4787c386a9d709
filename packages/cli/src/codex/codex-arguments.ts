/** Takes Hookline's flags (those of the first seed) out of a command line of Codex; everything else is Codex's. */
import { UsageError } from '../command-context.ts';

export interface CodexArguments {
  readonly enable: boolean;
  readonly disable: boolean;
  readonly hooksConfig?: string;
  /** Codex's own, in their order. */
  readonly rest: readonly string[];
}

const FLAG = '--hooks-config';

/**
 * @throws UsageError for a flag without its value, or flags that contradict each other
 */
export function parseCodexArguments(args: readonly string[]): CodexArguments {
  let enable = false;
  let disable = false;
  let hooksConfig: string | undefined;
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(index));
      break;
    }
    if (arg === '--enable-hooks') enable = true;
    else if (arg === '--disable-hooks') disable = true;
    else if (arg.startsWith(`${FLAG}=`)) hooksConfig = arg.slice(FLAG.length + 1);
    else if (arg === FLAG) {
      index += 1;
      hooksConfig = args[index];
      if (hooksConfig === undefined)
        throw new UsageError(`${FLAG} needs the path of a file: ${FLAG} ./hooks.toml`);
    } else rest.push(arg);
  }
  if (hooksConfig === '') throw new UsageError(`${FLAG} needs the path of a file: ${FLAG} ./hooks.toml`);
  if (enable && disable) throw new UsageError('--enable-hooks and --disable-hooks contradict each other.');
  if (disable && hooksConfig !== undefined)
    throw new UsageError(`--disable-hooks and ${FLAG} contradict each other.`);
  return { enable, disable, hooksConfig, rest };
}

/** The folder that Codex will work in: `-C DIR` / `--cd DIR` of its own flags, else ours. */
export function workingFolderOf(rest: readonly string[]): string | undefined {
  for (let index = 0; index < rest.length; index++) {
    const arg = rest[index] ?? '';
    if (arg === '--') return undefined;
    if (arg === '-C' || arg === '--cd') return rest[index + 1];
    if (arg.startsWith('--cd=')) return arg.slice('--cd='.length);
    if (/^-C./.test(arg)) return arg.replace(/^-C=?/, '');
  }
  return undefined;
}
