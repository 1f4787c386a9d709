import type { Judged, Scan, Where } from './load-scan.ts';

const WHERE: Where = {
  cwd: '/home/user/project',
  home: '/home/user',
  workspaceRoot: '/home/user/project',
  env: {},
};

/** A command by its id, what came of it, and how long that took. */
export interface JudgedCommand {
  readonly id: string;
  /** `throws` if the scan did. */
  readonly verdict: string;
  readonly rules: readonly string[];
  readonly ms: number;
}

/** Judges all commands once to warm up, then once for the verdicts and times. */
export function judgeCommands(
  scan: Scan,
  cases: readonly { readonly id: string; readonly command: string }[],
): JudgedCommand[] {
  for (const { command } of cases) judge(scan, command);
  return cases.map(({ id, command }) => {
    const start = performance.now();
    const { verdict, findings } = judge(scan, command);
    const ms = performance.now() - start;
    return { id, verdict, rules: findings.map(({ rule }) => rule ?? 'unnamed'), ms };
  });
}

function judge(scan: Scan, command: string): Judged {
  try {
    return scan.assess(command, WHERE);
  } catch (cause) {
    return { verdict: 'throws', findings: [{ rule: String(cause) }] };
  }
}
