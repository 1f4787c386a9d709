import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findLastLine, readHead } from './transcript.ts';
import { readToolEnd, readTurnStart } from './transcript-facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookline-transcript-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (payload: object, type = 'event_msg', timestamp = '2026-11-21T04:20:37.430Z') =>
  JSON.stringify({ timestamp, ordinal: 1, type, payload });
const item = (fields: object) => line({ type: 'item_completed', item: fields });
const meta = line(
  {
    timestamp: '2026-11-21T04:20:37.000Z',
    cwd: '/repo',
    model_provider: 'mock',
    base_instructions: { text: 'x'.repeat(200_000) },
  },
  'session_meta',
);
const command = (id: string, exit_code: number) =>
  item({
    type: 'CommandExecution',
    id,
    status: exit_code === 0 ? 'completed' : 'failed',
    exit_code,
    duration: { secs: 1, nanos: 500_400_000 },
  });

let next = 0;
function transcript(...lines: readonly string[]): string {
  const path = join(folder, `${next++}.jsonl`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('readToolEnd', () => {
  it('finds the end of a command by its id', () => {
    const path = transcript(meta, command('call_1', 3), command('call_2', 0), line({ call_id: 'call_1' }));
    expect(readToolEnd(path, 'call_1')).toMatchObject({ exitCode: 3, duration: 1500, success: false });
    expect(readToolEnd(path, 'call_2')).toMatchObject({ exitCode: 0, duration: 1500, success: true });
    expect(readToolEnd(path, 'call_3')).toEqual({});
  });

  it('finds it behind and before lines that are longer than a chunk', () => {
    const long = line({ type: 'noise', text: `call_1 ${'y'.repeat(700_000)}` });
    expect(readToolEnd(transcript(meta, long, command('call_1', 3), long), 'call_1').exitCode).toBe(3);
  });

  it('finds it wherever a chunk begins', () => {
    for (const padding of [65_200, 65_350, 65_460, 65_500, 65_536]) {
      const path = transcript(meta, command('call_1', 7), 'z'.repeat(padding));
      expect(readToolEnd(path, 'call_1').exitCode).toBe(7);
    }
  });

  it('ends its search at the bound', () => {
    const path = transcript(command('call_1', 3), ...Array.from({ length: 50 }, () => 'z'.repeat(100_000)));
    expect(readToolEnd(path, 'call_1')).toEqual({});
  });

  it('takes success from the status of a patch and of an MCP call', () => {
    const path = transcript(
      item({ type: 'FileChange', id: 'a', status: 'completed' }),
      item({ type: 'FileChange', id: 'b', status: 'failed' }),
      item({
        type: 'McpToolCall',
        id: 'c',
        status: 'completed',
        result: { isError: true },
        duration: { secs: 0, nanos: 1e6 },
      }),
      item({ type: 'McpToolCall', id: 'd' }),
    );
    expect(['a', 'b', 'c', 'd'].map((id) => readToolEnd(path, id).success)).toEqual([
      true,
      false,
      false,
      undefined,
    ]);
    expect(readToolEnd(path, 'c').duration).toBe(1);
  });

  it.each(['1e400', '-5'])('takes %s seconds for no duration', (secs) => {
    const path = transcript(command('call_1', 3).replace('"secs":1', `"secs":${secs}`));
    expect(readToolEnd(path, 'call_1')).toMatchObject({ exitCode: 3, success: false, duration: undefined });
  });

  it('gives nothing for a transcript that is missing, torn, odd or not a file', () => {
    const torn = transcript(
      '{"call_1',
      '"call_1"',
      '[]',
      'null',
      item({ id: 5 }),
      '{"payload":{"item":"call_1"}}',
    );
    for (const path of [undefined, join(folder, 'none'), folder, torn, transcript('')]) {
      expect(readToolEnd(path, 'call_1')).toEqual({});
    }
    expect(readToolEnd(torn, undefined)).toEqual({});
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe in place of the transcript', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(readToolEnd(pipe, 'call_1')).toEqual({});
  });
});

it('reads start and provider from a first line that is longer than it looks at', () => {
  expect(readHead(transcript(meta))).toEqual({
    startedAt: Date.parse('2026-11-21T04:20:37.430Z'),
    provider: 'mock',
  });
  expect(readHead(transcript('{"type":"other","model_provider":"no"}'))).toEqual({});
  expect(readHead(join(folder, 'none'))).toEqual({});
});

it('does not take a provider from inside a text', () => {
  const path = transcript(line({ cwd: '/x","model_provider":"evil"' }, 'session_meta'));
  expect(readHead(path).provider).toBeUndefined();
});

it('finds when a turn began', () => {
  const path = transcript(
    line({ type: 'task_started', turn_id: 't1' }, 'event_msg', '2026-11-21T04:00:00.000Z'),
    line({ type: 'task_started', turn_id: 't2' }, 'event_msg', '2026-11-21T05:00:00.000Z'),
  );
  expect(readTurnStart(path, 't1')).toBe(Date.parse('2026-11-21T04:00:00.000Z'));
  expect(readTurnStart(path, 't3')).toBeUndefined();
  expect(readTurnStart(path, undefined)).toBeUndefined();
});

it('takes the last line that is accepted, and a throwing check as no', () => {
  const path = transcript('{"n":1}', '{"n":2}', '{"n":3}');
  const find = (accept: (n: number) => boolean) =>
    findLastLine(path, '"n"', (value) => {
      const { n } = value as { n: number };
      if (n === 3) throw new Error('odd');
      return accept(n) ? n : undefined;
    });
  expect(find(() => true)).toBe(2);
  expect(find((n) => n === 1)).toBe(1);
});
