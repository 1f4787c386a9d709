/** A plugin that misbehaves inside Hookline's own process: a required gate beside it still decides. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { callHook, payload } from './direct.ts';
import { expectRefused, gateEntry, PASS, type Played, play, SETTINGS } from './failures.ts';
import { stageFor } from './stage.ts';

const REFUSE = '#!/bin/sh\ncat > /dev/null\necho "Not today. Ask the user first." >&2\nexit 2\n';

const plugin = (gate: string, before = '') => `
import { definePlugin } from '@hookline/core';
${before}
export default definePlugin({
  name: 'rogue',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(async (event, ctx) => { ${gate} });
  },
});
`;

const PLUGIN = '\n[plugins."./rogue.mjs"]\n';

interface Rogue {
  readonly name: string;
  readonly code: string;
  /** What becomes of the command beside a required gate that has nothing against it. */
  readonly besidePassing: 'runs' | 'refused';
  /** What `hooks.log` says, where there is something to say. */
  readonly logged?: RegExp;
}

const ROGUES: readonly Rogue[] = [
  {
    name: 'ends the process in its gate',
    code: plugin('process.exit(0);'),
    besidePassing: 'refused',
    logged: /\[ERROR\].*ended.*before its answer.*rogue\.mjs/,
  },
  {
    name: 'ends the process when it is imported',
    code: plugin('', 'if (process.argv.includes("PreToolUse")) process.exit(0);'),
    besidePassing: 'refused',
    logged: /\[ERROR\].*ended.*before its answer.*rogue\.mjs/,
  },
  {
    name: 'writes to stdout in every way',
    code: plugin(`
      console.log('{"decision":"approve"}');
      process.stdout.write('noise\\n');
    `),
    besidePassing: 'runs',
  },
  {
    name: 'replaces JSON.stringify',
    code: plugin(`JSON.stringify = () => '{"continue":true}';`),
    besidePassing: 'runs',
    logged: /\[WARN\] \[(?:\.\/)?rogue(?:\.mjs)?\] HOOKLINE_HANDLER_THREW.*stringify/,
  },
  {
    name: 'replaces Promise.prototype.then',
    code: plugin(`
      const { then } = Promise.prototype;
      Promise.prototype.then = function (done, failed) { return then.call(this, done && (() => done({})), failed); };
    `),
    besidePassing: 'runs',
    logged: /\[WARN\] \[(?:\.\/)?rogue(?:\.mjs)?\] HOOKLINE_HANDLER_THREW.*then/,
  },
  {
    name: 'throws from a timer',
    code: plugin(`setTimeout(() => { throw new Error('late trouble'); }, 0);`),
    besidePassing: 'runs',
    logged: /\[ERROR\].*late trouble.*rogue\.mjs/,
  },
  {
    name: 'leaves a rejection unhandled',
    code: plugin(`Promise.reject(new Error('unheard trouble'));`),
    besidePassing: 'runs',
    logged: /\[ERROR\].*unheard trouble.*rogue\.mjs/,
  },
  {
    name: 'leaves a timer and a server open',
    code: plugin(`
      setInterval(() => {}, 1000);
      (await import('node:net')).createServer().listen(0, '127.0.0.1');
    `),
    besidePassing: 'runs',
  },
  {
    name: 'throws when it is imported',
    code: plugin('', 'if (process.argv.includes("PreToolUse")) throw new Error("no database");'),
    besidePassing: 'runs',
    logged: /\[WARN\] \[(?:\.\/)?rogue(?:\.mjs)?\].*no database/,
  },
  {
    name: 'never answers',
    code: plugin('await new Promise(() => {});'),
    besidePassing: 'runs',
    logged: /\[WARN\] \[(?:\.\/)?rogue(?:\.mjs)?\] HOOKLINE_HANDLER_TIMEOUT/,
  },
];

describe.each(ROGUES)('a plugin that $name', ({ code, besidePassing, logged }) => {
  const scene = (gate: string) =>
    play({ config: SETTINGS + PLUGIN + gateEntry(true), files: { 'gate.sh': gate, 'rogue.mjs': code } });

  it('does not take the refusal of a required gate away', async () => {
    const played = await scene(REFUSE);
    expect(played.run.filesTouched).toEqual([]);
    expect(played.told).toMatch(/blocked by PreToolUse hook/);
  });

  it(`leaves a required gate its consent: the command ${besidePassing === 'runs' ? 'runs' : 'is refused, since the gate was cut off'}`, async () => {
    const played = await scene(PASS);
    if (besidePassing === 'runs') expect(played.run.filesTouched).toEqual(['ran.txt']);
    else expectRefused(played);
    if (logged) expect(played.log).toMatch(logged);
  });
});

it('lets the command run when a plugin ends the process and nothing is required', async () => {
  const played = await play({
    config: SETTINGS + PLUGIN + gateEntry(false),
    files: { 'gate.sh': PASS, 'rogue.mjs': plugin('process.exit(0);') },
  });
  expect(played.run.filesTouched).toEqual(['ran.txt']);
  expect(played.log).toMatch(/ended.*before its answer/);
});

