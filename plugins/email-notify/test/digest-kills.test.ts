// Stopped between any two steps: nothing that was collected is lost, and what may come twice can be told by its id.
import { expect, it } from 'vitest';
import { collection, namesIn, toldOnce } from './collection.ts';
import { interruptedAt } from './interrupted.ts';

const NEVER = Number.POSITIVE_INFINITY;

it('sends all that was collected, wherever its delivery was stopped', async () => {
  const counted = await collection();
  counted.add('event-1');
  counted.add('event-2');
  const { steps } = await interruptedAt(NEVER, () => counted.send());
  expect(steps).toBeGreaterThan(10);
  for (let step = 1; step <= steps; step++) {
    const { add, send, sendAll, smtp } = await collection();
    add('event-1');
    add('event-2');
    expect(await interruptedAt(step, () => send())).toEqual({ steps: expect.any(Number), killed: true });
    // What comes meanwhile belongs to this mail or to the next one.
    add('event-3');
    await sendAll();
    expect(toldOnce(smtp), `stopped before step ${step}`).toEqual(['event-1', 'event-2', 'event-3']);
    expect(smtp.mails.length).toBeLessThanOrEqual(3);
  }
});

it('is not spoilt by a process that was stopped while it added something', async () => {
  const counted = await collection();
  const { steps } = await interruptedAt(NEVER, () => counted.add('event-1'));
  expect(steps).toBeGreaterThan(5);
  for (let step = 1; step <= steps; step++) {
    const { add, sendAll, smtp, files } = await collection();
    await interruptedAt(step, () => add('event-1'));
    add('event-2');
    await sendAll();
    // The agent was not answered for an event that a kill took: it is mailed, or it never was.
    expect([['event-2'], ['event-1', 'event-2']], `stopped before step ${step}`).toContainEqual(
      namesIn(smtp),
    );
    expect(files().filter((name) => !name.startsWith('.'))).toEqual([]);
  }
});
