/** Runs checks within the time that there is, and says how each ended. */
import { join } from 'node:path';
import type { Capabilities, ExecResult } from '@hookline/core';
import type { Check } from './check.ts';

export type Ending =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly exitCode?: number; readonly signal?: string }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  /** Others took the time that it would have had. */
  | { readonly kind: 'no-time' }
  | { readonly kind: 'not-started'; readonly why: string }
  | { readonly kind: 'aborted' };

export interface CheckResult {
  readonly check: Check;
  readonly ending: Ending;
  readonly stdout: string;
  readonly stderr: string;
  /** There was more output than is kept. */
  readonly isCut: boolean;
}

/** Bytes of each stream that are kept; the rest is read and dropped. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** Set for checks: an agent that a check starts has no gate of its own, whose checks would start it again. */
export const INSIDE = 'HOOKLINE_QUALITY_GATE';
/** Too little for any check to say something. */
const LEAST_MS = 1_000;

export interface RunOptions {
  readonly root: string;
  readonly parallel: boolean;
  /** Milliseconds for all of them. */
  readonly totalMs: number;
}

type Needed = Pick<Capabilities, 'exec' | 'signal'>;

export async function runChecks(
  checks: readonly Check[],
  options: RunOptions,
  ctx: Needed,
): Promise<readonly CheckResult[]> {
  const began = Date.now();
  const run = (check: Check): Promise<CheckResult> =>
    runCheck(check, options, options.totalMs - (Date.now() - began), ctx);
  if (options.parallel) return Promise.all(checks.map(run));
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await run(check));
  return results;
}

async function runCheck(
  check: Check,
  { root, totalMs }: RunOptions,
  leftMs: number,
  ctx: Needed,
): Promise<CheckResult> {
  const none = { check, stdout: '', stderr: '', isCut: false };
  if (ctx.signal.aborted) return { ...none, ending: { kind: 'aborted' } };
  if (leftMs < Math.min(LEAST_MS, totalMs)) return { ...none, ending: { kind: 'no-time' } };
  const [program = '', ...args] = check.argv;
  const timeoutMs = Math.min(check.timeoutMs, leftMs);
  const result = await ctx.exec(program, args, {
    cwd: join(root, check.cwd),
    env: { ...check.environment, [INSIDE]: '1' },
    timeoutMs,
    maxOutputBytes: KEPT_BYTES,
    dropsExcess: true,
  });
  return {
    check,
    ending: endingOf(result, timeoutMs, check),
    stdout: result.stdout,
    stderr: result.stderr,
    isCut: (result.dropped?.length ?? 0) > 0,
  };
}

function endingOf(result: ExecResult, timeoutMs: number, check: Check): Ending {
  switch (result.status) {
    case 'exited':
      return result.exitCode === 0 ? { kind: 'passed' } : { kind: 'failed', exitCode: result.exitCode };
    case 'signalled':
      return { kind: 'failed', signal: result.signal };
    case 'output-too-large':
      return { kind: 'failed' };
    case 'timed-out':
      return { kind: 'timed-out', seconds: Math.round(timeoutMs / 100) / 10 };
    case 'aborted':
      return { kind: 'aborted' };
    case 'not-started':
      return { kind: 'not-started', why: whyNot(result.errorCode, check) };
  }
}

function whyNot(code: string | undefined, { argv, cwd }: Check): string {
  const where = cwd === '.' ? 'the root of the repository' : cwd;
  switch (code) {
    case 'ENOENT':
      return `"${argv[0]}" was not found in the PATH or from ${where}`;
    case 'EACCES':
      return `"${argv[0]}" may not be executed`;
    case 'ENOENT_CWD':
      return `there is no folder ${where}`;
    case 'ENOTDIR_CWD':
      return `${where} is no folder`;
    case 'EACCES_CWD':
      return `${where} may not be entered`;
    case 'NESTED_TOO_DEEP':
      return 'hooks have started hooks too many levels deep';
    default:
      return code ?? 'the system gave no reason';
  }
}
