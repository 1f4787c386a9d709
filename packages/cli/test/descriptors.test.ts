/**
 * What programs of a hook have open, told by themselves on the built hook, which is started like by an agent that has left
 * descriptors open in it. Only Linux can tell, and only there all of them are closed.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { BIN, type Person, person, run } from './person.ts';

const payload = JSON.parse(
  readFileSync(new URL('../../host-codex/test/recorded/PreToolUse.Bash.json', import.meta.url), 'utf8'),
) as object;
const server = fileURLToPath(new URL('../../../plugins/mcp-tool/test/server.mjs', import.meta.url));

/** Those that follow on the first three, and those that stand alone: Node sees to the former only. */
const LEFT_OPEN = [3, 4, 5, 6, 17, 40, 99];

/** Runs the hook with them; `exec` takes the place of the shell, as the agent's does. */
async function runHook(someone: Person): Promise<void> {
  const opened = LEFT_OPEN.map((fd) => `${fd}>>"$LEFT"`).join(' ');
  const { code, stderr } = await run(
    spawn(
      '/bin/bash',
      ['-c', `exec ${opened}; exec "$0" "$@"`, process.execPath, BIN, 'hook', '--event', 'PreToolUse'],
      { cwd: someone.project, env: { ...someone.env, LEFT: join(someone.root, 'left-open') } },
    ),
    JSON.stringify({ ...payload, transcript_path: null, cwd: someone.project }),
  );
  expect([code, stderr]).toEqual([0, '']);
}

/** Number and what it leads to, of all that the listing program had open but the listing itself. */
function openIn(file: string): readonly (readonly [number, string])[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, number, to = ''] = / (\d+) -> (.*)$/.exec(line) ?? [];
      return number === undefined || /^\/proc\/\d+\/fd$/.test(to) ? [] : [[Number(number), to] as const];
    })
    .sort(([a], [b]) => a - b);
}

const lists = (file: string): string => `ls -l /proc/self/fd > ${file}`;

it.runIf(process.platform === 'linux')(
  'a program of a hook has its three pipes and nothing of the agent',
  async () => {
    const someone = person();
    const file = (name: string): string => join(someone.root, name);
    someone.write(
      'hooks.toml',
      `[[hooks.exec]]
event = "exec.before"
command = ["sh", "-c", "exec ${lists(file('script'))}"]
[[hooks.exec]]
event = "exec.before"
type = "command"
command = "exec ${lists(file('command'))}"
[[hooks.exec]]
event = "exec.before"
tool = "scan_command"
server = { command = ["sh", "-c", "${lists(file('mcp'))}; exec ${process.execPath} ${server}"], env = { ANSWER = "{}" } }
arguments = { command = "x" }
`,
    );
    for (const time of ['cold', 'warm']) {
      await runHook(someone);
      for (const kind of ['script', 'command', 'mcp']) {
        const open = openIn(file(kind));
        expect([time, kind, open.map(([number]) => number)]).toEqual([time, kind, [0, 1, 2]]);
        expect(open.map(([, to]) => to)).not.toContain(file('left-open'));
      }
    }
  },
);

it.runIf(process.platform === 'linux')('the worker of async hooks holds nothing of the agent', async () => {
  const someone = person();
  const [own, worker, go] = ['own', 'worker', 'go'].map((name) => join(someone.root, name)) as [
    string,
    string,
    string,
  ];
  someone.write(
    'hooks.toml',
    `[[hooks.exec]]
event = "exec.before"
mode = "async"
command = ["sh", "-c", "until [ -e ${go} ]; do sleep 0.02; done; ls -l /proc/$PPID/fd > ${worker}; ${lists(own)}.part; mv ${own}.part ${own}"]
`,
  );
  // Resolves at the end of stdout and stderr, for which the agent waits. The worker is not through before `go` is there.
  await runHook(someone);
  someone.write('go', '', someone.root);
  await expect.poll(() => Object.keys(someone.files()), { timeout: 10_000 }).toContain('own');
  expect(openIn(own).map(([number]) => number)).toEqual([0, 1, 2]);
  const held = openIn(worker);
  expect(held.slice(0, 3)).toEqual([0, 1, 2].map((number) => [number, '/dev/null']));
  expect(held.map(([, to]) => to)).not.toContain(join(someone.root, 'left-open'));
});
