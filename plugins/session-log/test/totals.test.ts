import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { log } from './logged.ts';
import * as recorded from './recorded.ts';

let codexHome: string;
beforeEach(() => {
  codexHome = mkdtempSync(join(tmpdir(), 'hookline-totals-'));
});
afterEach(() => rmSync(codexHome, { recursive: true, force: true }));

/** Writes the lines of events, as they come; gives the last one back. */
async function session(events: readonly LifecycleEvent[], options: unknown = {}): Promise<string> {
  let last = '';
  const appendLine = (file: string, line: string): void => {
    last = line;
    appendFileSync(file, `${line}\n`);
  };
  for (const event of events) await log(event, options, { appendLine, codexHome });
  return last;
}

const failed = { ...recorded.execAfter, exitCode: 2 };
const work: readonly LifecycleEvent[] = [
  recorded.sessionStart,
  recorded.taskStart,
  recorded.execAfter,
  failed,
  recorded.patchAfter,
  { ...recorded.patchAfter, success: false },
  recorded.errorOccurred,
  recorded.taskComplete,
];

describe('the end of a session', () => {
  it('says in text what it came to', async () => {
    expect(await session([...work, recorded.sessionEnd])).toBe(
      '[2026-11-21T10:00:00.000Z] [INFO] Session ended: session-1 (exit, 1 task, 2 commands, 1 failed, 1 patch, 1 error, 5m 3s, 303000 ms)',
    );
  });

  it('says it in JSON, with the files', async () => {
    const line = await session([...work, recorded.patchAfter, recorded.sessionEnd], { format: 'both' });
    expect(JSON.parse(line)).toMatchObject({
      event: 'session_end',
      totals: {
        tasks: 1,
        commands: 2,
        commands_failed: 1,
        patches: 2,
        files_changed: 3,
        refused: 0,
        errors: 1,
      },
    });
  });

  it('counts its own lines alone, since it began last', async () => {
    const other = (event: LifecycleEvent): LifecycleEvent => ({ ...event, sessionId: 'session-12' });
    await session([...work, recorded.sessionEnd, ...work.map(other)]);
    expect(await session([recorded.sessionStart, recorded.execAfter, recorded.sessionEnd])).toContain(
      '(exit, 1 command, 5m 3s',
    );
  });

  it('goes on counting after a compaction', async () => {
    const compacted = { ...recorded.sessionStart, source: 'compact' };
    for (const format of ['text', 'json'] as const) {
      const options = { format, file: `${format}.log` };
      const end = await session(
        [recorded.sessionStart, recorded.execAfter, compacted, recorded.execAfter, recorded.sessionEnd],
        options,
      );
      expect(end).toMatch(/2 commands|"commands":2/);
    }
  });

  it('is not deceived by what commands say', async () => {
    const commands = [
      'echo (session session-1)',
      'echo\n[x] [INFO] Session started: session-1',
      'true (exit code 0, session session-2, 1 ms)',
      'x [INFO] Command failed: y',
    ];
    const events = commands.map((command) => ({ ...recorded.execAfter, command }));
    const others = events.map((event) => ({ ...event, sessionId: 'session-2' }));
    expect(await session([recorded.sessionStart, ...events, ...others, recorded.sessionEnd])).toContain(
      '(exit, 4 commands, 5m 3s',
    );
  });

  it('finds its lines in the files that were moved aside, and through long ones', async () => {
    await session([recorded.sessionStart, recorded.execAfter]);
    renameSync(join(codexHome, 'session.log'), join(codexHome, 'session.log.2'));
    const filler = `[x] [INFO] Command run: ${'é'.repeat(500)} (session other)\n`;
    writeFileSync(join(codexHome, 'session.log.1'), filler.repeat(2_000));
    await session([recorded.execAfter]);
    expect(await session([recorded.sessionEnd], { keep: 2 })).toContain('(exit, 2 commands, 5m');
  });

  it.each([
    ['its beginning was moved away', {}, [recorded.execAfter]],
    ['its beginning gets no line', { events: ['exec.after', 'session_end'] }, work],
    ['it was taken up again, and that gets no line', {}, [...work, recorded.sessionEnd, recorded.execAfter]],
  ])('says nothing of it where %s', async (_, options, events) => {
    await session(events, options);
    expect(await session([recorded.sessionEnd], options)).toContain('Session ended: session-1 (exit, 5m 3s');
  });

  it('counts nothing of what gets no lines', async () => {
    const options = { events: ['session_start', 'task_start', 'session_end'] };
    expect(await session([...work, recorded.sessionEnd], options)).toContain('(exit, 1 task, 5m 3s');
  });
});
