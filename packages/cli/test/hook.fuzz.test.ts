// The whole of `hookline hook` but its process: a payload in, one answer out, with a required gate in force.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, writeSnapshot } from '@hookline/config';
import { trustKey } from '@hookline/config/trust';
import { defineHandler, type HandlerKind } from '@hookline/core';
import type { HostReply } from '@hookline/core/engine';
import { codex, NATIVE_EVENTS } from '@hookline/host-codex';
import { createPledge, type HookSources, homesOf, runHook } from '@hookline/runtime';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { taken } from '../../../scripts/fuzz/agent.ts';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { anyBytes, mutatedTexts, strange } from '../../../scripts/fuzz/mutations.ts';

const RECORDED = new URL('../../host-codex/test/recorded/', import.meta.url);
const good = readdirSync(RECORDED)
  .filter((name) => name !== 'hooks-list.json')
  .map((name) => JSON.parse(readFileSync(new URL(name, RECORDED), 'utf8')) as object);

const kind = (type: string, run: HandlerKind['run']): HandlerKind =>
  defineHandler({
    type,
    keys: [],
    schema: async () => ({ default: z.strictObject({}) }),
    describe: () => type,
    run,
  });

/** What the gate that answers nonsense answers next. */
let nonsense: unknown;

const KINDS: Readonly<Record<string, HandlerKind>> = {
  denies: kind('denies', async () => ({ verdict: { kind: 'deny', reason: 'Not this one.' } })),
  throws: kind('throws', async () => {
    throw new Error('no');
  }),
  hangs: kind(
    'hangs',
    (_, __, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)),
  ),
  halts: kind('halts', async () => ({ halt: '' })),
  raves: kind('raves', async () => nonsense as never),
  agrees: kind('agrees', async (_, event) => ({
    verdict: { kind: 'allow', reason: '' },
    context: JSON.stringify(event.type),
    message: 'command' in event ? String(event.command) : event.type,
  })),
};
const REQUIRED = ['denies', 'throws', 'hangs', 'halts', 'raves'] as const;
type Required = (typeof REQUIRED)[number];

const JUDGED = [
  'exec.before',
  'patch.before',
  'mcp.before',
  'tool.before',
  'permission.request',
  'task_start',
];
const HEARD = ['exec.after', 'session_start', 'session_end', 'task_complete', 'error.occurred', 'agent.stop'];

const config = (gate: Required): string => `
[[hooks.exec]]
event = ${JSON.stringify([...JUDGED, ...HEARD])}
type = "agrees"
priority = "high"
[[hooks.exec]]
event = ${JSON.stringify(JUDGED)}
type = "${gate}"
required = true
timeout = 0.001
`;

const top = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-fuzz-')));
afterAll(() => rmSync(top, { recursive: true, force: true }));
// What is approved is proved elsewhere: these configurations are in force.
const env = { HOME: join(top, 'home'), HOOKLINE_TRUST: 'all' };
const homes = homesOf(env);
const projectOf = (gate: Required): string => join(top, gate);

const sources = (answer: (reply: HostReply) => void): HookSources => ({
  adapter: codex,
  env,
  homes,
  version: '0',
  bundledKinds: Object.fromEntries(Object.entries(KINDS).map(([name, one]) => [name, async () => one])),
  importModule: () => Promise.reject(new Error('There is no plugin here.')),
  loader: () => Promise.reject(new Error('The configuration is in the snapshot.')),
  worker: { node: process.execPath, script: join(top, 'no-worker') },
  watchdog: fileURLToPath(import.meta.resolve('@hookline/runtime/watchdog')),
  pledge: createPledge(),
  answer,
});

beforeAll(async () => {
  mkdirSync(env.HOME);
  for (const gate of REQUIRED) {
    const cwd = projectOf(gate);
    mkdirSync(join(cwd, '.git'), { recursive: true });
    writeFileSync(join(cwd, 'hooks.toml'), config(gate));
    const loaded = await loadConfig({ cwd, env, kinds: Object.values(KINDS), runCode: true });
    expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { hooklineHome: home, codexHome, userHome } = homes;
    expect(
      writeSnapshot({ home, cwd, version: '0', codexHome, userHome, trust: trustKey(env) }, loaded),
    ).toBe(true);
  }
});

function parsed(stdin: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(stdin.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isNative = (name: unknown): name is string => (NATIVE_EVENTS as readonly unknown[]).includes(name);

async function judge(stdin: string, installedFor: string, gate: Required): Promise<void> {
  const payload = parsed(stdin);
  const cwd = payload?.['cwd'];
  // Another folder has hooks of its own: that is the one thing in a payload that may choose them.
  fc.pre(typeof cwd !== 'string' || cwd === '' || cwd.includes('\0') || cwd === projectOf(gate));
  const replies: HostReply[] = [];
  await runHook(
    stdin,
    installedFor,
    sources((reply) => replies.push(reply)),
  );
  expect(replies).toHaveLength(1);
  const [reply] = replies;
  const said = payload?.['hook_event_name'];
  const native = isNative(said) ? said : installedFor;
  const result = reply && taken(native, reply);
  if (codex.guards(native)) {
    // Raving may happen to be an answer that lets pass.
    if (gate === 'raves') expect(result).not.toMatch(/^void/);
    else
      expect(result).toMatch(
        native === 'UserPromptSubmit' && gate === 'halts' ? /^(?:halted|refused)$/ : /^refused$/,
      );
  } else expect(result).not.toMatch(/^void/);
}

const gates = fc.constantFrom(...REQUIRED);
const installed = fc.constantFrom(...NATIVE_EVENTS);
const payloads = gates.chain((gate) =>
  fc.record({
    gate: fc.constant(gate),
    installedFor: installed,
    answer: strange,
    stdin: mutatedTexts(good.map((one) => ({ ...one, cwd: projectOf(gate) }))),
  }),
);

const effort = { target: 'hook', counted: 'payloads' } as const;

describe('the hook, fuzzed, with a required gate in force', () => {
  it('answers every broken payload once, and never lets a tool call, a prompt or a permission pass', async () => {
    await fuzzed(
      { ...effort, share: 0.18, few: 150 },
      fc.asyncProperty(payloads, async ({ stdin, installedFor, gate, answer }) => {
        nonsense = answer;
        await judge(stdin, installedFor, gate);
      }),
    );
  });

  it('does so for any bytes', async () => {
    await fuzzed({ ...effort, share: 0.02, few: 50 }, fc.asyncProperty(anyBytes, installed, gates, judge));
  });

  it('has kept nothing outside of its own places, and a journal of whole lines', () => {
    expect(readdirSync(top).sort()).toEqual([...REQUIRED, 'home'].sort());
    expect(readdirSync(env.HOME).sort()).toEqual(['.codex', '.hookline']);
    const journal = join(homes.hooklineHome, 'journal');
    const lines = readdirSync(journal).flatMap((name) =>
      readFileSync(join(journal, name), 'utf8').trimEnd().split('\n'),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('session_id');
  });
});
