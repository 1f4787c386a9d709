// Digests of real processes: many at once, and one that is killed at the worst moment.
import { expect, it } from 'vitest';
import { collection, namesIn, toldOnce } from './collection.ts';

it('loses and doubles nothing with many processes and two deliveries at once', async () => {
  const { add, run, orders, sendAll, smtp, files } = await collection();
  const names = (writer: number) => Array.from({ length: 20 }, (_, n) => `event-${writer}-${n}`);
  add('event-0');
  const first = orders[0]?.data;
  const second = { mailbox: first?.mailbox ?? '', batch: 'another' };
  const writers = [1, 2].map((writer) => run({ collect: names(writer) }));
  await Promise.all([...writers, run({ deliver: first }), run({ deliver: second })]);
  await sendAll();
  expect(namesIn(smtp)).toEqual(['event-0', ...[1, 2].flatMap(names)].sort());
  expect(files()).toEqual([]);
});

it('sends again, word for word, what a server took just before the process was killed', async () => {
  const { add, run, send, sendAll, orders, smtp } = await collection();
  add('event-1');
  // The first renaming takes the event, the second one comes after the mail.
  expect(await run({ deliver: orders[0]?.data, killBefore: 2 })).toBe('killed');
  expect(namesIn(smtp)).toEqual(['event-1']);
  add('event-2');
  await send();
  expect(smtp.mails.map(({ headers }) => headers['message-id'])).toEqual(
    Array(2).fill(smtp.mails[0]?.headers['message-id']),
  );
  await sendAll();
  expect(toldOnce(smtp)).toEqual(['event-1', 'event-2']);
});
