// What the agent passes on: every field of a payload that a repository, a command or a model can choose.
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Arena, FORBIDDEN, refusalOf, type Said } from './arena.ts';
import type { Scene } from './attack.ts';

const META = (arena: Arena): string =>
  `'"; : > ${arena.mark('shell-metacharacters')}; $(: > ${arena.mark('shell-metacharacters')}) \`: > ${arena.mark('shell-metacharacters')}\` | & > < * ? ~ \\ #\n../../..`;

/** As JSON: `Infinity` has no form of its own there. */
const HUGE = ['1e999', '-1e999', '1e308', '9'.repeat(400), '1e-999'];

/** Variables by which a program is made to load something else. */
const INJECTED = {
  LD_PRELOAD: './evil.so',
  NODE_OPTIONS: '--require=./evil.cjs',
  BASH_ENV: './evil.sh',
  PATH: '.',
};

const told = (arena: Arena): { env: Record<string, string> }[] => {
  const file = path.join(arena.root, 'tmp/told');
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
};

export const PASSED_ON: Scene = {
  about: 'What a command, a name or a tool call says, in the hooks of the person',
  attacks: [
    {
      id: 'shell-metacharacters',
      does: 'Quotes, `$(…)`, backquotes, `;`, a line end in every text of a payload, where a hook has `${command}` in its address and is told it in a variable',
      held: 'What is filled in is encoded in the address, and is the value of a variable; no shell reads it',
      proves: ({ arena, said }) => {
        const [first] = arena.notes.map((line) => line.split(' ')[1] ?? '');
        expect(decodeURIComponent(first ?? '')).toBe(`/x/${META(arena)}`);
        const all = JSON.parse(said['told']?.stdout ?? '[]') as { env: Record<string, string> }[];
        const texts = all.map(({ env }) => env['CODEX_COMMAND'] ?? '');
        expect(texts.some((text) => text.includes('$(: > ') && text.includes('../../..'))).toBe(true);
      },
    },
    {
      id: 'injected-variables',
      does: '`LD_PRELOAD`, `NODE_OPTIONS`, `BASH_ENV` and `PATH` as fields of a payload and of the input of a tool, and line ends in values',
      held: 'A field becomes a variable that starts with `CODEX_` or `HOOKLINE_`, or none; a value stays a value',
      proves: ({ said }) => {
        const all = JSON.parse(said['told']?.stdout ?? '[]') as { env: Record<string, string> }[];
        expect(all.length).toBeGreaterThan(1);
        for (const { env } of all) {
          for (const [name, value] of Object.entries(INJECTED)) expect(env[name]).not.toBe(value);
        }
      },
    },
    {
      id: 'huge-numbers-in-payload',
      does: 'Numbers that are larger than a number can be, of 400 digits, and of 1e308, in a payload with a forbidden command',
      held: 'A number that is none is a value like any other; what cannot be read is refused',
      proves: ({ said }) => {
        for (const name of HUGE.map((number) => `number ${number.slice(0, 8)}`))
          expect([name, refusalOf(said[name] as Said)]).toEqual([name, expect.stringMatching(/./)]);
      },
    },
    {
      id: 'session-path',
      does: 'A session, turn and call whose id is `../../../…`',
      held: 'An id is no path: nothing is written outside of the folders of Hookline',
    },
    {
      id: 'linked-logs',
      does: 'A link stands where a log or the journal is written, and leads to a file of the person',
      held: 'A link is not followed by what is written',
      proves: ({ said }) => expect(said['victim']?.stdout).toBe('precious\n'),
    },
    {
      id: 'linked-schema',
      does: 'The repository has a link where `hookline schema` writes, which leads outside',
      held: 'What is there and was not made by Hookline is not written over',
      proves: ({ said }) => expect(said['schema']?.exitCode).not.toBe(0),
    },
  ],
  set: async (arena) => {
    const address = await arena.serve();
    const { hooklineHome, codexHome, root, repo } = arena;
    appendFileSync(
      path.join(hooklineHome, 'hooks.toml'),
      `
[[hooks.exec]]
event = ["exec.before", "mcp.before"]
command = ["${process.execPath}", "./tell.cjs"]
priority = "low"

[[hooks.exec]]
event = "exec.before"
type = "webhook"
url = "${address}/x/\${command}"
priority = "low"
`,
    );
    const file = JSON.stringify(path.join(root, 'tmp/told'));
    arena.files(
      {
        'tell.cjs': `require('node:fs').appendFileSync(${file}, JSON.stringify({ env: process.env }) + '\\n');\n`,
      },
      hooklineHome,
    );
    const victim = path.join(root, 'elsewhere/victim');
    writeFileSync(victim, 'precious\n');
    mkdirSync(path.join(hooklineHome, 'journal'), { mode: 0o700 });
    const [day] = new Date().toISOString().split('T');
    mkdirSync(path.join(repo, '.codex'));
    for (const link of [
      path.join(codexHome, 'hooks.log'),
      path.join(hooklineHome, 'journal', `${day}.jsonl`),
      path.join(repo, '.codex/hookline.schema.json'),
    ])
      symlinkSync(victim, link);
  },
  walk: async (arena) => {
    const evil = META(arena);
    const ids = {
      session_id: `../../../elsewhere/${'x'.repeat(9)}`,
      turn_id: '../../../elsewhere/turn',
      tool_use_id: '../../../elsewhere/call',
    };
    const changes = { ...ids, ...INJECTED, model: evil };
    const run = await arena.hook('PreToolUse.Bash', {
      ...changes,
      tool_input: { command: evil, ...INJECTED },
    });
    const mcp = await arena.hook('PreToolUse.mcp', { ...changes, tool_input: { ...INJECTED, text: evil } });
    const prompt = await arena.hook('UserPromptSubmit', { ...changes, prompt: evil });
    const forbidden = await arena.hook('PreToolUse.Bash', { ...changes, tool_input: { command: FORBIDDEN } });
    const huge = await Promise.all(
      HUGE.map(async (number) => {
        const stdin = JSON.stringify({
          session_id: 'huge',
          transcript_path: null,
          cwd: arena.repo,
          hook_event_name: 'PreToolUse',
          model: 'm',
          permission_mode: 'default',
          turn_id: 't',
          tool_name: 'Bash',
          tool_use_id: 'c',
          tool_input: { command: FORBIDDEN, timeout: 'HUGE', deep: [{ n: 'HUGE' }] },
          duration: 'HUGE',
        }).replaceAll('"HUGE"', number);
        return [
          `number ${number.slice(0, 8)}`,
          await arena.hookline(['hook', '--event', 'PreToolUse'], { stdin }),
        ] as const;
      }),
    );
    const schema = await arena.hookline(['schema']);
    const as = (stdout: string): Said => ({ ...forbidden, stdout, stderr: '' });
    return {
      ...Object.fromEntries(huge),
      run,
      mcp,
      prompt,
      forbidden,
      schema,
      told: as(JSON.stringify(told(arena))),
      victim: as(readFileSync(path.join(arena.root, 'elsewhere/victim'), 'utf8')),
    };
  },
};
