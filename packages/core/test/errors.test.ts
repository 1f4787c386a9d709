import { readdirSync, readFileSync } from 'node:fs';
import {
  ERROR_CATALOGUE,
  errorText,
  HooklineError,
  isHooklineError,
  nearest,
  RETIRED_CODES,
} from '@hookline/core/errors';
import { describe, expect, it } from 'vitest';

const codes = Object.keys(ERROR_CATALOGUE);
const root = new URL('../../../', import.meta.url);

/** The sources of all packages and plugins. */
function sources(): { readonly path: string; readonly text: string }[] {
  return ['packages', 'plugins'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
      .map((path) => ({ path, text: readFileSync(new URL(`${folder}/${path}`, root), 'utf8') })),
  );
}

describe('the catalogue of errors', () => {
  it.each(codes)('%s is an area and a fact, and says in one sentence what it means', (code) => {
    expect(code).toMatch(/^HOOKLINE_[A-Z]+(_[A-Z]+)*$/);
    expect(ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE]).toMatch(/^[A-Z].*\.$/);
  });

  it('brings no retired code back', () => {
    expect(codes.filter((code) => RETIRED_CODES.includes(code))).toEqual([]);
  });

  it('has every code that a source throws', () => {
    const unknown = sources().flatMap(({ path, text }) =>
      [...text.matchAll(/(?:HooklineError\(\s*|code:\s*)'(HOOKLINE_[A-Z_]+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((code) => !codes.includes(code))
        .map((code) => `${path}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it('is on a page of the documentation, each code with its meaning', () => {
    const page = readFileSync(new URL('docs/errors.md', root), 'utf8');
    for (const [code, meaning] of Object.entries(ERROR_CATALOGUE)) {
      expect(page).toContain(`| \`${code}\` | ${meaning} |`);
    }
    expect([...page.matchAll(/`(HOOKLINE_[A-Z_]+)`/g)].map((match) => match[1]).sort()).toEqual(codes.sort());
  });
});

describe('HooklineError', () => {
  it('reports what, where, why and fix, and leaves out what is not known', () => {
    const error = new HooklineError('HOOKLINE_USAGE', { what: 'W.', where: 'a:1', why: 'Y.', fix: 'F.' });
    expect(error.report()).toBe('HOOKLINE_USAGE  W.\n  where  a:1\n  why    Y.\n  fix    F.');
    expect(new HooklineError('HOOKLINE_USAGE', { what: 'W.' }).report()).toBe('HOOKLINE_USAGE  W.');
  });

  it('is known across copies of the package, and nothing else is', () => {
    const cause = new Error('x');
    const error = new HooklineError('HOOKLINE_USAGE', { what: 'W.', cause });
    const copy = Object.assign(new Error('W.'), {
      [Symbol.for('hookline.error')]: true,
      details: { what: 'W.' },
    });
    expect([error, copy, cause, undefined, 'HOOKLINE_USAGE', {}].map(isHooklineError)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(error.cause).toBe(cause);
  });
});

describe('errorText', () => {
  it.each([
    [new TypeError(''), 'TypeError'],
    [new Error('broken'), 'broken'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [{ toString: (): string => 'mine' }, 'mine'],
  ])('says %s as %s', (thrown, text) => {
    expect(errorText(thrown)).toBe(text);
  });
});

describe('nearest', () => {
  it.each([
    ['security-scna', 'security-scan'],
    ['Exec.Before', 'exec.before'],
    ['ab', undefined],
    ['something-else', undefined],
    ['', undefined],
  ])('of %j is %j', (name, expected) => {
    expect(nearest(name, ['security-scan', 'exec.before', 'script'])).toBe(expected);
  });
});
