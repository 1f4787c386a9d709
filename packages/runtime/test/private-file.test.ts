import { spawn, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLine, readJson, writeWhole } from '@hookline/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-files-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

const appending = (file: string, name: string, count: number, length: number): Promise<unknown> => {
  const script = new URL('./append-lines.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, file, name, String(count), String(length)], {
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.on('close', resolve));
};

/** Twenty processes append; every line must be whole and there once, in the file or the one moved aside. */
async function twentyAppend(file: string, length: number): Promise<string[]> {
  const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
  expect(await Promise.all(names.map((name) => appending(file, name, 50, length)))).toEqual(
    names.map(() => 0),
  );
  const found = readdirSync(join(file, '..')).flatMap((name) => linesOf(join(file, '..', name)));
  const lines = found.filter((line) => line.startsWith('p'));
  expect(lines.filter((line) => !/^p\d+ \d+ x+$/.test(line) || !line.endsWith('x'.repeat(length)))).toEqual(
    [],
  );
  expect(new Set(lines).size).toBe(1_000);
  return lines;
}

describe('a line', () => {
  it('of twenty processes at once stays whole and is there once, in a folder nobody had made', async () => {
    expect(await twentyAppend(join(home, 'made', 'in', 'between', 'log'), 5_000)).toHaveLength(1_000);
  });

  it('is not lost while many processes see the file grow past its bound', async () => {
    const file = join(home, 'logs', 'log');
    appendLine(file, 'old line');
    writeFileSync(file, 'old line\n'.repeat(1_165_000));
    await twentyAppend(file, 200);
    expect(statSync(`${file}.1`).size).toBeGreaterThan(10 * 1024 * 1024);
    expect(statSync(file).size).toBeLessThan(1024 * 1024);
  });

  it('makes a private file in a private folder', () => {
    expect(appendLine(join(home, 'a', 'b', 'log'), 'x')).toBe(true);
    expect(statSync(join(home, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'a', 'b')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'a', 'b', 'log')).mode & 0o777).toBe(0o600);
  });

  it('cannot make a second one', () => {
    appendLine(join(home, 'log'), 'a\nb\r\nc\rd');
    expect(linesOf(join(home, 'log'))).toEqual(['a b c d']);
  });

  it('is not written through a link, into a pipe nobody reads, or under a file', () => {
    writeFileSync(join(home, 'elsewhere'), 'mine');
    symlinkSync(join(home, 'elsewhere'), join(home, 'link'));
    symlinkSync(join(home, 'nowhere'), join(home, 'dangling'));
    spawnSync('mkfifo', [join(home, 'pipe')]);
    for (const name of ['link', 'dangling', 'pipe', 'elsewhere/log'])
      expect(appendLine(join(home, name), 'x')).toBe(false);
    expect(appendLine('/proc/hookline/log', 'x')).toBe(false);
    expect(readFileSync(join(home, 'elsewhere'), 'utf8')).toBe('mine');
    expect(readdirSync(home).sort()).toEqual(['dangling', 'elsewhere', 'link', 'pipe']);
  });
});

describe('a whole write', () => {
  it('is never seen half by a reader in a loop', async () => {
    const file = join(home, 'state', 'x.json');
    const script = `import { writeWhole } from '@hookline/runtime';
      for (let round = 0; round < 400; round += 1)
        if (!writeWhole(process.argv[1], JSON.stringify({ round, text: 'x'.repeat(100_000 + round), end: round }))) process.exitCode = 1;`;
    let open = 4;
    const codes = Array.from({ length: open }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
        cwd: new URL('.', import.meta.url).pathname,
        stdio: 'ignore',
      });
      return new Promise((resolve) =>
        child.on('close', (code) => {
          open -= 1;
          resolve(code);
        }),
      );
    });
    let seen = 0;
    while (open > 0) {
      let text: string | undefined;
      try {
        text = readFileSync(file, 'utf8');
      } catch {
        expect(seen).toBe(0);
      }
      if (text !== undefined) {
        const { round, end } = JSON.parse(text) as { round: number; end: number };
        expect(end).toBe(round);
        seen += 1;
      }
      await new Promise(setImmediate);
    }
    expect(await Promise.all(codes)).toEqual([0, 0, 0, 0]);
    expect(seen).toBeGreaterThan(0);
    expect(readdirSync(join(home, 'state'))).toEqual(['x.json']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('that fails says so, changes nothing and leaves nothing behind', () => {
    writeFileSync(join(home, 'file'), 'kept');
    expect(writeWhole(join(home, 'file', 'x.json'), '1')).toBe(false);
    expect(writeWhole('/proc/hookline/x.json', '1')).toBe(false);
    expect(readdirSync(home)).toEqual(['file']);
    expect(readJson(join(home, 'file'))).toBeUndefined();
    expect(readJson(join(home, 'nowhere'))).toBeUndefined();
  });
});
