/** Reads the files of a span of days and sums them up in one pass: whole, by day, by model, by project, by program. */
import { Calls } from './calls.ts';
import { type DayFile, dayFiles, eachLine } from './day-files.ts';
import { usageLine } from './usage-line.ts';
import { UsageSum } from './usage-sum.ts';

/** All that the report and the JSON are made of. */
export interface Usage {
  readonly total: UsageSum;
  readonly days: ReadonlyMap<string, UsageSum>;
  readonly models: ReadonlyMap<string, UsageSum>;
  readonly projects: ReadonlyMap<string, UsageSum>;
  readonly programs: ReadonlyMap<string, Calls>;
  /** By `server/tool`. */
  readonly tools: ReadonlyMap<string, Calls>;
  /** Lines that are no line of usage: torn by a full disk, or of something else. */
  readonly unreadableLines: number;
  /** Files that could not be read, with the reason. */
  readonly unreadableFiles: readonly { readonly path: string; readonly reason: string }[];
}

/** Names of a kind that are kept apart. Beyond, all are one: what is read may name anything. */
const MOST_NAMES = 2_000;
/** The name of what has none, or too many others beside it. */
export const OTHER = '(other)';

/**
 * Reads the days from `since`, `2026-11-21` in UTC, to the newest.
 *
 * @throws HooklineError when the folder cannot be read; a file that cannot be read is in the result.
 */
export function readUsage(folder: string, since: string): Usage {
  const total = new UsageSum();
  const days = new Map<string, UsageSum>();
  const models = new Map<string, UsageSum>();
  const projects = new Map<string, UsageSum>();
  const programs = new Map<string, Calls>();
  const tools = new Map<string, Calls>();
  const unreadableFiles: { path: string; reason: string }[] = [];
  let unreadableLines = 0;

  const take = ({ day }: DayFile, text: string | undefined): void => {
    const line = text === undefined ? undefined : usageLine(text);
    if (line === undefined) {
      if (text?.trim() !== '') unreadableLines += 1;
      return;
    }
    const model = line.text('model');
    const project = line.text('project');
    const sums = [total, of(days, day, UsageSum)];
    if (model !== undefined) sums.push(of(models, model, UsageSum));
    if (project !== undefined) sums.push(of(projects, project, UsageSum));
    for (const sum of sums) sum.add(line);
    if (line.event === 'exec.after') of(programs, line.text('program') ?? OTHER, Calls).add(line);
    const tool = line.event === 'mcp.after' ? line.text('tool') : undefined;
    if (tool !== undefined) of(tools, `${line.text('server') ?? ''}/${tool}`, Calls).add(line);
  };

  for (const file of dayFiles(folder, 'usage', since)) {
    try {
      eachLine(file.path, (line) => take(file, line));
    } catch (thrown) {
      unreadableFiles.push({ path: file.path, reason: (thrown as Error).message });
    }
  }
  return { total, days, models, projects, programs, tools, unreadableLines, unreadableFiles };
}

function of<T>(all: Map<string, T>, name: string, kind: new () => T): T {
  const key = all.has(name) || all.size < MOST_NAMES ? name : OTHER;
  let one = all.get(key);
  if (one === undefined) {
    one = new kind();
    all.set(key, one);
  }
  return one;
}
