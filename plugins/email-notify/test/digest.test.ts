import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DigestStore } from '../src/digest-store.ts';
import { collection, namesIn } from './collection.ts';

it('is one mail of all that happened, ordered once', async () => {
  const { add, send, orders, smtp, files } = await collection();
  for (const name of ['event-1', 'event-2', 'event-3']) add(name);
  expect(orders).toEqual([
    {
      data: { mailbox: expect.stringMatching(/^[0-9a-f]{32}$/), batch: expect.any(String) },
      when: { target: expect.stringMatching(/^digest [0-9a-f]{32}$/), delayMs: 15 * 60_000 },
    },
  ]);
  await send();
  expect(smtp.mails).toHaveLength(1);
  expect(namesIn(smtp)).toEqual(['event-1', 'event-2', 'event-3']);
  expect(smtp.mails[0]?.headers['subject']).toMatch(/^\[hookline\] 3 events in project, 3 failed$/);
  expect(files()).toEqual([]);
});

it('is no mail when nothing happened', async () => {
  const { add, send, smtp } = await collection();
  add('event-1');
  await send();
  await send();
  expect(smtp.mails).toHaveLength(1);
});

it('is ordered anew for what comes after it, or when an order is overdue', async () => {
  const { add, send, orders, folder } = await collection({ digest_minutes: 1 });
  add('event-1');
  await send();
  add('event-2');
  expect(orders).toHaveLength(2);
  add('event-3');
  expect(orders).toHaveLength(2);
  for (const age of [61, -5]) {
    const at = Date.now() / 1_000 - age;
    utimesSync(join(folder(), 'ordered'), at, at);
    const before = orders.length;
    add(`event-${age}`);
    expect(orders).toHaveLength(before + 1);
  }
});

it('is kept for the next try, together, when the server does not take it', async () => {
  const { add, send, smtp, options, orders } = await collection();
  add('event-1');
  await expect(send(orders[0]?.data, { ...options, port: 1 })).rejects.toMatchObject({
    code: 'HOOKLINE_DELIVERY_FAILED',
    details: { retryAfterMs: expect.any(Number) },
  });
  add('event-2');
  expect(orders).toHaveLength(2);
  await send(orders[0]?.data);
  expect(namesIn(smtp)).toEqual(['event-1']);
  await send(orders[1]?.data);
  expect(namesIn(smtp)).toEqual(['event-1', 'event-2']);
});

it('is sent at once for who asks, and then not again', async () => {
  const { add, flush, send, smtp, orders } = await collection();
  flush();
  expect(orders).toEqual([]);
  add('event-1');
  flush();
  expect(orders[1]?.when).toEqual({ target: expect.stringMatching(/^digest [0-9a-f]{32} now$/) });
  await send(orders[1]?.data);
  await send(orders[0]?.data);
  expect(smtp.mails).toHaveLength(1);
});

it('holds no secret on the disk, and nobody else can read it', async () => {
  const { add, home } = await collection();
  add('event-1 hunter2hunter2');
  for (const one of readdirSync(join(home, 'email-notify'), { recursive: true, withFileTypes: true })) {
    const path = join(one.parentPath, one.name);
    expect(statSync(path).mode & 0o077).toBe(0);
    if (one.isFile()) expect(readFileSync(path, 'utf8')).not.toContain('hunter2');
  }
});

it('of others is not mixed in', async () => {
  const { add, home } = await collection();
  add('event-1');
  const store = new DigestStore(home, 'another');
  expect(store.hasWaiting()).toBe(false);
  expect(store.take('batch')).toEqual([]);
});

describe('what is no event of ours', () => {
  it('is left out, and holds nothing up', async () => {
    const { add, send, smtp, folder } = await collection();
    add('event-1');
    const waiting = join(folder(), 'waiting');
    writeFileSync(join(waiting, '000-half.json'), '{"title":');
    writeFileSync(join(waiting, '001-other.json'), '[1]');
    symlinkSync('/etc/hostname', join(waiting, '002-link.json'));
    await send();
    expect(namesIn(smtp)).toEqual(['event-1']);
  });

  it.each([null, {}, 'nothing', { mailbox: '../..', batch: 'x' }, { mailbox: 'x', batch: '..' }])(
    'orders nothing: %j',
    async (order) => {
      const { send } = await collection();
      await expect(send(order)).rejects.toMatchObject({ code: 'HOOKLINE_INTERNAL' });
    },
  );
});

describe('a home that cannot be written', () => {
  it('is said, with what to do, and no mail is ordered', async () => {
    const { add, home, orders } = await collection();
    writeFileSync(join(home, 'email-notify'), 'a file');
    expect(() => add('event-1')).toThrow(/The digest could not be kept/);
    expect(orders).toEqual([]);
  });

  it('is not left by a link', async () => {
    const { add, home } = await collection();
    const elsewhere = join(home, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(home, 'email-notify'));
    expect(() => add('event-1')).toThrow(/is a link or a file/);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('keeps what was taken', async () => {
    const { add, send, smtp, folder } = await collection();
    add('event-1');
    const path = folder();
    chmodSync(path, 0o500);
    await expect(send()).rejects.toMatchObject({ code: 'HOOKLINE_STATE_UNAVAILABLE' });
    chmodSync(path, 0o700);
    await send();
    expect(namesIn(smtp)).toEqual(['event-1']);
  });
});
