import type { ExecOptions, ExecResult } from '@hookline/core';
import type { Journal } from './record.ts';
import { unplanned } from './unplanned.ts';

/** How a planned program ends. Default: exit code 0, nothing printed. */
export type PlannedExec = Partial<ExecResult>;

/**
 * The programs that a test expects: by command line (`git status --short`) or by program (`git`), or a function;
 * what it answers `undefined` for is not planned.
 */
export type ExecPlan =
  | Readonly<Record<string, PlannedExec>>
  | ((
      file: string,
      args: readonly string[],
      options: ExecOptions,
    ) => PlannedExec | undefined | Promise<PlannedExec | undefined>);

export async function fakeExec(
  plan: ExecPlan,
  journal: Journal,
  file: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  journal.execs.push({ file, args: [...args], options });
  const line = [file, ...args].join(' ');
  const planned =
    typeof plan === 'function'
      ? await plan(file, args, options)
      : [line, file].filter((key) => Object.hasOwn(plan, key)).map((key) => plan[key])[0];
  if (planned === undefined) {
    throw unplanned(journal, `ran "${line}"`, `exec: { ${JSON.stringify(line)}: { stdout: '' } }`);
  }
  const status = planned.status ?? 'exited';
  const exitCode = status === 'exited' ? { exitCode: 0 } : {};
  return { status, ...exitCode, stdout: '', stderr: '', durationMs: 1, ...planned };
}