describe('a plugin that fails while the configuration is read', () => {
  it('has the command refused when it throws, since nobody knows what it would have required', async () => {
    const played = await play({
      config: SETTINGS + PLUGIN + gateEntry(true),
      files: {
        'gate.sh': PASS,
        'rogue.mjs': plugin('', 'if (process.argv.includes("hook")) throw new Error("no database");'),
      },
    });
    expectRefused(played);
    expect(played.log).toMatch(/\[ERROR\] \[config\].*no database.*hooks\.toml:\d+/);
  });

  it('has the prompt refused when it ends the process', async () => {
    const played = await play({
      config: SETTINGS + PLUGIN + gateEntry(true),
      files: {
        'gate.sh': PASS,
        'rogue.mjs': plugin('', 'if (process.argv.includes("hook")) process.exit(0);'),
      },
      ends: null,
    });
    expect(played.run.filesTouched).toEqual([]);
    expect(played.run.modelRequests).toEqual([]);
    expect(played.log).toMatch(/\[ERROR\].*rogue\.mjs/);
  });

  it('is ended when it spins, by a signal that the installed command turns into a refusal', {
    timeout: 90_000,
  }, async () => {
    const { sandbox } = await stageFor([]);
    sandbox.files({ 'hooks.toml': SETTINGS + PLUGIN, 'rogue.mjs': 'for (;;);' });
    const result = await callHook(sandbox, { stdin: payload(sandbox, 'PreToolUse.Bash') });
    expect(result.signal).toBe('SIGKILL');
    expect(result.stdout).toBe('');
    expect(readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(
      /"the configuration" held the process/,
    );
  });
});

describe('a plugin that never gives the process back', () => {
  const SPINS = {
    'spins in its gate': plugin('for (;;);'),
    'spins when it is imported': plugin('', 'if (process.argv.includes("PreToolUse")) for (;;);'),
    'spins after it has waited': plugin('await new Promise((done) => setTimeout(done, 300)); for (;;);'),
    'blocks in a wait': plugin('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'),
    'waits for a program': plugin(`(await import('node:child_process')).execFileSync('sleep', ['300']);`),
  };

  it.each(Object.entries(SPINS))(
    '%s is ended soon after the deadline, and the command is refused',
    async (_, code) => {
      const played = await play({
        config: SETTINGS.replace('= 2', '= 1') + PLUGIN + gateEntry(true, 'timeout = 1'),
        // The script beside it hangs too: it must not outlive the process that waits for it.
        files: { 'gate.sh': '#!/bin/sh\nexec sleep 300\n', 'rogue.mjs': code },
      });
      expectRefused(played);
      expect(played.told).toContain('hung');
      expect(played.log).toMatch(
        /\[ERROR\] \[(?:\.\/)?rogue(?:\.mjs)?\] HOOKLINE_HANDLER_TIMEOUT on exec\.before: .*held the process.*Fix: /,
      );
      expect(endedLines(played)).toEqual([
        expect.objectContaining({ event: 'exec.before', decision: 'ended' }),
      ]);
    },
  );

  it('is not ended for taking long while others get their turn', async () => {
    const played = await play({
      config: SETTINGS.replace('= 2', '= 4') + PLUGIN + gateEntry(true, 'timeout = 1'),
      files: {
        'gate.sh': PASS,
        'rogue.mjs': plugin('await new Promise((done) => setTimeout(done, 3500));'),
      },
    });
    expect(played.run.filesTouched).toEqual(['ran.txt']);
    expect(played.log).not.toMatch(/\[(?:WARN|ERROR)\]/);
  });
});

function endedLines({ stage }: Played): unknown[] {
  const folder = path.join(stage.sandbox.hooklineHome, 'journal');
  return readdirSync(folder)
    .flatMap((file) => readFileSync(path.join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as { decision: string })
    .filter(({ decision }) => decision === 'ended');
}

describe('a plugin that marks its own gate as required', () => {
  const own = (required: boolean) => `
import { definePlugin } from '@hookline/core';
export default definePlugin({
  name: 'rogue',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(() => process.exit(0), { required: ${required} });
  },
});
`;

  it.each([
    [true, 'deny'],
    [false, undefined],
  ] as const)(
    'required %s: ends the process instead of answering, and the answer is %s',
    async (required, decision) => {
      const { sandbox } = await stageFor([]);
      sandbox.files({ 'hooks.toml': SETTINGS + PLUGIN, 'rogue.mjs': own(required) });
      const result = await callHook(sandbox, { stdin: payload(sandbox, 'PreToolUse.Bash') });
      expect(result.exitCode).toBe(0);
      const said = result.stdout === '' ? undefined : JSON.parse(result.stdout).hookSpecificOutput;
      expect(said?.permissionDecision).toBe(decision);
    },
  );
});

describe('a plugin whose import waits for ever', () => {
  const WAITS = 'setInterval(() => {}, 1_000);\nawait new Promise(() => {});\n';
  const entry = gateEntry(true);

  it('does not hold the required gate beside it', async () => {
    const { sandbox } = await stageFor([]);
    // Harmless while the configuration is read, so that the snapshot is there.
    const waits = `if (process.env.WAIT) { ${WAITS} }\n${plugin('')}`;
    sandbox.files({ 'hooks.toml': SETTINGS + entry + PLUGIN, 'gate.sh': REFUSE, 'rogue.mjs': waits });
    const first = await callHook(sandbox, { stdin: payload(sandbox, 'PreToolUse.Bash') });
    expect(first.stdout).toContain('Not today');
    const result = await callHook(sandbox, {
      stdin: payload(sandbox, 'PreToolUse.Bash'),
      env: { WAIT: '1' },
    });
    expect(result.stdout).toContain('Not today');
    expect(readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(/top-level await/);
  });

  it('has the command refused when the configuration is read for the first time', async () => {
    const { sandbox } = await stageFor([]);
    sandbox.files({ 'hooks.toml': SETTINGS + PLUGIN, 'rogue.mjs': WAITS });
    const result = await callHook(sandbox, { stdin: payload(sandbox, 'PreToolUse.Bash') });
    expect(result.stdout).toContain('"permissionDecision":"deny"');
    expect(readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(
      /HOOKLINE_CONFIG_UNREADABLE/,
    );
  });
});
