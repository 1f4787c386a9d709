// Text of a repository that is shown to a person: it must not move the cursor, hide or reorder what is read, nor forge a line.
import { expect } from 'vitest';
import { FORBIDDEN, REFUSED, refusalOf, type Said } from './arena.ts';
import type { Attack, Scene } from './attack.ts';

const EVIL = '\u001b[2K\u001b[1A\u009b2J\u202eevil\u2066\u200b\u0007';
/** The same where a document has to spell it out. */
const WRITTEN = '\\u001b[2K\\u001b[1A\\u009b2J\\u202eevil\\u2066\\u200b\\u0007';
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/;

const clean =
  (...names: readonly string[]): Attack['proves'] =>
  ({ said }) => {
    for (const name of names) {
      const { stdout = '', stderr = '' } = said[name] ?? {};
      expect(stdout + stderr, name).toContain('evil');
      expect([name, UNSEEN.exec(stdout + stderr)?.[0]]).toEqual([name, undefined]);
    }
  };

/** Those that are kept of a prompt. */
const FIELDS = ['session_id', 'turn_id', 'prompt'] as const;

const VISIBLE = 'What a terminal would obey or not show is spelled out: `\\u{202e}`';

export const SHOWN: Scene = {
  about: 'Text that is shown to a person, or kept in a log',
  attacks: [
    {
      id: 'escapes-in-review',
      does: 'Terminal escapes and characters that turn the direction of writing in what `trust` shows: description, command, file name',
      held: VISIBLE,
      proves: clean('trust'),
    },
    {
      id: 'escapes-in-list',
      does: 'The same in `list` and `config`',
      held: VISIBLE,
      proves: clean('list', 'config'),
    },
    {
      id: 'escapes-in-report',
      does: 'The same in what `validate` reports: keys, values, file names',
      held: VISIBLE,
      proves: clean('validate --config broken.toml'),
    },
    {
      id: 'escapes-in-trace',
      does: 'The same in what `trace` shows of commands and tools',
      held: VISIBLE,
      proves: clean('trace --all'),
    },
    {
      id: 'forged-line',
      does: 'A command with a line end and what looks like a line of a log behind it',
      held: 'A line end is spelled out in a log; the journal is JSON',
      proves: ({ arena }) => {
        for (const line of arena.notes) expect(line).not.toMatch(/^\[?2026-01-01/);
        expect(arena.notes.join('\n')).toContain('FORGED');
      },
    },
    {
      id: 'forged-fields',
      does: 'The same in every other field of a payload: session, turn, call, model, tool and prompt',
      held: 'A line end is spelled out in a log; the journal is JSON',
      proves: ({ arena }) => {
        for (const field of FIELDS) expect(arena.notes.join('\n'), field).toContain(`FORGED-${field}`);
        const lines = arena.notes.filter((line) => line !== '');
        // Of a log or of the journal: what was forged would be neither.
        for (const line of lines) expect(line).toMatch(/^(?:\[?20\d\d-\d\d-\d\d.* \[[A-Z]+\] |\{.*\}$)/s);
        for (const line of lines) expect(line).not.toMatch(/^\[?2026-01-01/);
      },
    },
  ],
  set: (arena) =>
    arena.files({
      'hooks.toml': `[[hooks.exec]]
event = "exec.before"
command = ["./${WRITTEN}.sh", "${WRITTEN}"]
description = "${WRITTEN}"
`,
      [`${EVIL}.sh`]: '#!/bin/sh\nexit 0\n',
      'broken.toml': `[hooks]
"${WRITTEN}" = 1
[[hooks.exec]]
event = "${WRITTEN}"
command = ["./${WRITTEN}"]
type = "${WRITTEN}"
[plugins."${WRITTEN}"]
`,
    }),
  walk: async (arena) => {
    const forged = `${FORBIDDEN} ${EVIL}\n2026-01-01T00:00:00.000Z INFO FORGED`;
    const forbidden = await arena.hook('PreToolUse.Bash', { tool_input: { command: forged } });
    const tool = await arena.hook('PreToolUse.mcp', { tool_name: `mcp__${EVIL}__x` });
    expect(refusalOf(forbidden)).toContain(REFUSED);
    const forgery = (field: string): string =>
      `x\n2026-01-01T00:00:00.000Z [INFO] [x] FORGED-${field}\r2026-01-01 [INFO] x\u2028`;
    const fields = Object.fromEntries(
      [...FIELDS, 'model', 'tool_name', 'tool_use_id', 'permission_mode'].map((field) => [
        field,
        forgery(field),
      ]),
    );
    const prompt = await arena.hook('UserPromptSubmit', fields);
    const named = await arena.hook('PreToolUse.mcp', {
      ...fields,
      tool_name: `mcp__${forgery('server')}__x`,
    });
    const said: Record<string, Said> = { forbidden, tool, prompt, named };
    Object.assign(
      said,
      await arena.show(['trust', 'list', 'config', 'validate --config broken.toml', 'trace --all']),
    );
    arena.noteLogs();
    return said;
  },
};
