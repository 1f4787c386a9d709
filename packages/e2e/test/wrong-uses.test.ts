/** The published API, used wrongly: each use is stopped by the compiler, at its line and for its reason; the right one is not. */
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY, runBounded } from '../src/registry/index.ts';
import { lineOf, WRONG_USES, type WrongUse } from './wrong-uses/index.ts';

interface Diagnostic {
  readonly line: number;
  readonly code: string;
  /** With what the compiler says below it, indented. */
  readonly text: string;
}

const uses = Object.values(WRONG_USES).flat();
const nameOf = (use: WrongUse, side: 'wrong' | 'right'): string =>
  `${uses.indexOf(use)}-${side}.${use.language ?? 'ts'}`;

/** As the page on TypeScript of a new project has it, with nothing that would look away. */
const COMPILER_OPTIONS = {
  target: 'es2023',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  allowJs: true,
  skipLibCheck: false,
};

let diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;

beforeAll(async () => {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-wrong-uses-')));
  try {
    diagnostics = await compile(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** All files in one run of the compiler; nothing that one says about itself reaches another. */
async function compile(folder: string): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  const write = (name: string, content: string): void => writeFileSync(path.join(folder, name), content);
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['*'] }));
  for (const use of uses) {
    write(nameOf(use, 'wrong'), use.file(use.wrong));
    write(nameOf(use, 'right'), use.file(use.right));
  }
  const tsc = path.join(REPOSITORY, 'node_modules/.bin/tsc');
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
  const { stdout } = await runBounded([process.execPath, tsc, '--pretty', 'false'], { cwd: folder, env });
  return parseDiagnostics(stdout);
}

/** `file(line,column): error TS1234: text`, and indented lines that go on with the text. */
function parseDiagnostics(output: string): ReadonlyMap<string, readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>();
  for (const part of output.split(/\n(?=\S)/)) {
    const [, file = '', line, code = '', text = ''] =
      /^(.+?)\((\d+),\d+\): error (TS\d+): ([\s\S]*)$/.exec(part) ?? [];
    if (line === undefined && part.trim() !== '') throw new Error(`The compiler said: ${part}`);
    found.set(file, [...(found.get(file) ?? []), { line: Number(line), code, text: text.trimEnd() }]);
  }
  found.delete('');
  return found;
}

describe.each(Object.entries(WRONG_USES))('%s', (_about, ofThem) => {
  it.each(ofThem)('$title does not compile', (use) => {
    expect(diagnostics.get(nameOf(use, 'right')), 'the right use').toBeUndefined();
    const [code, text] = use.says;
    expect(diagnostics.get(nameOf(use, 'wrong'))).toEqual([
      { line: lineOf(use), code, text: expect.stringContaining(text) },
    ]);
  });

  it.each(ofThem)('$title is told in words that can be read', (use) => {
    const [first = ''] = (diagnostics.get(nameOf(use, 'wrong'))?.[0]?.text ?? '').split('\n');
    expect(first.length, first).toBeLessThan(300);
  });
});

it('is tried for many uses, each of another kind', () => {
  expect(uses.length).toBeGreaterThanOrEqual(40);
  expect(new Set(uses.map(({ title }) => title)).size).toBe(uses.length);
});
