/** A hook that fails again and again: it is not asked any more in its session, unless it is required. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOnStage, type Stage } from '../src/index.ts';
import { callHook, payload, readAnswer } from './direct.ts';
import { gateEntry, SETTINGS } from './failures.ts';
import { stageFor } from './stage.ts';

/** Leaves a line for every call, and fails as long as there is a file `broken`. */
const GATE = '#!/bin/sh\necho called >> ../calls\nif [ -e ../broken ]; then exit 1; fi\n';

interface Place {
  readonly stage: Stage;
  /** Calls the hook in a session; what the person was told, and whether it was let through. */
  readonly call: (session?: string) => Promise<{ readonly told: string; readonly verdict: string }>;
  readonly calls: () => number;
}

async function placeWith(config: string): Promise<Place> {
  const stage = await stageFor([]);
  const { sandbox } = stage;
  sandbox.files({ 'hooks.toml': config, 'gate.sh': GATE });
  sandbox.files({ broken: '' }, sandbox.root);
  const calls = path.join(sandbox.root, 'calls');
  return {
    stage,
    call: async (session = 'one') => {
      const result = await callHook(sandbox, {
        stdin: payload(sandbox, 'PreToolUse.Bash', { session_id: session }),
      });
      const told = result.stdout === '' ? '' : String(JSON.parse(result.stdout).systemMessage ?? '');
      return { told, verdict: readAnswer(result).verdict };
    },
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0),
  };
}

describe('a hook that is not required', () => {
  it('is skipped after five failures in a row, said once, for the rest of the session', async () => {
    const { stage, call, calls } = await placeWith(SETTINGS + gateEntry(false));
    const { sandbox } = stage;
    const told: string[] = [];
    for (let count = 0; count < 7; count++) told.push((await call()).told);
    expect(calls()).toBe(5);
    expect(told.map((text) => text.includes('The hook "The gate" failed 5 times in a row'))).toEqual([
      ...Array(4).fill(false),
      true,
      ...Array(2).fill(false),
    ]);
    const log = readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8');
    expect(log.match(/\[WARN\] \[The gate\] The hook "The gate" failed 5 times in a row/g)).toHaveLength(1);
    const trace = await runOnStage(stage, ['hookline', 'trace', '--session', 'one']);
    expect(trace.stdout).toMatch(/skipped.*it failed 5 times in a row in this session/s);
    await call('two');
    expect(calls()).toBe(6);
  });

  it('begins anew when it has worked in between', async () => {
    const { stage, call, calls } = await placeWith(SETTINGS + gateEntry(false));
    const { sandbox } = stage;
    for (let count = 0; count < 4; count++) await call();
    sandbox.files({ 'gate.sh': GATE.replace('../broken', '../nothing') });
    await call();
    sandbox.files({ 'gate.sh': GATE });
    for (let count = 0; count < 4; count++) await call();
    expect(calls()).toBe(9);
    expect((await call()).told).toContain('failed 5 times in a row');
  });
});

it.each([
  ['required', SETTINGS + gateEntry(true)],
  ['counted as required', `${SETTINGS}on_error = "closed"\n${gateEntry(false)}`],
])('a hook that is %s refuses as often as it fails', async (_, config) => {
  const { call, calls } = await placeWith(config);
  for (let count = 0; count < 7; count++) expect((await call()).verdict).toBe('refuses');
  expect(calls()).toBe(7);
});
