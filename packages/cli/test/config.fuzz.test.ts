// What `hookline config` prints is a configuration itself: read back, it says the same.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadedConfig, loadConfig } from '@hookline/config';
import type { HandlerKind, ResolvedEntry } from '@hookline/core';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { mutated, written } from '../../../scripts/fuzz/mutations.ts';
import { loadKinds } from '../src/cold.ts';
import { configText } from '../src/commands/config-text.ts';
import { configView } from '../src/commands/config-view.ts';

const example = (name: string): object =>
  JSON.parse(
    JSON.stringify(parse(readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8'))),
  ) as object;
const GOOD = ['hooks.toml', 'hooks.dev.toml', 'hooks.prod.toml', 'hooks.staging.toml'].map(example);

const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-fuzz-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, '.git'));
const env = { HOME: join(root, 'home') };
let kinds: readonly HandlerKind[] = [];
beforeAll(async () => {
  kinds = await loadKinds();
});

const load = (text: string, file: string): Promise<LoadedConfig> =>
  loadConfig({ cwd: root, env, kinds, runCode: false, file, text, only: true });

/** What an entry says, without where it stands. */
function said({ id: _, origin: __, ...entry }: ResolvedEntry): object {
  return entry;
}

const meaning = ({ config }: LoadedConfig): object => ({
  settings: config.settings,
  plugins: config.plugins.map(({ name, options }) => ({ name, options })),
  entries: config.entries.map(said),
});

describe('a configuration that was printed, fuzzed', () => {
  it('says the same when it is read back', async () => {
    await fuzzed(
      { target: 'config, printed', counted: 'configs', share: 0.15, few: 60 },
      fc.asyncProperty(mutated(GOOD).map(written), async (text) => {
        const loaded = await load(text, 'given.json');
        if (loaded.broken) return;
        const printed = configText(await configView(loaded, { env } as never), root);
        // It says so itself of a null or half a surrogate, which only JSON and YAML can write.
        if (printed.includes('which TOML cannot write')) return;
        const back = await load(printed, 'printed.toml');
        expect(
          back.problems.filter(({ severity }) => severity === 'error'),
          printed,
        ).toEqual([]);
        expect(meaning(back), printed).toEqual(meaning(loaded));
      }),
    );
  });
});
