/** Levels, settings of rules, and the allow-list. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Rule } from '../src/finding.ts';
import { fitsGlob } from '../src/policy/glob.ts';
import { ruleOn } from '../src/policy/ruling.ts';
import { type SecurityScanOptions, settingsOf } from '../src/policy/settings.ts';

describe('a pattern', () => {
  it.each([
    ['git push --force', 'git push --force', true],
    ['git push --force', 'git push --force origin', false],
    ['git push --force*', 'git push --force origin', true],
    ['*--force*', 'git push --force', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a**b', 'axxb', true],
    ['rm -rf build/*', 'rm -rf build/\nx', true],
    ['a.c', 'abc', false],
    ['[a]?', 'a', false],
    ['*ab*abc', 'ababc', true],
  ])('%j on %j: %s', (pattern, text, fits) => {
    expect(fitsGlob(pattern, text)).toBe(fits);
  });

  it('fits what a regular expression of the same meaning fits', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\n'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (glob, whole) => {
        const source = glob
          .split('*')
          .map((piece) => piece.replaceAll('.', '\\.'))
          .join('[^]*');
        expect(fitsGlob(glob, whole)).toBe(new RegExp(`^${source}$`).test(whole));
      }),
      { numRuns: 2_000 },
    );
  });
});

const rule = (
  relaxed: 'allow' | 'ask' | 'deny',
  standard: 'allow' | 'ask' | 'deny',
  strict: 'allow' | 'ask' | 'deny',
) => ({ at: { relaxed, standard, strict } }) satisfies Pick<Rule, 'at'>;
const RULES: Readonly<Record<string, Pick<Rule, 'at'>>> = {
  'git-loss.reset': rule('allow', 'ask', 'deny'),
  'fs-destroy.root': rule('deny', 'deny', 'deny'),
};
const finding = (id: string, severity: Finding['severity'] = 'medium'): Finding => ({
  rule: id,
  severity,
  reason: `No ${id}.`,
  span: { start: 0, end: 1 },
});
const verdict = (ids: readonly string[], options: SecurityScanOptions, text = 'git reset --hard') =>
  ruleOn(
    ids.map((id) => finding(id)),
    text,
    settingsOf(options),
    (id) => RULES[id],
  ).verdict;

describe('a ruling', () => {
  it.each([
    ['relaxed', 'allow'],
    ['standard', 'ask'],
    ['strict', 'deny'],
  ] as const)('follows the level %s: %s', (level, expected) => {
    expect(verdict(['git-loss.reset'], { level })).toBe(expected);
  });

  it('takes the worst of several', () => {
    expect(verdict(['git-loss.reset', 'fs-destroy.root'], {})).toBe('deny');
    expect(verdict([], { level: 'strict' })).toBe('allow');
  });

  it('takes what a rule is set to before what the level says', () => {
    expect(verdict(['git-loss.reset'], { rules: { 'git-loss.reset': 'deny' } })).toBe('deny');
    expect(verdict(['fs-destroy.root'], { rules: { 'fs-destroy.root': 'ask' } })).toBe('ask');
    expect(verdict(['fs-destroy.root'], { rules: { 'fs-destroy.root': 'off' } })).toBe('allow');
    expect(verdict(['git-loss.reset'], { level: 'relaxed', rules: { 'git-loss.reset': 'ask' } })).toBe('ask');
  });

  it('lets pass what is on the list, by rule and by the whole text', () => {
    const entry = (rule: string, pattern: string) => ({
      allow: [{ rule, pattern, reason: 'For the demo.' }],
    });
    expect(verdict(['git-loss.reset'], entry('git-loss.reset', 'git reset --hard'))).toBe('allow');
    expect(verdict(['git-loss.reset'], entry('git-loss.*', 'git reset*'))).toBe('allow');
    expect(verdict(['git-loss.reset'], entry('git-loss.reset', 'git reset'))).toBe('ask');
    expect(verdict(['git-loss.reset'], entry('fs-destroy.*', '*'))).toBe('ask');
    // What is on the list for one rule is none of another's business.
    expect(verdict(['git-loss.reset', 'fs-destroy.root'], entry('git-loss.*', '*'))).toBe('deny');
  });

  it('does not drop what it has no rule for', () => {
    expect(verdict(['newer.rule'], {})).toBe('ask');
  });
});
