// Work that a plugin hands over, as it is done by the worker of the spool and by `hookline spool flush`.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { type Person, person } from './person.ts';
import { type SpoolServer, spoolServer } from './spool-server.ts';

/** Sends the words of `integration.*` events to an address, and says of a refusal that it may be tried again. */
const PLUGIN = `
import { HooklineError } from '@hookline/core/errors';
export default {
  name: 'postman',
  events: ['integration.*'],
  options: async () => ({ default: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } } }),
  deliveries: {
    letter: {
      attempts: 7,
      async deliver(data, ctx) {
        const event = { ...data, attempt: ctx.attempt, on: ctx.event.type, key: ctx.options.key.length };
        const body = JSON.stringify({ event });
        const response = await ctx.fetch(ctx.options.url, { method: 'POST', body });
        if (response.ok) return;
        throw new HooklineError('HOOKLINE_DELIVERY_FAILED', { what: 'The post is closed.', retryAfterMs: 60_000 });
      },
    },
  },
  setup({ on }) {
    on('integration.*').observe((event, ctx) => {
      const { name = 'letter', word, delayMs } = event.data;
      ctx.enqueue(name, { word }, { target: 'the post', delayMs });
    });
  },
};
`;
const CONFIG = (url: string): string => `[plugins."./postman.mjs"]\nurl = "${url}"\nkey = "\${POST_KEY}"\n`;
const CORE = fileURLToPath(new URL('../../core', import.meta.url));
const KEY = 'hunter2hunter2hunter2';
const env = { POST_KEY: KEY };

/** A person whose project has the plugin, and `@hookline/core` as npm would have installed it. */
function withPostman(url: string): Person {
  const someone = person({ 'postman.mjs': PLUGIN, 'hooks.toml': CONFIG(url) });
  mkdirSync(join(someone.project, 'node_modules/@hookline'), { recursive: true });
  symlinkSync(CORE, join(someone.project, 'node_modules/@hookline/core'));
  return someone;
}

const say = (someone: Person, data: unknown) =>
  someone.hookline(['emit', 'integration.note', '--data', JSON.stringify(data)], { env });
const flush = (someone: Person, more = env) => someone.hookline(['spool', 'flush'], { env: more });
const letters = (server: SpoolServer): unknown[] => server.received.map(({ event }) => event);
const listed = async (
  someone: Person,
): Promise<{ state: string; attempts?: number; failed?: { code: string } }[]> =>
  JSON.parse((await someone.hookline(['spool', 'list', '--json'])).stdout);

it('is done after the answer, in order, with the options of the moment, and holds no secret on the disk', async () => {
  const server = await spoolServer();
  server.status = 503;
  const someone = withPostman(server.url);
  for (const word of ['one', `two ${KEY}`]) expect((await say(someone, { word })).code).toBe(0);
  await vi.waitFor(() => expect(server.received.length).toBeGreaterThan(0), { timeout: 50_000 });
  const pending = join(someone.hooklineHome, 'spool', 'pending');
  await vi.waitFor(() => expect(readdirSync(pending)).toHaveLength(2), { timeout: 50_000 });
  for (const name of readdirSync(pending))
    expect(readFileSync(join(pending, name), 'utf8')).not.toContain(KEY);
  expect(await listed(someone)).toMatchObject([{ state: 'retrying', attempts: 7 }, { state: 'waiting' }]);

  server.status = 200;
  const before = server.received.length;
  // The worker is still there: once the first is delivered, either of them takes the second.
  expect((await flush(someone)).stdout).toMatch(/^[12] done, 0 failed, [01] left\.\n$/);
  await server.got(before + 2);
  expect(letters(server).slice(before)).toEqual([
    { word: 'one', attempt: before + 1, on: 'integration.note', key: KEY.length },
    { word: 'two [redacted]', attempt: 1, on: 'integration.note', key: KEY.length },
  ]);
});

it('is left to who has the variables that the options name', async () => {
  const server = await spoolServer();
  server.status = 503;
  const someone = withPostman(server.url);
  await say(someone, { word: 'mine' });
  await vi.waitFor(() => expect(server.received.length).toBeGreaterThan(0), { timeout: 50_000 });
  server.status = 200;
  const other = await flush(someone, { POST_KEY: 'another' });
  expect(other.stdout).toContain('0 done, 0 failed, 1 left.');
  expect((await flush(someone)).stdout).toBe('1 done, 0 failed, 0 left.\n');
});

it('waits for its moment, and is done now for who asks', async () => {
  const server = await spoolServer();
  const someone = withPostman(server.url);
  await say(someone, { word: 'later', delayMs: 3_000_000 });
  expect(await listed(someone)).toMatchObject([{ state: 'retrying' }]);
  expect(server.received).toHaveLength(0);
  expect((await flush(someone)).stdout).toBe('1 done, 0 failed, 0 left.\n');
  expect(letters(server)).toMatchObject([{ word: 'later' }]);
});

it('that the plugin does not have is a failure of its handler, which names those that it has', async () => {
  const someone = withPostman('http://127.0.0.1:9');
  const { stderr } = await say(someone, { name: 'parcel', word: 'x' });
  expect(stderr).toMatch(/HOOKLINE_DELIVERY_UNKNOWN[\s\S]*has no delivery "parcel"[\s\S]*letter/);
  expect(existsSync(join(someone.hooklineHome, 'spool', 'pending'))).toBe(false);
});

it('of a plugin that was switched off waits, and is done when it is back', async () => {
  const server = await spoolServer();
  server.status = 503;
  const someone = withPostman(server.url);
  await say(someone, { word: 'kept' });
  await vi.waitFor(() => expect(server.received.length).toBeGreaterThan(0), { timeout: 50_000 });
  server.status = 200;
  someone.write('hooks.toml', '[hooks]\nenabled = true\n');
  expect((await flush(someone)).stdout).toContain('0 done, 0 failed, 1 left.');
  someone.write('hooks.toml', CONFIG(server.url));
  expect((await flush(someone)).stdout).toBe('1 done, 0 failed, 0 left.\n');
  expect(letters(server).at(-1)).toMatchObject({ word: 'kept' });
});
