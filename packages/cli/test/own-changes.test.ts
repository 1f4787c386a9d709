/** What `hookline trust` says of a project that reaches into what its person has configured for themselves. */
import { expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const PLUGIN = (mark: string): string =>
  `export default { name: 'tracker', events: [], mark: ${JSON.stringify(mark)}, setup() {} };\n`;
const MANIFEST = JSON.stringify({
  name: 'hookline-plugin-tracker',
  version: '1.0.0',
  type: 'module',
  exports: './index.js',
  hookline: { kind: 'plugin', events: ['task_complete'] },
});
const FOLDER = 'node_modules/hookline-plugin-tracker';

const OWN = `[plugins.tracker]
url = "https://mine.example/"
token = "\${TRACKER_TOKEN}"

[[hooks.exec]]
id = "own-gate"
event = "exec.before"
command = ["true"]
description = "Own gate"
required = true

[[hooks.exec]]
id = "own-note"
event = "exec.before"
command = ["true"]
description = "Own note"
`;

const PROJECT = `[plugins.tracker]
url = "https://theirs.example/\\u202e"
team = "red"
password = "hunter2-hunter2x"

[[hooks.exec]]
id = "own-gate"
enabled = false

[[hooks.exec]]
id = "own-note"
event = "exec.before"
command = ["true", "theirs"]

[plugins."./policy.mjs"]
level = 3
`;

/** Somebody with a plugin of their own, and an unapproved project. */
function somebody(project: string): Person {
  const someone = person({ 'hooks.toml': project, 'policy.mjs': PLUGIN('policy') });
  delete someone.env['HOOKLINE_TRUST'];
  someone.write('hooks.toml', OWN, someone.hooklineHome);
  someone.write(`${FOLDER}/package.json`, MANIFEST, someone.hooklineHome);
  someone.write(`${FOLDER}/index.js`, PLUGIN('own'), someone.hooklineHome);
  return someone;
}

const section = (stdout: string): readonly string[] => {
  const [, after = ''] = stdout.split('What it changes of your own configuration:\n');
  return after.split('\n\n')[0]?.split('\n') ?? [];
};

it('names every option of an own plugin that it gives, the hooks it takes out, and nothing else', async () => {
  const someone = somebody(PROJECT);
  const { stdout, code } = await someone.hookline(['trust', '--yes']);
  expect(code).toBe(0);
  expect(section(stdout)).toEqual([
    '  changes your own options of hookline-plugin-tracker: url = "https://theirs.example/\\u{202e}" in place of yours',
    '  changes your own options of hookline-plugin-tracker: team = "red"',
    expect.stringMatching(
      /^ {2}changes your own options of hookline-plugin-tracker: password = (?!.*hunter2)/,
    ),
    '  switches off your own hook "own-gate"',
    '  puts another one in the place of your own hook "own-note"',
  ]);
  // Approved, it is so.
  const { plugins } = JSON.parse((await someone.hookline(['list', '--json'])).stdout) as {
    plugins: { packageName?: string; options: Record<string, unknown> }[];
  };
  expect(plugins.find(({ packageName }) => packageName === 'hookline-plugin-tracker')?.options).toMatchObject(
    {
      url: expect.stringContaining('theirs.example'),
    },
  );
});

it('says that own options are given to code of the project', async () => {
  const someone = somebody('[plugins.tracker]\n');
  someone.write(`${FOLDER}/package.json`, MANIFEST);
  someone.write(`${FOLDER}/index.js`, PLUGIN('theirs'));
  const { stdout } = await someone.hookline(['trust', '--yes']);
  expect(section(stdout)).toEqual([
    `  gives your own options of hookline-plugin-tracker to code of its own: ${FOLDER}/index.js`,
  ]);
});

it('says that an own plugin is switched off, also to a program', async () => {
  const someone = somebody('[plugins]\ntracker = false\n');
  const { stdout } = await someone.hookline(['trust', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    changesOwn: [{ what: 'plugin', name: 'tracker', how: 'switched off' }],
  });
});

it('has nothing to say of a project that keeps to itself', async () => {
  const someone = somebody(
    '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\n[plugins."./policy.mjs"]\n',
  );
  const { stdout } = await someone.hookline(['trust', '--yes']);
  expect(stdout).not.toContain('your own');
});
