/**
 * What a hook may fill in of an event, over all fields of all recorded events: whatever a field says, it is one argument of a
 * program, one part of an address, one value of a tool's arguments, and never more.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { HandlerKind, LifecycleEvent, ResolvedEntry, RunContext } from '@hookline/core';
import { interpolateValue } from '@hookline/core/entry';
import { isHooklineError } from '@hookline/core/errors';
import { codex } from '@hookline/host-codex';
import { runProgram } from '@hookline/runtime/exec';
import { describe, expect, it } from 'vitest';
import { BUNDLED_KINDS } from '../src/bundled-kinds.ts';

const RECORDED = new URL('../../host-codex/test/recorded/', import.meta.url);

/** For a shell, an address, a header, a JSON text and a reference of Hookline's own. */
const EVIL = `'"; touch x; $(touch x) \`touch x\` | & > < * ? ~ \\ # @evil.example/ ../../.. %2e%2e \r\nX-Evil: 1\n\${HOME} {"a":1}\u0000`;

const events: readonly LifecycleEvent[] = readdirSync(RECORDED)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    const decoded = codex.decode(readFileSync(new URL(name, RECORDED), 'utf8'), { now: new Date(), env: {} });
    return decoded.ok ? decoded.events : [];
  });

/** The dotted names of all texts, as a configuration would write them. */
function textsOf(value: object, before = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]): readonly string[] => {
    if (!/^[A-Za-z_]\w*$/.test(name) || (before === '' && ['raw', 'host', 'type', 'id'].includes(name)))
      return [];
    if (typeof inner === 'string') return [before + name];
    return inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? textsOf(inner, `${before}${name}.`)
      : [];
  });
}

/** The event with a text of the attacker in one place. */
function withText(event: LifecycleEvent, path: string, text: string): LifecycleEvent {
  const copy = structuredClone(event) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let place = copy;
  for (const name of names) place = place[name] as Record<string, unknown>;
  place[last] = text;
  return copy as unknown as LifecycleEvent;
}

const cases = [
  ...new Map(
    events.flatMap((event) =>
      textsOf(event).map((path) => [`${event.type} ${path}`, { event, path }] as const),
    ),
  ),
];

const entry = (type: string, fields: object): ResolvedEntry => ({
  id: 'x',
  name: 'x',
  events: ['exec.before'],
  type,
  fields: fields as ResolvedEntry['fields'],
  required: false,
  timeoutMs: 10_000,
  mode: 'sync',
  priority: 'normal',
  environment: {},
  conditions: [],
  baseDir: '/',
  cwd: '/',
  origin: { file: '/hooks.toml', path: 'hooks.exec[0]', layer: 'project' },
});

const context = (more: Partial<RunContext>): RunContext =>
  ({
    env: { PATH: process.env['PATH'], HOME: '/home/of/a/person' },
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    redact: (text: string) => text,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    ...more,
  }) as RunContext;

const kindOf = async (type: string): Promise<HandlerKind> => {
  const kind = await BUNDLED_KINDS[type]?.();
  if (!kind) throw new Error(`There is no kind ${type}.`);
  return kind;
};

it('is tried with many fields of many events', () => {
  expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(12);
  expect(cases.length).toBeGreaterThan(80);
});

describe.each(cases)('%s', (_, { event, path }) => {
  const evil = withText(event, path, EVIL);
  const reference = `\${${path}}`;

  it('is one argument of a program', async () => {
    const calls: { file: string; args: readonly string[] }[] = [];
    const exec: RunContext['exec'] = async (file, args) => {
      calls.push({ file, args });
      return { status: 'exited', exitCode: 0, stdout: '', stderr: '', durationMs: 0 };
    };
    const words = [process.execPath, 'before', reference, 'after'];
    await (await kindOf('script')).run(entry('script', { command: words }), evil, context({ exec }));
    expect(calls).toHaveLength(1);
    const [, filled = '', after] = calls[0]?.args ?? [];
    expect([calls[0]?.file, calls[0]?.args.length, after]).toEqual([process.execPath, 3, 'after']);
    // No program can be given a NUL.
    expect(filled).toBe(EVIL.replaceAll('\u0000', filled.includes('\ufffd') ? '\ufffd' : ''));
  });

  it('is one part of an address, and in no header', async () => {
    const urls: URL[] = [];
    const headers: Headers[] = [];
    const fetch: RunContext['fetch'] = async (url, init) => {
      urls.push(new URL(String(url)));
      headers.push(new Headers(init?.headers));
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    };
    const send = async (fields: object): Promise<unknown> => {
      try {
        await (await kindOf('webhook')).run(entry('webhook', fields), evil, context({ fetch }));
        return undefined;
      } catch (thrown) {
        return isHooklineError(thrown) ? thrown.code : thrown;
      }
    };
    const url = `https://fixed.example/a/${reference}/b?q=${reference}`;
    expect(await send({ url, method: 'POST', headers: {} })).toBeUndefined();
    const [sent] = urls;
    expect([sent?.origin, sent?.username, sent?.hash]).toEqual(['https://fixed.example', '', '']);
    expect(sent?.pathname.split('/')).toEqual(['', 'a', encodeURIComponent(EVIL), 'b']);
    expect([...(sent?.searchParams ?? [])]).toEqual([['q', EVIL]]);
    expect(headers[0]?.has('x-evil')).toBe(false);
    // The host is nobody's to choose, and a header has no fields: neither is sent at all.
    expect(await send({ url: `https://${reference}.example/`, method: 'POST', headers: {} })).toBe(
      'HOOKLINE_WEBHOOK_ADDRESS_REFUSED',
    );
    expect(await send({ url: 'https://fixed.example/', method: 'POST', headers: { 'x-a': reference } })).toBe(
      'HOOKLINE_ENTRY_VARIABLE_UNSET',
    );
    expect(urls).toHaveLength(1);
  });

  it('is one value of the arguments of a tool', () => {
    const written = { whole: reference, part: `<${reference}>`, list: [reference] };
    expect(interpolateValue(written, { env: { HOME: '/home/of/a/person' }, event: evil })).toEqual({
      whole: EVIL,
      part: `<${EVIL}>`,
      list: [EVIL],
    });
  });
});

it('reaches a real program as it is, all fields of an event at once', async () => {
  const text = EVIL.replaceAll('\u0000', '');
  for (const type of ['exec.before', 'mcp.before', 'task_start']) {
    const event = events.find((one) => one.type === type) as LifecycleEvent;
    const paths = textsOf(event);
    const evil = paths.reduce((changed, path) => withText(changed, path, text), event);
    let printed = '';
    const exec: RunContext['exec'] = async (file, args, options) => {
      const result = await runProgram(file, args, {
        ...options,
        env: { PATH: process.env['PATH'] },
        cwd: '/',
      });
      printed = result.stdout;
      return { ...result, stdout: '' };
    };
    const command = [
      process.execPath,
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...paths.map((path) => `\${${path}}`),
    ];
    await (await kindOf('script')).run(entry('script', { command }), evil, context({ exec }));
    expect(JSON.parse(printed)).toEqual(paths.map(() => text));
  }
});
