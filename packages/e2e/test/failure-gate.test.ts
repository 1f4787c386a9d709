/** A script that cannot judge: required, it stops the command; else it is logged and changes nothing. */
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../src/index.ts';
import { expectRefused, gateEntry, LISTENER, PASS, play, SETTINGS } from './failures.ts';

interface Fault {
  readonly name: string;
  /** The script; none at all for a program that is not there. */
  readonly script?: string;
  readonly entry?: string;
  /** What `hooks.log` says happened, and how to go on. */
  readonly logged: RegExp;
  readonly fix: RegExp;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'exits with 1',
    script: '#!/bin/sh\necho "the rules are not there" >&2\nexit 1\n',
    logged: /HOOKLINE_SCRIPT_FAILED .*gate\.sh ended with exit code 1.*the rules are not there/,
    fix: /End with 0 .* or with 2/,
  },
  {
    name: 'is killed by a signal',
    script: '#!/bin/sh\nkill -SEGV $$\n',
    logged: /HOOKLINE_SCRIPT_FAILED .*ended by the signal SIGSEGV/,
    fix: /Run it by hand/,
  },
  {
    name: 'hangs, with a child, and both ignore TERM',
    script: '#!/bin/bash\ntrap "" TERM\nsleep 300 &\nwhile :; do wait; sleep 300; done\n',
    entry: 'timeout = 1',
    logged: /HOOKLINE_HANDLER_TIMEOUT .*no answer within 1/,
    fix: /Raise its timeout, or make it faster/,
  },
  {
    name: 'does not exist',
    logged: /HOOKLINE_SCRIPT_NOT_FOUND .*gate\.sh/,
    fix: /Correct the path|create the file/i,
  },
  {
    name: 'is not executable',
    script: 'exit 0\n',
    logged: /HOOKLINE_SCRIPT_NOT_EXECUTABLE .*gate\.sh/,
    fix: /chmod/,
  },
  {
    name: 'prints half a JSON',
    script: `#!/bin/sh\nprintf '{"hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDec'\n`,
    logged: /HOOKLINE_SCRIPT_OUTPUT_INVALID/,
    fix: /Fix: /,
  },
  {
    name: 'floods stdout',
    script: '#!/bin/sh\nyes "no end in sight"\n',
    logged: /HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE .*printed more than a hook may/,
    fix: /logs to a file/,
  },
];

describe.each(FAULTS)('a gate script that $name', ({ script, entry, logged, fix }) => {
  const scene = (required: boolean) => ({
    config: SETTINGS + gateEntry(required, entry) + LISTENER,
    files: (script === undefined ? {} : { 'gate.sh': script }) as Record<string, string>,
  });
  const lineOf = (log: string) => log.split('\n').find((line) => logged.test(line)) ?? log;

  it('stops the command when it is required, and says why to the model, the log and the listeners', async () => {
    const played = await play(scene(true));
    expectRefused(played);
    expect(played.told).toContain('The gate');
    const line = lineOf(played.log);
    expect(line).toMatch(logged);
    expect(line).toMatch(/\[ERROR\] \[The gate\]/);
    expect(line).toMatch(/hooks\.toml:\d+/);
    expect(line).toMatch(fix);
    await waitUntil(() => played.errors() !== '');
    expect(played.errors()).toMatch(/hook The gate on exec\.before/);
  });

  it('changes nothing when it is not required, and is logged', async () => {
    const played = await play(scene(false));
    expect(played.run.filesTouched).toEqual(['ran.txt']);
    const line = lineOf(played.log);
    expect(line).toMatch(logged);
    expect(line).toMatch(/\[WARN\] \[The gate\]/);
    await waitUntil(() => played.errors() !== '');
    expect(played.errors()).toMatch(/hook The gate on exec\.before/);
  });
});

it.each(['TERM', 'KILL'])(
  'a required gate that ends Hookline itself by %s stops the command',
  async (signal) => {
    const played = await play({
      config: SETTINGS + gateEntry(true),
      files: { 'gate.sh': `#!/bin/sh\nkill -${signal} $PPID\n` },
    });
    expectRefused(played);
  },
);

it('lets the command run when the required gate has nothing against it', async () => {
  const played = await play({ config: SETTINGS + gateEntry(true) + LISTENER, files: { 'gate.sh': PASS } });
  expect(played.run.filesTouched).toEqual(['ran.txt']);
  expect(played.log).not.toMatch(/\[(?:WARN|ERROR)\]/);
  expect(played.errors()).toBe('');
});
