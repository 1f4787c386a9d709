// The story as it happens: the agent says what it is about to do, does it, and a person wants it back.
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const here = createRequire(import.meta.url);
const manifest = here.resolve('hookline/package.json');
const hooklineBin = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);
const SESSION = '019a1f4e-0000-7000-8000-000000000001';

interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

interface Project {
  readonly repo: string;
  hookline(args: readonly string[], stdin?: string): Promise<Run>;
  /** What the agent sends before it uses a tool. */
  before(tool: 'apply_patch' | 'Bash', command: string): Promise<Run>;
}

/** The project with the plugin installed in it, and a home of its own. */
function copiedProject(): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [repo, home] = [join(root, 'repo'), join(root, 'home')];
  cpSync(fileURLToPath(new URL('../project', import.meta.url)), repo, { recursive: true });
  for (const folder of [join(repo, '.git'), join(repo, 'node_modules', '@hookline'), home]) {
    mkdirSync(folder, { recursive: true });
  }
  const plugin = dirname(here.resolve('@hookline/plugin-file-backup/package.json'));
  symlinkSync(plugin, join(repo, 'node_modules', '@hookline', 'plugin-file-backup'));
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: join(home, '.codex'),
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const hookline: Project['hookline'] = (args, stdin = '') =>
    new Promise((resolve) => {
      const options = { cwd: repo, env };
      const child = execFile(process.execPath, [hooklineBin, ...args], options, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
      child.stdin?.end(stdin);
    });
  return {
    repo,
    hookline,
    before: (tool, command) =>
      hookline(
        ['hook', '--event', 'PreToolUse'],
        JSON.stringify({
          session_id: SESSION,
          turn_id: '019a1f4e-0000-7000-8000-000000000002',
          transcript_path: null,
          cwd: repo,
          hook_event_name: 'PreToolUse',
          model: 'gpt-5.5',
          permission_mode: 'bypassPermissions',
          tool_name: tool,
          tool_input: { command },
          tool_use_id: `call_${tool}`,
        }),
      ),
  };
}

const PATCH = `*** Begin Patch
*** Update File: greet.js
@@
-export const greet = (name) => \`Hello, \${name}!\`;
+export const greet = () => 'Hi.';
*** End Patch
`;

it('gives back what a patch overwrote and a command deleted', async () => {
  const { repo, hookline, before } = copiedProject();
  const [greeting, notes] = [join(repo, 'greet.js'), join(repo, 'notes.md')];
  const [greetingWas, notesWere] = [readFileSync(greeting, 'utf8'), readFileSync(notes, 'utf8')];

  // The agent is not held up, and does what it said.
  expect(await before('apply_patch', PATCH)).toEqual({ code: 0, stdout: '', stderr: '' });
  writeFileSync(greeting, "export const greet = () => 'Hi.';\n");
  expect(await before('Bash', 'rm notes.md && npm test')).toEqual({ code: 0, stdout: '', stderr: '' });
  unlinkSync(notes);

  const { stdout } = await hookline(['restore', 'list']);
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^[0-9a-f]{4,} .* rm +notes\.md$/),
    expect.stringMatching(/^[0-9a-f]{4,} .* patch update +greet\.js$/),
  ]);
  const [notesId = '', greetingId = ''] = stdout.split('\n').map((line) => line.slice(0, line.indexOf(' ')));

  const diff = await hookline(['restore', 'diff', greetingId]);
  expect(diff.code).toBe(1);
  expect(diff.stdout).toContain("+export const greet = () => 'Hi.';");

  expect(await hookline(['restore', 'put', notesId, '--yes'])).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(notes, 'utf8')).toBe(notesWere);

  expect(await hookline(['restore', 'put', '--session', '019a1f4e', '--yes'])).toMatchObject({
    code: 0,
    stdout: 'put back greet.js\n',
  });
  expect(readFileSync(greeting, 'utf8')).toBe(greetingWas);
});
