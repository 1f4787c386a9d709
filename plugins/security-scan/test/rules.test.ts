import { describe, expect, it } from 'vitest';
import { assess } from '../src/assess.ts';
import { RULES } from '../src/rules/index.ts';

const where = { cwd: '/home/dev/code/app', home: '/home/dev' };

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.examples.found)('is found in %j', (command) => {
    const { findings, verdict } = assess(command, where);
    expect(findings.map((finding) => finding.rule)).toContain(id);
    expect(verdict).not.toBe('allow');
  });

  it.each(rule.examples.silent)('is silent on %j', (command) => {
    expect(assess(command, where).findings).toEqual([]);
  });

  it('says to the model in one or two sentences what to do instead', () => {
    expect(rule.reason).toMatch(/^This |^If |^The file |^Show /);
    expect(rule.reason.match(/[.!?](?:\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
    expect(rule.reason.length).toBeLessThan(200);
  });
});

it('gives every rule an id of its own that begins with its category', () => {
  const ids = RULES.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of RULES) expect(rule.id.startsWith(`${rule.category}.`)).toBe(true);
});
