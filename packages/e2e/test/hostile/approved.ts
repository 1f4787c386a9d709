// A project that was approved. Its hooks run with the rights of the person, so what holds here is what nobody expects them to do.
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { refusalOf, type Said } from './arena.ts';
import type { Scene } from './attack.ts';

const PLUGIN = path.resolve(import.meta.dirname, '../../../../plugins/session-log');

/** Erases a line, goes up, turns the direction of writing, and says something that is not shown: in tags. */
const EVIL = '\u001b[2K\u001b[1A\u009b2J\u202eevil\u2066\u0007\u{e0041}\u{e007f}';
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;

const text = (said: Said | undefined): string => `${said?.stdout}${said?.stderr}`.replaceAll(/\s+/g, ' ');

export const APPROVED: Scene = {
  about: 'A project that was approved, and reaches out of itself',
  attacks: [
    {
      id: 'absolute-log',
      does: 'A `file` of the session log that is an absolute path outside of the project',
      held: 'Nothing of a project runs that is not approved by its content; approved, lines are added to what is a file there, and a link is not followed',
      armed: true,
    },
    {
      id: 'climbing-log',
      does: 'A `file` of the session log with `../../` in it, also one that a variable brings when it runs',
      held: 'A relative path stays inside of `$CODEX_HOME`: it is an error of the configuration, and when it runs of the plugin',
      proves: ({ said, arena, approvedSaid }) => {
        expect(said['validate --run-code --config climbing.toml']?.exitCode).toBe(1);
        expect(text(said['validate --run-code --config climbing.toml'])).toContain(
          'A relative path stays inside of $CODEX_HOME',
        );
        expect(approvedSaid).toBeDefined();
        expect(arena.notes.join('\n')).toContain('A relative path stays inside of $CODEX_HOME');
        expect(arena.notes).not.toContain('climbed');
      },
    },
    {
      id: 'climbing-cwd',
      does: '`cwd` of a hook climbs out of the project by `../..`',
      held: 'Nothing of a project runs that is not approved by its content; the review shows the folder whole, and the program is found from the project as before',
      armed: true,
      proves: ({ said, arena }) => expect(said['trust']?.stdout).toContain(`cwd  ${arena.root}\n`),
    },
    {
      id: 'escapes-in-reason',
      does: 'Terminal escapes, characters that turn the direction of writing and such that are not shown in the reason with which a script refuses, and in its output',
      held: 'They are taken out of what the agent is told, and spelled out in what `trace` shows',
      proves: ({ approvedSaid, arena }) => {
        const reason = refusalOf(approvedSaid as Said);
        expect(reason).toContain('evil');
        expect(UNSEEN.exec(reason)?.[0]).toBeUndefined();
        const trace = arena.notes.find((note) => note.startsWith('trace ')) ?? '';
        expect(trace).toContain('evil');
        expect(UNSEEN.exec(trace)?.[0]).toBeUndefined();
      },
    },
  ],
  set: (arena) => {
    const scope = path.join(arena.repo, 'node_modules/@hookline');
    mkdirSync(scope, { recursive: true });
    symlinkSync(PLUGIN, path.join(scope, 'plugin-session-log'));
    const log = (file: string): string => `[plugins.session-log]\nfile = ${JSON.stringify(file)}\n`;
    arena.files({
      'hooks.toml': `${log(arena.mark('absolute-log'))}
[[hooks.session]]
event = "session_start"
command = ["./mark.sh"]
mode = "sync"
cwd = ".."

[[hooks.exec]]
event = "exec.before"
command = ["./refuse.sh"]
priority = "high"
`,
      'mark.sh': arena.sh('climbing-cwd'),
      'refuse.sh': `#!/bin/sh\nprintf '%s' '${EVIL}' >&2\nexit 2\n`,
      'climbing.toml': log('../../elsewhere/climbed'),
      'late/hooks.toml': log('\u0024{LOG_TO:-../elsewhere/climbed}'),
    });
  },
  walk: async (arena) => ({
    started: await arena.hook('SessionStart'),
    forbidden: await arena.forbidden(),
    ...(await arena.show(['trust', 'list', 'validate --run-code --config climbing.toml'])),
  }),
  approved: async (arena) => {
    const late = { cwd: path.join(arena.repo, 'late') };
    for (const cwd of [arena.repo, late.cwd]) {
      const { exitCode, stdout, stderr } = await arena.hookline(['trust', '--yes'], { cwd });
      if (exitCode !== 0) throw new Error(stdout + stderr);
    }
    await arena.hook('SessionStart');
    await arena.hook('SessionStart', {}, late);
    const said = await arena.hook('PreToolUse.Bash', { tool_input: { command: 'ls' } });
    arena.noteLogs();
    arena.notes.push(`trace ${(await arena.hookline(['trace', '--all'])).stdout}`);
    for (const name of arena.tree().keys()) if (name.endsWith('climbed')) arena.notes.push('climbed');
    return said;
  },
};
