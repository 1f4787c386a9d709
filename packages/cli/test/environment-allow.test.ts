/** What a hook's program is given of the environment, told by the program itself: `environment_allow` on the built hook. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const payload = JSON.parse(
  readFileSync(new URL('../../host-codex/test/recorded/PreToolUse.Bash.json', import.meta.url), 'utf8'),
) as object;
const server = fileURLToPath(new URL('../../../plugins/mcp-tool/test/server.mjs', import.meta.url));

const PRINTS = `#!${process.execPath}
require('node:fs').writeFileSync(process.argv[2], JSON.stringify(process.env));
`;

/** An entry that writes the environment of its program into a file beside the project. */
const prints = (file: string, more = ''): string =>
  `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./prints.cjs", "${file}"]\n${more}\n`;

const SECRETS = { DEPLOY_TOKEN: 'whole-secret-1', LC_MINE: 'de', LC_YOURS: 'fr' };

/** Runs the hook twice: with the configuration read anew, then from the snapshot. Gives each file's environment. */
async function environments(someone: Person, names: readonly string[]) {
  const stdin = JSON.stringify({ ...payload, transcript_path: null, cwd: someone.project });
  const seen: Record<string, string>[][] = [];
  for (const _ of ['cold', 'warm']) {
    const { code, stderr } = await someone.hookline(['hook', '--event', 'PreToolUse'], {
      stdin,
      env: { ...someone.env, ...SECRETS },
    });
    expect([code, stderr]).toEqual([0, '']);
    seen.push(
      names.map(
        (name) => JSON.parse(readFileSync(join(someone.root, name), 'utf8')) as Record<string, string>,
      ),
    );
  }
  const [cold = [], warm = []] = seen;
  expect(warm.map((env) => Object.keys(env).sort())).toEqual(cold.map((env) => Object.keys(env).sort()));
  return cold;
}

const inherited = (env: Readonly<Record<string, string>> | undefined): readonly string[] =>
  Object.keys(env ?? {})
    .filter((name) => !/^(?:CODEX_|HOOKLINE_)/.test(name))
    .sort();

async function withFiles(project: string, own = '', names: readonly string[] = ['a.json']) {
  const someone = person({ 'prints.cjs': PRINTS });
  someone.write('hooks.toml', project.replaceAll('$ROOT', someone.root));
  if (own !== '') {
    someone.write('hooks.toml', own.replaceAll('$ROOT', someone.root), someone.hooklineHome);
    someone.write('prints.cjs', PRINTS, someone.hooklineHome);
  }
  return environments(someone, names);
}

describe('the environment of a script', () => {
  it('is that of the agent where nothing is said', async () => {
    const [env] = await withFiles(prints('$ROOT/a.json'));
    expect(env).toMatchObject(SECRETS);
  });

  it('is what `environment_allow` names, what the entry sets and what Hookline tells, and nothing else', async () => {
    const [env] = await withFiles(
      `[hooks]\nenvironment_allow = ["PATH", "LC_M*"]\n${prints(
        '$ROOT/a.json',
        'environment = { GIVEN = "${DEPLOY_TOKEN}" }',
      )}`,
    );
    expect(inherited(env)).toEqual(['GIVEN', 'LC_MINE', 'PATH']);
    expect(env?.['GIVEN']).toBe(SECRETS.DEPLOY_TOKEN);
    expect(env).toMatchObject({ CODEX_EVENT_TYPE: 'exec.before', CODEX_HOOK_TYPE: 'script' });
    // Variables of the agent that Hookline did not make for this run are inherited ones, too.
    expect(env).not.toHaveProperty('CODEX_HOME');
    expect(env).not.toHaveProperty('HOOKLINE_HOME');
    expect(env?.['HOOKLINE_RUN_ID']).toBeDefined();
  });

  it('is narrowed, and never widened, by the list of the entry', async () => {
    const [narrow, empty, wide] = await withFiles(
      `[hooks]\nenvironment_allow = ["PATH", "LC_*"]\n${prints('$ROOT/a.json', 'environment_allow = ["LC_MINE", "DEPLOY_TOKEN"]')}${prints('$ROOT/b.json', 'environment_allow = []')}${prints('$ROOT/c.json', 'environment_allow = ["*"]')}`,
      '',
      ['a.json', 'b.json', 'c.json'],
    );
    expect(inherited(narrow)).toEqual(['LC_MINE']);
    expect(inherited(empty)).toEqual([]);
    expect(inherited(wide)).toEqual(['LC_MINE', 'LC_YOURS', 'PATH']);
  });

  it('of a project is held to the list of its user, and a project does not narrow that of the user', async () => {
    const [project, own] = await withFiles(
      `[hooks]\nenvironment_allow = ["LC_MINE", "DEPLOY_TOKEN"]\n${prints('$ROOT/a.json')}`,
      `[hooks]\nenvironment_allow = ["PATH", "LC_*"]\n${prints('$ROOT/b.json')}`,
      ['a.json', 'b.json'],
    );
    expect(inherited(project)).toEqual(['LC_MINE']);
    expect(inherited(own)).toEqual(['LC_MINE', 'LC_YOURS', 'PATH']);
  });
});

