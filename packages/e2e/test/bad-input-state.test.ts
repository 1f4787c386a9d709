/** Folders that cannot be written and files full of rubbish: nothing that Hookline keeps ever changes a verdict. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hooklineBinary } from '../src/hookline-binary.ts';
import type { Sandbox } from '../src/index.ts';
import { callHook, payload, readAnswer } from './direct.ts';
import { expectNoProcess, gateEntry, LISTENER, SETTINGS } from './failures.ts';
import { stageFor } from './stage.ts';

const GATE = `#!/bin/sh
if grep -q forbidden; then echo "Forbidden. Ask the user." >&2; exit 2; fi
`;

/** Root may write anywhere: as somebody else it may not. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

/** Whether that user can run what is tested: a clone below a folder that only root may enter is out of its reach. */
const canRunAsNobody =
  NOBODY === undefined ||
  spawnSync(process.execPath, [hooklineBinary(), '--version'], { cwd: '/', uid: NOBODY }).status === 0;

async function sandboxWith(config = SETTINGS + gateEntry(true)): Promise<Sandbox> {
  const { sandbox } = await stageFor([]);
  sandbox.files({ 'hooks.toml': config, 'gate.sh': GATE, 'on-error.sh': '#!/bin/sh\nexit 0\n' });
  return sandbox;
}

const bash = (sandbox: Sandbox, command: string, more = {}): string =>
  payload(sandbox, 'PreToolUse.Bash', { tool_input: { command }, ...more });

async function expectVerdicts(
  sandbox: Sandbox,
  call: { user?: number; env?: Record<string, string> } = {},
): Promise<void> {
  for (const event of ['SessionStart', 'UserPromptSubmit', 'Stop', 'SessionEnd']) {
    expect(
      readAnswer(await callHook(sandbox, { event, stdin: payload(sandbox, event), ...call })).verdict,
    ).toBe('passes');
  }
  for (const [command, verdict] of [
    ['forbidden', 'refuses'],
    ['fine', 'passes'],
    ['forbidden', 'refuses'],
  ] as const) {
    const result = await callHook(sandbox, { stdin: bash(sandbox, command), ...call });
    const answer = readAnswer(result);
    expect(answer.verdict, result.stdout + result.stderr).toBe(verdict);
    if (verdict === 'refuses') expect(answer.reason).toContain('Forbidden. Ask the user.');
  }
  await expectNoProcess(sandbox.root);
}

