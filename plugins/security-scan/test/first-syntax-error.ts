/**
 * What bash says about commands that it reads. With `-n` it executes nothing, and that is the only way in which a test
 * may give it a command of the evaluation sets.
 */
import { spawnSync } from 'node:child_process';

interface Command {
  readonly id: string;
  readonly command: string;
}

/** Tells whether a command has a here-document: in one script with others, one that is not ended would end in the next. */
export function opensDocument({ command }: Command): boolean {
  return /(^|[^<])<<-?\s*['"\\]?\w/.test(command);
}

/**
 * Says what bash does about the first command that it does not understand, with the id. All are read by one process: a
 * process each takes a minute.
 */
export function firstSyntaxError(cases: readonly Command[]): string {
  // It has no effect between commands, and is an error inside of a quote that was left open.
  const probe = `: "' ;; '"; : '" ;; "'`;
  const lines: string[] = [];
  const ids: string[] = [];
  for (const { id, command } of cases) {
    const own = ['(', ...command.split('\n'), ')', probe];
    lines.push(...own);
    ids.push(...own.map(() => id));
  }
  const { stderr, error } = spawnSync('bash', ['-n'], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  });
  if (error !== undefined) throw error;
  const at = /line (\d+)/.exec(stderr)?.[1];
  return at === undefined ? stderr : `${ids[Number(at) - 1] ?? 'the last one'}: ${stderr}`;
}
