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

/**
 * The first setting among Codex's own arguments that would take Hookline's hooks of this run away, `hooks.PreToolUse`
 * for instance: Codex takes the last one of a name, and runs no hook whose trust it does not find. `events` are
 * those that hooks are handed over for.
 */
export function settingAgainstHooks(rest: readonly string[], events: readonly string[]): string | undefined {
  const ours = new Set(['hooks', 'hooks.state', ...events.map((event) => `hooks.${event}`)]);
  for (let index = 0; index < rest.length; index++) {
    const arg = rest[index] ?? '';
    if (arg === '--') return undefined;
    const given =
      arg === '-c' || arg === '--config'
        ? rest[index + 1]
        : /^(?:--config=|-c=?)(?=[^-])(.*)$/s.exec(arg)?.[1];
    const name = given?.split('=', 1)[0]?.replaceAll(/["'\s]/g, '');
    if (name !== undefined && ours.has(name.split('.', 2).join('.'))) return name;
  }
  return undefined;
}
