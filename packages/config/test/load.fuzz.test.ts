import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENTS } from '@hookline/core/engine';
import fc from 'fast-check';
import { parse, stringify as writeToml } from 'smol-toml';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify as writeYaml } from 'yaml';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { anyBytes, mutated, mutatedTexts, spoiledTexts, written } from '../../../scripts/fuzz/mutations.ts';
import { type LoadedConfig, loadConfig } from '../src/index.ts';
import { KINDS } from './kinds.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const EXAMPLES = '../../../examples/';

/** A required gate, and one of everything that an entry may have. */
const GUARDED = `[hooks]
timeout_seconds = 20
context = { team = "payments", level = 3 }

[hooks.mcp]
priority = "low"
environment = { FROM = "category" }

[[hooks.exec]]
event = "exec.before"
required = true
command = ["python3", "./scan.py"]
conditions = { command = { matches = '^git\\s', not = "git status" }, team = ["payments", 3, true] }

[[hooks.task]]
event = ["task_start", "task_complete"]
url = "https://example.com/done"
headers = { authorization = "Bearer \${TOKEN:-none}" }
condition = "success == false && level != 2"

[plugins.slack-notify]
webhook_url = "\${SLACK_WEBHOOK_URL}"
`;

const TEXTS = [
  GUARDED,
  ...readdirSync(new URL(EXAMPLES, import.meta.url))
    .filter((name) => name.endsWith('.toml'))
    .map((name) => read(`${EXAMPLES}${name}`)),
  ...[...read('./fixtures/codex-lifecycle-hooks.md').matchAll(/```toml\n([\s\S]*?)```/g)]
    .map((match) => match[1] ?? '')
    .filter((text) => text.includes('[hooks')),
];
const GOOD = TEXTS.map((text) => JSON.parse(JSON.stringify(parse(text))) as object);

const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-fuzz-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, '.git'));
const env = { HOME: join(root, 'home') };

const FORMATS = ['toml', 'json', 'yaml'] as const;
type Format = (typeof FORMATS)[number];

const load = (text: string, format: Format): Promise<LoadedConfig> =>
  loadConfig({ cwd: root, env, kinds: KINDS, runCode: false, file: `fuzzed.${format}`, text, only: true });

/** Loads a text, and holds what comes of it against what a load promises whatever a file says. */
async function check(text: string, format: Format): Promise<LoadedConfig> {
  const loaded = await load(text, format);
  const rows = text.replace(/^\ufeff/, '').split('\n');
  for (const { message, file, line, column } of loaded.problems) {
    expect(message).not.toBe('');
    expect(file.startsWith(root)).toBe(true);
    if (line === undefined) continue;
    const row = rows[line - 1];
    expect({ message, line, row }).toEqual({ message, line, row: expect.any(String) });
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((row ?? '').length + 1);
  }
  expect(loaded.broken).toBe(loaded.problems.some(({ severity }) => severity === 'error'));
  for (const { events, timeoutMs } of loaded.config.entries) {
    expect(events.length).toBeGreaterThan(0);
    expect(timeoutMs > 0 && Number.isFinite(timeoutMs)).toBe(true);
  }
  // What is kept as JSON comes back as it was.
  expect(JSON.parse(JSON.stringify(loaded.config.settings))).toEqual(loaded.config.settings);
  return loaded;
}

const format = fc.constantFrom(...FORMATS);

/** A changed configuration in one of the formats; what TOML cannot write is written as JSON. */
const changed = fc.tuple(mutated(GOOD), format).map(([value, wanted]): [string, Format] => {
  try {
    if (wanted === 'toml') return [writeToml(value as Record<string, unknown>), 'toml'];
    if (wanted === 'yaml') return [writeYaml(value), 'yaml'];
  } catch {
    // Null, half a surrogate, a key that no table may have.
  }
  return [written(value), 'json'];
});

const EVENT_NAMES = Object.keys(EVENTS);

/** Whether something in a list or a table, where entries or their defaults may stand, is required and not switched off. */
function saysRequired(value: unknown): boolean {
  const { plugins: _, ...rest } = value as Record<string, unknown>;
  const parts = Object.values(rest).flatMap((part) => (isTable(part) ? Object.entries(part) : []));
  const isOn = !Object.values(rest).some((part) => isTable(part) && part['enabled'] === false);
  return (
    isOn &&
    parts.some(
      ([key, part]) =>
        key !== 'context' &&
        [part].flat().some((one) => isTable(one) && one['required'] === true && one['enabled'] !== false),
    )
  );
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const effort = { target: 'config', counted: 'configs' } as const;

describe('loading a configuration, fuzzed', () => {
  it('tells what is wrong, and where, of a changed configuration', async () => {
    await fuzzed(
      { ...effort, share: 0.35, few: 120 },
      fc.asyncProperty(changed, async ([text, wanted]) => void (await check(text, wanted))),
    );
  });

  it('does so of texts that are spoiled', async () => {
    const texts = fc.oneof(
      fc.tuple(spoiledTexts(TEXTS), fc.constant<Format>('toml')),
      fc.tuple(mutatedTexts(GOOD), fc.constantFrom<Format>('json', 'yaml')),
    );
    await fuzzed(
      { ...effort, share: 0.2, few: 80 },
      fc.asyncProperty(texts, async ([text, wanted]) => void (await check(text, wanted))),
    );
  });

  it('does so of any bytes', async () => {
    await fuzzed(
      { ...effort, share: 0.05, few: 50 },
      fc.asyncProperty(anyBytes, format, async (text, wanted) => void (await check(text, wanted))),
    );
  });

  it('never takes a broken file that requires something for one that requires nothing', async () => {
    const requires = (text: string): boolean => /^required = true$/m.test(text);
    const texts = spoiledTexts([GUARDED]).filter(requires);
    await fuzzed(
      { ...effort, share: 0.1, few: 80 },
      fc.asyncProperty(texts, async (text) => {
        const loaded = await check(text, 'toml');
        if (loaded.broken) expect(loaded.mayRequire('exec.before')).toBe(true);
      }),
    );
  });

  it('never does so of a changed one', async () => {
    const values = mutated([parse(GUARDED)])
      .filter(saysRequired)
      .map(written);
    await fuzzed(
      { ...effort, share: 0.15, few: 80 },
      fc.asyncProperty(values, fc.constantFrom<Format>('json', 'yaml'), async (text, wanted) => {
        const loaded = await check(text, wanted);
        if (loaded.broken) expect(EVENT_NAMES.filter((name) => loaded.mayRequire(name))).not.toEqual([]);
      }),
    );
  });
});
