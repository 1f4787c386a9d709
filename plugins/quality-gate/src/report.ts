/** Says to the model which checks fail and how, and to the log what became of it. */
import type { CheckResult, Ending } from './checks/run-checks.ts';
import { type Shown, shownOutput } from './output/shown-output.ts';

/** What of the endings sends a task back to work. */
export interface Blame {
  readonly onTimeout: 'resume' | 'pass';
  readonly onNotStarted: 'resume' | 'pass';
}

export function isFailure({ kind }: Ending, { onTimeout, onNotStarted }: Blame): boolean {
  if (kind === 'timed-out' || kind === 'no-time') return onTimeout === 'resume';
  return kind === 'failed' || (kind === 'not-started' && onNotStarted === 'resume');
}

/** How a check ended, in a few words. */
export function endingText({ check: { name }, ending }: CheckResult): string {
  switch (ending.kind) {
    case 'passed':
      return `"${name}" passes`;
    case 'failed':
      if (ending.signal !== undefined) return `"${name}" was ended by ${ending.signal}`;
      return `"${name}" fails${ending.exitCode === undefined ? '' : ` with exit code ${ending.exitCode}`}`;
    case 'timed-out':
      return `"${name}" did not end within ${ending.seconds} s and was stopped`;
    case 'no-time':
      return `"${name}" was not run: the checks before it took all the time that there is`;
    case 'not-started':
      return `"${name}" could not be started: ${ending.why}`;
    case 'aborted':
      return `"${name}" was stopped`;
  }
}

/** What the model is told when it is sent back. */
export function resumeReason(
  failed: readonly CheckResult[],
  attempt: { readonly count: number; readonly most: number },
  shown: Shown,
): string {
  const withOutput = failed.filter(({ stdout, stderr }) => stdout.trim() !== '' || stderr.trim() !== '');
  const most = Math.max(200, Math.floor(shown.most / Math.max(1, withOutput.length)));
  const parts = failed.map((result) => {
    const output = shownOutput(result.stdout, result.stderr, { ...shown, most });
    const cut = result.isCut ? '\n[It printed more than is kept: the end is missing.]' : '';
    return `${shown.redact(endingText(result))}${output === '' ? '.' : `:\n${output}${cut}`}`;
  });
  const last =
    attempt.count >= attempt.most
      ? ' This is the last time that you are sent back: if it can not be repaired, say so in your answer.'
      : '';
  return [
    `This is not finished: ${failed.length === 1 ? 'a check of the project does' : `${failed.length} checks of the project do`} not pass. Repair the cause, not the check, and end again.${last}`,
    ...parts,
  ].join('\n\n');
}
