// Every bundled behaviour, on every event that it listens to, on the payload of the real agent; and with all that may
// break around it broken. `docs/behaviours.md` is what this test saw.
import { join } from 'node:path';
import type { EventName } from '@hookline/core';
import { ERROR_CATALOGUE } from '@hookline/core/errors';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../src/registry/index.ts';
import { FAULTS, type Fault, runBehaviour, type Trace } from './behaviours/bench.ts';
import { behavioursPage, leftBy, type Row } from './behaviours/page.ts';
import { type Behaviour, behaviourNames, loadBehaviour } from './behaviours/plugins.ts';

/** What the recorded call would overwrite. */
const FILES = { 'a.txt': 'what was there before\n' };

const nameOf = (event: EventName): EventName => event.replace('*', 'deploy') as EventName;
const run = (behaviour: Behaviour, event: EventName, fault?: Fault): Promise<Trace> =>
  runBehaviour(behaviour, nameOf(event), { ...(fault && { fault }), files: FILES });

const behaviours = await Promise.all(behaviourNames().map(loadBehaviour));
const rows: Row[] = [];

describe.each(behaviours)('$name', (behaviour) => {
  const { plugin } = behaviour;

  it.each(plugin.events)('does what it says on %s, and nothing fails', async (event) => {
    const trace = await run(behaviour, event);
    expect(trace.outcome.failures).toEqual([]);
    const silent = behaviour.stage.silent?.[event];
    expect(leftBy(trace) === '', `${event}: ${leftBy(trace)}`).toBe(silent !== undefined);
    rows.push({ plugin: behaviour.name, event, left: leftBy(trace) || `nothing: ${silent}` });
  });

  it.each(FAULTS)('harms no event when %s', async (fault) => {
    for (const event of plugin.events) {
      const sound = await run(behaviour, event);
      const broken = await run(behaviour, event, fault);
      const { verdict, failures, halt } = broken.outcome;
      const told = JSON.stringify({ event, verdict: verdict?.kind, halt });
      // What could not be judged is refused where the plugin is required; what could not be checked is not sent back; who
      // had no time has no say. Nothing else changes what the agent does.
      const isRequired = behaviour.required.includes(event);
      const had = sound.outcome.verdict?.kind;
      const may = [
        had,
        ...(isRequired ? ['deny'] : []),
        ...(had === 'resume' || (fault === 'the deadline is over' && !isRequired) ? [undefined] : []),
      ];
      expect(may, told).toContain(verdict?.kind);
      if (isRequired && fault === 'the deadline is over') expect(verdict?.kind, told).toBe('deny');
      for (const failure of failures) {
        expect(Object.keys(ERROR_CATALOGUE)).toContain(failure.code);
        expect(failure.message, `${event}: ${failure.code}`).toMatch(/\w+ .*\w/);
      }
    }
  });
});

it('is what the page says', async () => {
  expect(new Set(rows.map(({ plugin }) => plugin))).toEqual(new Set(behaviourNames()));
  await expect(behavioursPage(rows)).toMatchFileSnapshot(join(REPOSITORY, 'docs/behaviours.md'));
});