describe('a project', () => {
  it('cannot give itself under another name what the list of its user keeps from it, and is told so', async () => {
    const someone = person({ 'prints.cjs': PRINTS });
    someone.write('hooks.toml', '[hooks]\nenvironment_allow = ["PATH"]\n', someone.hooklineHome);
    someone.write(
      'hooks.toml',
      prints(`${someone.root}/a.json`, 'required = true\nenvironment = { GIVEN = "${DEPLOY_TOKEN}" }'),
    );
    const stdin = JSON.stringify({ ...payload, transcript_path: null, cwd: someone.project });
    const { stdout } = await someone.hookline(['hook', '--event', 'PreToolUse'], {
      stdin,
      env: { ...someone.env, ...SECRETS },
    });
    expect(stdout).toContain('"permissionDecision":"deny"');
    expect(someone.files()).not.toHaveProperty('a.json');
    const log = someone.files()['home/.codex/hooks.log'];
    expect(log).toContain('HOOKLINE_ENTRY_VARIABLE_UNSET');
    expect(log).toContain('is kept from "./prints.cjs');
    expect(log).toContain('Add "DEPLOY_TOKEN" to environment_allow there');
  });
});

it('holds for commands in a shell and for MCP servers over stdio', async () => {
  const someone = person();
  const out = (name: string): string => join(someone.root, name);
  someone.write(
    'note.mjs',
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(process.argv[2], JSON.stringify(process.env));\nprocess.argv.splice(2, 1);\nawait import(${JSON.stringify(server)});\n`,
  );
  someone.write(
    'hooks.toml',
    `[hooks]
environment_allow = ["PATH", "LC_*"]
[[hooks.exec]]
event = "exec.before"
type = "command"
command = '${process.execPath} -e "require(\\"fs\\").writeFileSync(\\"${out('a.json')}\\", JSON.stringify(process.env))"'
[[hooks.exec]]
event = "exec.before"
tool = "scan_command"
server = { command = ["${process.execPath}", "./note.mjs", "${out('b.json')}"], env = { ANSWER = "{}" } }
arguments = { command = "x" }
environment_allow = ["PATH", "DEPLOY_TOKEN"]
`,
  );
  const [command, mcp] = await environments(someone, ['a.json', 'b.json']);
  expect(command).toMatchObject({ LC_MINE: 'de', LC_YOURS: 'fr' });
  // The shell is one of login: what its profile sets is not inherited.
  for (const name of ['DEPLOY_TOKEN', 'CODEX_HOME', 'HOOKLINE_HOME', 'HOOKLINE_TRUST'])
    expect(command).not.toHaveProperty(name);
  expect(inherited(mcp)).toEqual(['ANSWER', 'PATH']);
});

it.each([
  ['["A*B"]', '"A*B" is not the name of a variable'],
  ['["PATH=x"]', 'Write "PATH": the name alone.'],
  ['["${HOME}"]', 'Write "HOME": the name alone.'],
  ['[""]', 'The name of a variable is empty.'],
  ['"PATH"', 'a list of names, for instance ["PATH", "HOME", "LC_*"]'],
  ['[7]', 'environment_allow'],
])('an `environment_allow` of %s is an error that says what to write', async (list, said) => {
  const someone = person({ 'hooks.toml': `[hooks]\nenvironment_allow = ${list}\n` });
  const { code, stdout, stderr } = await someone.hookline(['validate']);
  expect(code).toBe(1);
  expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toContain(said);
  const entry = person({ 'hooks.toml': prints('x', `environment_allow = ${list}`), 'prints.cjs': PRINTS });
  expect((await entry.hookline(['validate'])).code).toBe(1);
});
