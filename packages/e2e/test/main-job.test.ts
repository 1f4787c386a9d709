/** The main job: the real Codex calls Hookline, hooks run, decisions reach the model and the disk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, processesMentioning, runCodex, type Stage } from '../src/index.ts';

let stage: Stage;
afterEach(async () => {
  const { root } = stage.sandbox;
  await stage.close();
  expect(processesMentioning(root)).toEqual([]);
});

/** The first seed's "Basic Session Logging" with a gate on commands beside it. */
const SESSION_LOGGING = `[hooks]
enabled = true

[[hooks.session]]
event = "session_start"
type = "script"
command = ["./examples/hooks/session-logging/log-session-start.sh"]
description = "Log session start"

[[hooks.session]]
event = "session_end"
type = "script"
command = ["./examples/hooks/session-logging/log-session-end.sh"]
description = "Log session end"

[[hooks.exec]]
event = "exec.before"
type = "script"
command = ["./gate.sh"]
description = "Command gate"
required = true
`;

/** The example that the seed's configuration names, as it is shipped. */
const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/hooks/session-logging/${name}`, import.meta.url), 'utf8');

const GATE = `#!/bin/sh
case "$CODEX_COMMAND" in
  *forbidden*) echo "Files named forbidden are not to be made. Use allowed.txt instead." >&2; exit 2 ;;
esac
`;

describe('hookline codex exec', () => {
  it('logs the session, refuses one command, lets the other run and tells the model why', async () => {
    stage = await openStage([
      { type: 'shell', command: 'echo no > forbidden.txt' },
      { type: 'shell', command: 'echo yes > allowed.txt' },
      { type: 'message', text: 'done' },
    ]);
    stage.sandbox.files({
      'hooks.toml': SESSION_LOGGING,
      'gate.sh': GATE,
      'examples/hooks/session-logging/log-session-start.sh': example('log-session-start.sh'),
      'examples/hooks/session-logging/log-session-end.sh': example('log-session-end.sh'),
    });
    const run = await runCodex(stage, { program: ['hookline', 'codex'] });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.filesTouched).toEqual(['allowed.txt']);
    expect(run.modelSaw('Files named forbidden are not to be made. Use allowed.txt instead.')).toBe(true);
    const log = readFileSync(join(stage.sandbox.codexHome, 'session.log'), 'utf8');
    expect(log).toMatch(/Session started/);
    expect(log).toMatch(/Session ended/);
  });
});
