import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLine } from '@hookline/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-rotation-'));
  file = join(home, 'log');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const linesOf = (name: string): string[] => readFileSync(join(home, name), 'utf8').split('\n').slice(0, -1);

describe('a file that grows past its bound', () => {
  it('is moved to .1, and what was there to .2, as many as are kept', () => {
    for (const line of ['first', 'second', 'third', 'fourth'])
      expect(appendLine(file, line, { maxBytes: 3, keep: 2 })).toBe(true);
    expect(readdirSync(home).sort()).toEqual(['log.1', 'log.2']);
    expect([linesOf('log.1'), linesOf('log.2')]).toEqual([['fourth'], ['third']]);
  });

  it('is emptied where none is kept', () => {
    appendLine(file, 'gone', { maxBytes: 3, keep: 0 });
    appendLine(file, 'ab', { maxBytes: 3, keep: 0 });
    expect(readdirSync(home)).toEqual(['log']);
    expect(linesOf('log')).toEqual(['ab']);
  });

  it('grows on while another process rotates it, and when that one was killed only until it is known', () => {
    writeFileSync(`${file}.lock`, '');
    appendLine(file, 'first', { maxBytes: 3 });
    expect(readdirSync(home).sort()).toEqual(['log', 'log.lock']);
    utimesSync(`${file}.lock`, 0, 0);
    appendLine(file, 'second', { maxBytes: 3 });
    appendLine(file, 'third', { maxBytes: 3 });
    expect(readdirSync(home)).toEqual(['log.1']);
    expect(linesOf('log.1')).toEqual(['first', 'second', 'third']);
  });

  it('takes the place of a link that stands where it goes, and leaves what that leads to', () => {
    writeFileSync(join(home, 'elsewhere'), 'mine\n');
    symlinkSync(join(home, 'elsewhere'), `${file}.1`);
    appendLine(file, 'first', { maxBytes: 3 });
    expect(linesOf('log.1')).toEqual(['first']);
    expect(linesOf('elsewhere')).toEqual(['mine']);
  });

  it('is written on where it cannot be moved', () => {
    mkdirSync(join(home, 'log.1', 'full'), { recursive: true });
    expect(appendLine(file, 'first', { maxBytes: 3 })).toBe(true);
    expect(appendLine(file, 'second', { maxBytes: 3 })).toBe(true);
    expect(linesOf('log')).toEqual(['first', 'second']);
    expect(readdirSync(home).sort()).toEqual(['log', 'log.1']);
  });

  it('loses no line of six processes that all rotate it, and keeps each one in order', async () => {
    const script = new URL('./append-lines.ts', import.meta.url).pathname;
    const names = Array.from({ length: 6 }, (_, index) => `p${index}`);
    const codes = await Promise.all(
      names.map((name) => {
        const args = [script, file, name, '60', '150', '4000', '100'];
        const child = spawn(process.execPath, args, { stdio: 'ignore' });
        return new Promise((resolve) => child.on('close', resolve));
      }),
    );
    expect(codes).toEqual(names.map(() => 0));
    const age = (name: string): number => Number(name.split('.')[1] ?? 0);
    const files = readdirSync(home).sort((a, b) => age(b) - age(a));
    expect(files).not.toContain('log.lock');
    expect(files.length).toBeGreaterThan(5);
    const lines = files.flatMap(linesOf);
    for (const name of names) {
      const own = lines.filter((line) => line.startsWith(`${name} `));
      expect(own).toEqual(Array.from({ length: 60 }, (_, index) => `${name} ${index} ${'x'.repeat(150)}`));
    }
    expect(lines).toHaveLength(360);
  });
});

it.runIf(process.platform === 'linux')('says false for a disk that is full, and writes no half line', () => {
  expect(appendLine('/dev/full', 'x')).toBe(false);
  expect(spawnSync('stat', ['-c', '%F', '/dev/full'], { encoding: 'utf8' }).stdout).toContain('character');
});
