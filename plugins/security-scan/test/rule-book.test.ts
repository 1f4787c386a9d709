/** The rules as data: each is whole, none has the id of another, the page of them is current, and the examples hold. */
import { readFileSync } from 'node:fs';
import { expectNoOpinion, type RunResult, testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { rulesPage } from '../scripts/rules-page.ts';
import plugin from '../src/index.ts';
import { PATCH_RULES } from '../src/patch/rules.ts';
import { RULES } from '../src/rule-book.ts';
import { SECRET_RULES } from '../src/secrets/rules.ts';

describe('a rule', () => {
  it.each(RULES)('$id says what it is', ({ id, category, reason, doc, at, examples }) => {
    expect(id).toMatch(new RegExp(`^${category}\\.[a-z0-9]+(?:-[a-z0-9]+)*$`));
    // For the model: a sentence or two, no code, and nothing that only a person could follow.
    expect(reason).toMatch(/^[A-Z][\s\S]{20,300}[.)]$/);
    expect(doc.length).toBeGreaterThan(5);
    expect(at.strict).not.toBe('allow');
    expect(examples.found.length).toBeGreaterThan(0);
    expect(examples.silent.length).toBeGreaterThan(0);
  });

  it('gets stricter from level to level', () => {
    const weight = { allow: 0, ask: 1, deny: 2 };
    for (const { id, at } of RULES) {
      expect(weight[at.relaxed], id).toBeLessThanOrEqual(weight[at.standard]);
      expect(weight[at.standard], id).toBeLessThanOrEqual(weight[at.strict]);
    }
  });

  it('has an id of its own', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

it('docs/rules.md is up to date; if not: npm run docs -w @hookline/plugin-security-scan', () => {
  expect(readFileSync(new URL('../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesPage());
});

describe('an example of a rule about texts, files and calls', () => {
  const run = async (text: string, rule: string): Promise<RunResult> => {
    const scan = await testPlugin(plugin, { env: { HOME: '/home/user' }, options: { level: 'strict' } });
    const cwd = '/home/user/project';
    if (text.startsWith('*** Begin Patch')) return scan.run('patch.before', { patch: text, cwd });
    if (rule === 'secret.in-prompt') return scan.run('task_start', { prompt: text });
    if (rule === 'secret.in-call') {
      const { tool, ...given } = JSON.parse(text);
      return scan.run('mcp.before', { server: 'any', tool, arguments: given, cwd });
    }
    return scan.run('exec.before', { command: text, cwd });
  };
  const own = [...PATCH_RULES, ...SECRET_RULES];

  it.each(own.flatMap(({ id, examples }) => examples.found.map((text) => [id, text] as const)))(
    '%s finds %s',
    async (id, text) => {
      const { lines } = await run(text, id);
      const log = lines.find(({ file }) => file.endsWith('security.log'));
      expect(JSON.parse(log?.line ?? '{}').rules).toEqual([id]);
    },
  );

  it.each(own.flatMap(({ id, examples }) => examples.silent.map((text) => [id, text] as const)))(
    '%s is silent on %s',
    async (id, text) => {
      expectNoOpinion(await run(text, id));
    },
  );
});
