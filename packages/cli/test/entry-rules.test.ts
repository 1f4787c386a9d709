import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { PROVED_ELSEWHERE, RULES } from './rules/index.ts';

const DEFAULT_ARGS = ['emit', 'exec.before', '--data', '{"command":"ls -la"}'];

describe('the rules for hooks, through the built bin', () => {
  it.each(RULES)('$rule', async (rule) => {
    const { hooks, files = {}, codexHome = {}, env = {}, args = DEFAULT_ARGS } = rule;
    const someone = person({ ...(hooks && { 'hooks.toml': hooks }), ...files });
    for (const [path, text] of Object.entries(codexHome)) someone.write(path, text, someone.codexHome);
    const { code, stdout, stderr } = await someone.hookline(args, { env });
    const all = someone.files();
    const said = `${stdout}\n${stderr}`;
    expect((all['home/ran'] ?? '').trim(), said).toBe(rule.ran ?? '');
    expect(code, said).toBe(rule.code ?? 0);
    if (rule.says) expect(said).toMatch(rule.says);
    expect(said).not.toMatch(/secret-value|undefined|\[object|at .*\.js:\d/);
    const log = all['home/.codex/hooks.log'] ?? '';
    if (rule.logs) expect(log).toMatch(rule.logs);
    if (rule.logsNot) expect(log).not.toMatch(rule.logsNot);
  });

  it('are named once each', () => {
    const names = RULES.map(({ rule }) => rule);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(PROVED_ELSEWHERE)('$rule: proved in $file', ({ file, test }) => {
    expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(test);
  });
});
