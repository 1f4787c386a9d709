import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { conditionFix } from './condition-fix.ts';
import { readConditionTable } from './condition-table.ts';
import { parseConditionText } from './condition-text.ts';

describe('a condition that cannot be read', () => {
  it.each([
    ['command = git push', "Write command == 'git push'"],
    ['command == git push', "Write command == 'git push'"],
    ["tool == 'x' && command = 'a b' && exit_code != 0", "Write command == 'a b'"],
    ['tool === "x"', "Write tool == 'x'"],
    ['tool is x', "Write tool == 'x'"],
    ['tool !== x', "Write tool != 'x'"],
    ['message contains "rate limit"', "Write message.contains('rate limit')"],
    ['!success', 'Write success == false'],
    ['not success', 'Write success == false'],
    ['success', 'Write success == true'],
  ])('%j is written otherwise', (text, fix) => {
    expect(parseConditionText(text)).toMatchObject({ ok: false, fix });
    expect(parseConditionText(fix.replace('Write ', ''))).toMatchObject({ ok: true });
  });

  it.each([
    ["tool == a || tool == 'b c'", 'In its place write conditions = { tool = ["a", "b c"] }'],
    ['command =~ ^git', "In its place write conditions = { command = { matches = '^git' } }"],
    [
      'command matches "^git push"',
      "In its place write conditions = { command = { matches = '^git push' } }",
    ],
    [
      'exit_code > 0',
      'There is no comparison of sizes. What is not 0: conditions = { exit_code = { not = 0 } }',
    ],
  ])('%j is written as a table', (text, fix) => {
    expect(parseConditionText(text)).toMatchObject({ ok: false, fix });
    const { conditions } = parse(fix.slice(fix.indexOf('conditions ='))) as {
      conditions: Record<string, unknown>;
    };
    expect(readConditionTable(conditions)).toMatchObject({ complaints: [], conditions: [{}] });
  });

  it('is two hooks where two names are joined by ||', () => {
    expect(conditionFix('a == 1 || b == 2')).toBe('Write two hooks, one for each side of the ||.');
  });

  it.each(['', '&&', 'a ? b : c', '(a == b)'])('gets no guess when it may be anything: %j', (text) => {
    expect(conditionFix(text)).toBeUndefined();
  });
});
