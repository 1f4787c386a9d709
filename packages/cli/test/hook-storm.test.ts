/**
 * Many agents at once on one home. `STORM_PROCESSES` says how many hooks run at a time, `STORM_SECONDS` for how long new ones
 * are started.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listJobs } from '@hookline/runtime/spool';
import { expect, it } from 'vitest';
import { BIN, type Person, person, run } from './person.ts';

const PROCESSES = Number(process.env['STORM_PROCESSES'] ?? 8);
const SECONDS = Number(process.env['STORM_SECONDS'] ?? 3);
const MINUTES = 60_000;
/** Bytes of a log, and one line more. */
const MOST_LOG = 10 * 1024 * 1024 + 65_536;

/** A required gate in a program of its own; a plugin with a state of its own; now and then work for later. */
const FILES = {
  'hooks.toml': `[hooks]
timeout_seconds = 300

[plugins."./counts.mjs"]

[[hooks.exec]]
event = "exec.before"
command = ["./gate.sh"]
required = true
description = "Gate"

[[hooks.exec]]
event = "exec.before"
command = ["true"]
mode = "async"
conditions = { command = { matches = "0;" } }
description = "Later"
`,
  'gate.sh': `#!/bin/sh
case "$CODEX_COMMAND" in *forbidden*) echo "Not number $CODEX_COMMAND." >&2; exit 2 ;; esac
`,
  'counts.mjs': `import { definePlugin } from '@hookline/core';
export default definePlugin({
  name: 'counts',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').observe((event, ctx) => {
      ctx.state.set('count', (ctx.state.get('count') ?? 0) + 1);
      ctx.log.info(event.command);
    });
  },
});
`,
};

const isForbidden = (number: number): boolean => number % 3 === 0;

/** One call of the agent; what it answered in a word, or all of it. */
async function verdictOf(someone: Person, number: number, session: string): Promise<string> {
  const { code, stdout, stderr } = await run(
    spawn(process.execPath, [BIN, 'hook', '--event', 'PreToolUse'], {
      cwd: someone.project,
      env: someone.env,
    }),
    JSON.stringify({
      session_id: session,
      turn_id: 'turn-1',
      transcript_path: null,
      cwd: someone.project,
      hook_event_name: 'PreToolUse',
      model: 'gpt-5.5',
      permission_mode: 'default',
      tool_name: 'Bash',
      tool_input: { command: `echo #${number}; ${isForbidden(number) ? 'forbidden' : 'fine'}` },
      tool_use_id: `call-${number}`,
    }),
  );
  if (code !== 0 || stderr !== '') return `exit ${code}: ${stdout}${stderr}`;
  if (stdout === '') return 'pass';
  const { permissionDecision, permissionDecisionReason } = JSON.parse(stdout).hookSpecificOutput ?? {};
  return permissionDecision === 'deny' && permissionDecisionReason.includes(`#${number};`) ? 'deny' : stdout;
}

const linesOf = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));

/** Processes that began here and have ended without anybody asking how. */
const zombies = (): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      const [, state, parent] = /\) (\w) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
      return state === 'Z' && Number(parent) === process.pid;
    } catch {
      return false;
    }
  });

it(
  `keeps every verdict and every line with ${PROCESSES} hooks at once for ${SECONDS} s`,
  async () => {
    const someone = person(FILES);
    const wrong: string[] = [];
    let count = 0;
    const until = Date.now() + SECONDS * 1_000;
    const lane = async (_: unknown, index: number): Promise<void> => {
      // Two rounds at least, however slow the machine is.
      for (let round = 0; round < 2 || Date.now() < until; round += 1) {
        const number = count++;
        // Some share a session, as calls that run at the same time do.
        const verdict = await verdictOf(someone, number, `session-${index % 7}`);
        if (verdict !== (isForbidden(number) ? 'deny' : 'pass')) wrong.push(`#${number}: ${verdict}`);
      }
    };
    await Promise.all(Array.from({ length: PROCESSES }, lane));
    expect(wrong).toEqual([]);
    expect(zombies()).toEqual([]);

    const flush = await someone.hookline(['spool', 'flush']);
    expect([flush.code, flush.stderr]).toEqual([0, '']);
    for (const folder of ['pending', 'active', 'dead'] as const)
      expect(listJobs(someone.hooklineHome, folder), folder).toEqual([]);

    const numbers = Array.from({ length: count }, (_, number) => number);
    const journal = linesOf(join(someone.hooklineHome, 'journal'), /\.jsonl/).map(
      (line) => JSON.parse(line) as { decision: string; subject?: string; session_id: string },
    );
    const numberOf = (text = ''): number => Number(/#(\d+);/.exec(text)?.[1]);
    const judged = journal
      .filter(({ decision }) => decision !== 'async')
      .map(({ subject, decision }) => ({ number: numberOf(subject), decision }))
      .sort((a, b) => a.number - b.number);
    expect(judged).toEqual(
      numbers.map((number) => ({ number, decision: isForbidden(number) ? 'deny' : 'pass' })),
    );
    // Work for later is kept also of what was refused, and done once.
    expect(journal.filter(({ decision }) => decision === 'async')).toHaveLength(
      numbers.filter((number) => number % 10 === 0).length,
    );

    const log = linesOf(someone.codexHome, /^hooks\.log/);
    expect(log.filter((line) => !/^\[[\d-]+T[\d:.]+Z\] \[\w+\] \[[^\]]+\] \S/.test(line))).toEqual([]);
    const said = log.flatMap((line) => /\[counts\] echo #(\d+);/.exec(line)?.[1] ?? []).map(Number);
    expect(said.sort((a, b) => a - b)).toEqual(numbers);

    const home = someone.files();
    expect(Object.keys(home).filter((file) => file.endsWith('.tmp'))).toEqual([]);
    for (const [file, text] of Object.entries(home))
      if (/\/(?:sessions|snapshots)\//.test(file)) expect(() => JSON.parse(text), file).not.toThrow();
    expect(readdirSync(join(someone.hooklineHome, 'sessions')).length).toBeLessThanOrEqual(7);
    expect(readdirSync(join(someone.hooklineHome, 'snapshots'))).toHaveLength(1);
    for (const file of Object.keys(home).filter((name) => /hooks\.log|journal/.test(name)))
      expect(statSync(join(someone.root, file)).size, file).toBeLessThan(MOST_LOG);
    process.stdout.write(
      `${count} hooks, at most ${PROCESSES} at once, in ${SECONDS} s: ${judged.length} lines of the journal, ${log.length} of the log\n`,
    );
  },
  10 * MINUTES,
);
