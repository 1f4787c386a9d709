// The same hook under the agent alone and under Hookline: each case is played on the real agent on both sides, and what came
// of it has to be equal, or the case says why it is not.
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { NATIVE_EVENTS, openStage, type Stage } from '../src/index.ts';
import { CASES } from './differential/cases/index.ts';
import { type Played, playCases } from './differential/play.ts';
import { report } from './differential/report.ts';
import { standsInAnswer, withoutAgent } from './differential/without-agent.ts';

const DOCUMENT = path.resolve(import.meta.dirname, '../../../docs/hooks-json-answers.md');

let codex: Played;
let hookline: Played;

beforeAll(async () => {
  codex = await playCases('codex', CASES);
  hookline = await playCases('hookline', CASES);
}, 900_000);

describe('an answer of a hook comes to the same under Hookline, or the difference is listed', () => {
  it.each(CASES)('$id', ({ id, differs }) => {
    const [theirs, ours] = [codex.get(id), hookline.get(id)];
    expect(theirs).toHaveProperty('turn');
    expect(ours).toHaveProperty('turn');
    if (differs) expect(ours, `listed as different (${differs.why}), but it is not`).not.toEqual(theirs);
    else expect(ours).toEqual(theirs);
  });
});

describe('the same hooks without an agent answer what comes to the same', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage([]);
    return () => stage.close();
  });

  it.each(CASES.filter(standsInAnswer))('$id', async (one) => {
    const played = hookline.get(one.id);
    if (played === undefined || played instanceof Error) throw played;
    const told = played.told.filter(({ as }) => as === 'developer');
    expect(await withoutAgent(one, stage.sandbox)).toEqual({
      called: played.called,
      made: played.made,
      told,
    });
  });
});

describe('the cases', () => {
  it('have names of their own, and reach every event of the agent', () => {
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
    expect([...new Set(CASES.map(({ event }) => event))].sort()).toEqual([...NATIVE_EVENTS].sort());
  });

  it('come to something: each effect that the test can see is seen', () => {
    const effects = [...codex.values()].flatMap((effect) => (effect instanceof Error ? [] : [effect]));
    const seen = (what: (effect: (typeof effects)[number]) => boolean) => effects.filter(what).length;
    expect(seen(({ called }) => called.length === 0)).toBeGreaterThan(0);
    expect(seen(({ made }) => made === 'rewritten')).toBeGreaterThan(0);
    expect(seen(({ told }) => told.some(({ as }) => as === 'developer'))).toBeGreaterThan(0);
    expect(seen(({ told }) => told.some(({ as }) => as === 'user'))).toBeGreaterThan(0);
    expect(seen(({ requests }) => requests === 0)).toBeGreaterThan(0);
    expect(seen(({ shown }) => shown.length > 0)).toBeGreaterThan(0);
    expect(seen(({ asked }) => asked > 0)).toBeGreaterThan(0);
    expect(seen(({ turn }) => turn !== 'completed')).toBeGreaterThan(0);
  });

  it("of Hookline's side are run by Hookline: without it no hook is called", async () => {
    const one = CASES.filter(({ id }) => id === 'pre-tool-use.deny');
    const played = await playCases('hookline', one, { installs: false });
    expect(played.get('pre-tool-use.deny')).toMatchObject({ called: [], made: 'original' });
  });

  it('are in the docs with what they came to', async () => {
    await expect(report(CASES, codex, hookline)).toMatchFileSnapshot(DOCUMENT);
  });
});
