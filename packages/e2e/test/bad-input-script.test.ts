/** Scripts that treat the hook badly: what they print never becomes the answer, and nothing of them is left. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { callHook, payload, readAnswer } from './direct.ts';
import { expectNoProcess, gateEntry, SETTINGS } from './failures.ts';
import { stageFor } from './stage.ts';

interface Script {
  readonly name: string;
  readonly text: string;
  readonly entry?: string;
  /** What a required gate of this script makes of the command. */
  readonly verdict: 'passes' | 'refuses';
  readonly logged?: RegExp;
}

const SCRIPTS: readonly Script[] = [
  { name: 'closes stdin at once', text: '#!/bin/sh\nexec 0<&-\nexit 0\n', verdict: 'passes' },
  {
    name: 'closes all its streams and goes on',
    text: '#!/bin/sh\nexec 0<&- 1>&- 2>&-\nsleep 0.2\nexit 0\n',
    verdict: 'passes',
  },
  { name: 'refuses without reading stdin', text: '#!/bin/sh\necho "No." >&2\nexit 2\n', verdict: 'refuses' },
  {
    name: 'forks children that keep stdout open',
    text: '#!/bin/sh\nsleep 300 &\nsleep 300 &\nexit 0\n',
    verdict: 'passes',
  },
  { name: 'daemonises', text: '#!/bin/sh\nsetsid sh -c "sleep 300" &\nexit 0\n', verdict: 'passes' },
  {
    name: 'hangs with daemons of its own',
    text: '#!/bin/bash\ntrap "" TERM HUP\n(setsid sleep 300 &)\nsetsid sleep 300 > /dev/null 2>&1 &\nsleep 300\n',
    entry: 'timeout = 1',
    verdict: 'refuses',
    logged: /HOOKLINE_HANDLER_TIMEOUT/,
  },
  {
    name: 'floods stdout with 100 MB',
    text: '#!/bin/sh\nhead -c 100000000 /dev/zero | tr "\\0" x\n',
    verdict: 'refuses',
    logged: /HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE/,
  },
  {
    name: 'floods stderr with 100 MB and refuses',
    text: '#!/bin/sh\nhead -c 100000000 /dev/zero | tr "\\0" x >&2\nexit 2\n',
    verdict: 'refuses',
    logged: /HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE/,
  },
  {
    name: 'prints half a JSON',
    text: `#!/bin/sh\nprintf '{"decision": "blo'\n`,
    verdict: 'refuses',
    logged: /HOOKLINE_SCRIPT_OUTPUT_INVALID/,
  },
  {
    name: 'prints two answers',
    text: `#!/bin/sh\necho '{"decision":"block","reason":"a"}{"decision":"approve"}'\n`,
    verdict: 'refuses',
    logged: /HOOKLINE_SCRIPT_OUTPUT_INVALID/,
  },
  {
    name: 'asks',
    text: `#!/bin/sh\necho '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"ask","permissionDecisionReason":"Sure?"}}'\n`,
    verdict: 'refuses',
  },
  { name: 'prints NUL and invalid UTF-8', text: `#!/bin/sh\nprintf 'a\\0b\\377\\376c'\n`, verdict: 'passes' },
  {
    name: 'refuses with control characters',
    text: `#!/bin/sh\nprintf 'No\\033[2J\\0\\377.' >&2\nexit 2\n`,
    verdict: 'refuses',
  },
  { name: 'refuses without a reason', text: '#!/bin/sh\nexit 2\n', verdict: 'refuses' },
];

describe.each(SCRIPTS)('a required script that $name', ({ text, entry, verdict, logged }) => {
  it(`${verdict}; the memory stays small and nothing is left running`, async () => {
    const { sandbox } = await stageFor([]);
    sandbox.files({ 'hooks.toml': SETTINGS + gateEntry(true, entry), 'gate.sh': text });
    const result = await callHook(sandbox, { stdin: payload(sandbox, 'PreToolUse.Bash') });
    const answer = readAnswer(result);
    expect(answer.verdict).toBe(verdict);
    if (verdict === 'refuses') expect(answer.reason.trim()).not.toBe('');
    expect(result.peakBytes).toBeLessThan(500_000_000);
    await expectNoProcess(sandbox.root);
    const file = path.join(sandbox.codexHome, 'hooks.log');
    if (logged) expect(readFileSync(file, 'utf8')).toMatch(logged);
    // A flood is not copied into the log either.
    if (existsSync(file)) expect(readFileSync(file).length).toBeLessThan(20_000);
  });
});