describe('a gate still judges', () => {
  it.runIf(canRunAsNobody).each(['hooklineHome', 'codexHome'] as const)(
    'with a %s that may only be read',
    async (folder) => {
      const sandbox = await sandboxWith();
      chmodSync(sandbox.root, 0o755);
      if (NOBODY === undefined) chmodSync(sandbox[folder], 0o555);
      await expectVerdicts(sandbox, { user: NOBODY });
      expect(readdirSync(sandbox[folder]).filter((name) => name !== 'config.toml')).toEqual([]);
      chmodSync(sandbox[folder], 0o755);
    },
  );

  it.each(['hooklineHome', 'codexHome'] as const)('with a file in the place of %s', async (folder) => {
    const sandbox = await sandboxWith();
    rmSync(sandbox[folder], { recursive: true });
    writeFileSync(sandbox[folder], 'not a folder');
    await expectVerdicts(sandbox);
  });

  it('with homes that are not there and a HOME that is not there', async () => {
    const sandbox = await sandboxWith();
    const gone = path.join('/proc', 'nobody-can-write-here');
    await expectVerdicts(sandbox, { env: { HOOKLINE_HOME: gone, CODEX_HOME: gone, HOME: gone } });
  });

  it('with folders in the place of its files', async () => {
    const sandbox = await sandboxWith();
    const day = new Date().toISOString().slice(0, 10);
    mkdirSync(path.join(sandbox.hooklineHome, 'journal', `${day}.jsonl`), { recursive: true });
    mkdirSync(path.join(sandbox.codexHome, 'hooks.log'));
    await expectVerdicts(sandbox);
  });

  const RUBBISH: Readonly<Record<string, string | Buffer>> = {
    nothing: '',
    'half a JSON': '{"format": 1, "config": {"entries": [',
    'another shape': '{"format": 1, "key": {}, "index": {}, "config": {}, "inputs": []}',
    'a list': '[null]',
    'random bytes': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
  };

  it.each(Object.entries(RUBBISH))('with %s in every file that it keeps', async (_, rubbish) => {
    const sandbox = await sandboxWith();
    const call = { stdin: bash(sandbox, 'fine') };
    await callHook(sandbox, { event: 'SessionStart', stdin: payload(sandbox, 'SessionStart') });
    await callHook(sandbox, { event: 'UserPromptSubmit', stdin: payload(sandbox, 'UserPromptSubmit') });
    await callHook(sandbox, call);
    const files = filesBelow(sandbox.hooklineHome);
    expect(files.filter((file) => file.includes('snapshots'))).toHaveLength(1);
    for (const file of files) writeFileSync(file, rubbish);
    await expectVerdicts(sandbox);
  });

  it('with a bit turned in the cache of compiled code, again and again', async () => {
    const sandbox = await sandboxWith();
    const fine = { stdin: bash(sandbox, 'fine') };
    await callHook(sandbox, fine);
    await callHook(sandbox, fine);
    const files = filesBelow(path.join(sandbox.hooklineHome, 'cache'));
    expect(files).not.toEqual([]);
    for (const part of [0.1, 0.5, 0.9]) {
      for (const file of files) {
        const bytes = readFileSync(file);
        const at = Math.floor(bytes.length * part);
        for (let index = at; index < at + 64; index++) bytes[index] = (bytes[index] ?? 0) ^ 0xff;
        writeFileSync(file, bytes);
      }
      const { verdict } = readAnswer(await callHook(sandbox, { stdin: bash(sandbox, 'forbidden') }));
      expect(verdict).toBe('refuses');
      expect(readAnswer(await callHook(sandbox, fine)).verdict).toBe('passes');
    }
  });

  it('with a snapshot that lost its entries on the way to the disk', async () => {
    const sandbox = await sandboxWith();
    await callHook(sandbox, { stdin: bash(sandbox, 'fine') });
    const [file = ''] = filesBelow(path.join(sandbox.hooklineHome, 'snapshots'));
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { config: Record<string, unknown> };
    for (const lost of ['entries', 'plugins', 'settings']) {
      const { [lost]: _, ...config } = stored.config;
      writeFileSync(file, JSON.stringify({ ...stored, config }));
      await expectVerdicts(sandbox);
    }
  });

  it('with a link in the place of its journal, which is not followed', async () => {
    const sandbox = await sandboxWith();
    const target = path.join(sandbox.root, 'target');
    writeFileSync(target, '');
    const day = new Date().toISOString().slice(0, 10);
    mkdirSync(path.join(sandbox.hooklineHome, 'journal'), { recursive: true });
    symlinkSync(target, path.join(sandbox.hooklineHome, 'journal', `${day}.jsonl`));
    await expectVerdicts(sandbox);
    expect(statSync(target).size).toBe(0);
  });
});

describe('a failure whose listener cannot be kept for later', () => {
  it('still refuses, and the answer is whole', async () => {
    const sandbox = await sandboxWith(SETTINGS + gateEntry(true) + LISTENER);
    sandbox.files({ 'gate.sh': '#!/bin/sh\nexit 1\n' });
    writeFileSync(path.join(sandbox.hooklineHome, 'spool'), 'not a folder');
    const { verdict, reason } = readAnswer(await callHook(sandbox, { stdin: bash(sandbox, 'fine') }));
    expect(verdict).toBe('refuses');
    expect(reason).toContain('could not run');
    expect(readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(
      /HOOKLINE_SPOOL_WRITE_FAILED/,
    );
  });
});

it('keeps every line of the journal and of the log whole when 20 hooks run at once', async () => {
  const sandbox = await sandboxWith();
  sandbox.files({ 'gate.sh': '#!/bin/sh\ncat > /dev/null\necho "$CODEX_SESSION_ID" >&2\nexit 1\n' });
  const sessions = Array.from({ length: 20 }, (_, index) => `session-${index}`);
  const results = await Promise.all(
    sessions.map((session) =>
      callHook(sandbox, { stdin: bash(sandbox, `echo ${'x'.repeat(3_000)}`, { session_id: session }) }),
    ),
  );
  for (const result of results) expect(readAnswer(result).verdict).toBe('refuses');
  const folder = path.join(sandbox.hooklineHome, 'journal');
  const lines = readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n'),
  );
  const told = lines.map((line) => JSON.parse(line) as { session_id: string; event: string });
  expect(
    told
      .filter(({ event }) => event === 'exec.before')
      .map(({ session_id }) => session_id)
      .sort(),
  ).toEqual(sessions.sort());
  const log = readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8').trimEnd().split('\n');
  const failures = log.filter((line) =>
    /^\[[^\]]+\] \[ERROR\] \[The gate\] HOOKLINE_SCRIPT_FAILED .*Fix: /.test(line),
  );
  const ran = log.filter((line) => /^\[[^\]]+\] \[INFO\] \[exec\.before\] deny: The gate failed/.test(line));
  expect({ failures: failures.length, ran: ran.length, all: log.length }).toEqual({
    failures: 20,
    ran: 20,
    all: 40,
  });
  await expectNoProcess(sandbox.root);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
