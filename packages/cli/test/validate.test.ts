import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

const document = readFileSync(
  new URL('../../config/test/fixtures/codex-lifecycle-hooks.md', import.meta.url),
  'utf8',
);
const blocks = [...document.matchAll(/```toml\n([\s\S]*?)```/g)]
  .map((match, index) => ({ index, text: match[1] ?? '' }))
  .filter(({ text }) => text.includes('[hooks'));

interface Mistake {
  readonly line: string;
  /** Column at which it is found. */
  readonly column: number;
  readonly says: string;
}

const wrong = (key: string, value: string, says: string): Mistake => ({
  line: `${key} = ${value}`,
  column: says.startsWith('The key') ? 1 : key.length + 4,
  says,
});

/** Mistakes that may stand together, by the header below which they are put. */
const SETS: readonly { readonly header: RegExp; readonly mistakes: readonly Mistake[] }[] = [
  {
    header: /^\[\[hooks\.\w+\]\]$/,
    mistakes: [
      wrong('tiemout', '5', 'Did you mean "timeout"?'),
      wrong('timeout', '"5"', '"timeout" must be a number of seconds above 0, not the text "5".'),
      wrong('event', '"sesion_start"', 'Did you mean "session_start"?'),
      wrong('type', '"webhok"', 'Did you mean "webhook"?'),
      wrong('mode', '"asinc"', 'Did you mean "async"?'),
      wrong('priority', '"hihg"', 'Did you mean "high"?'),
    ].map((one, at) => (at === 0 ? { ...one, column: 1 } : one)),
  },
  {
    header: /^\[\[hooks\.\w+\]\]$/,
    mistakes: [
      wrong('timeout', '-1', '"timeout" must be a number of seconds above 0, not -1.'),
      wrong('required', '"yes"', '"required" must be true or false, not the text "yes".'),
    ],
  },
  {
    header: /^\[hooks\]$/,
    mistakes: [
      { ...wrong('enabeld', 'true', 'Did you mean "enabled"?'), column: 1 },
      wrong('timeout_seconds', '-1', '"timeout_seconds" must be a number of seconds above 0, not -1.'),
      wrong('debug', '"x"', '"debug" must be true or false, not the text "x".'),
    ],
  },
  {
    header: /^\[hooks\.\w+\.(?:environment|headers)\]$/,
    mistakes: [wrong('X', '5', '"X" must be a text, not 5.')],
  },
  {
    header: /^\[/,
    mistakes: [{ line: 'description = "x', column: 17, says: 'This is not well-formed TOML' }],
  },
];

/** The text with the mistakes below the first such header, in place of lines with the same keys. */
function planted(
  text: string,
  header: RegExp,
  mistakes: readonly Mistake[],
): { text: string; line: number } | undefined {
  const keys = mistakes.map(({ line }) => line.split(' ')[0] ?? '');
  const rows = text.split('\n').filter((row) => !keys.includes(row.split(' ')[0] ?? ''));
  const at = rows.findIndex((row) => header.test(row));
  if (at < 0) return undefined;
  return { text: rows.toSpliced(at + 1, 0, ...mistakes.map(({ line }) => line)).join('\n'), line: at + 2 };
}

describe('hookline validate', () => {
  it('finds the blocks of the document', () => expect(blocks).toHaveLength(19));

  it.each(blocks)('accepts block $index of the document as it stands', async ({ text }) => {
    const someone = person({ 'mine.toml': text });
    const run = await someone.hookline(['validate', '--config', 'mine.toml']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^ok {2}mine\.toml: \d+ hooks?, 0 plugins/m);
  });

  it.each(blocks)('finds every mistake planted in block $index, where it is', async ({ text }) => {
    const sets = SETS.flatMap(({ header, mistakes }) => {
      const found = planted(text, header, mistakes);
      return found ? [{ ...found, mistakes }] : [];
    });
    expect(sets.length).toBeGreaterThan(1);
    for (const { text: broken, line, mistakes } of sets) {
      const someone = person({ 'mine.toml': broken });
      const { code, stdout } = await someone.hookline(['validate', '--config', 'mine.toml']);
      expect(code, stdout).toBe(1);
      const reports = stdout.split(/^(?=mine\.toml:)/m).filter((report) => report.includes('  error  '));
      for (const [index, mistake] of mistakes.entries()) {
        const place = `mine.toml:${line + index}:${mistake.column}  `;
        expect(
          reports.find((report) => report.startsWith(place)),
          `${place}\n${stdout}`,
        ).toContain(mistake.says);
      }
      expect(reports).toHaveLength(mistakes.length);
    }
  });

  it('takes the file as an argument too', async () => {
    const someone = person({ 'mine.toml': '[hooks]\nenabled = true\n', 'hooks.toml': 'broken' });
    expect(await someone.hookline(['validate', 'mine.toml'])).toMatchObject({ code: 0 });
  });

  it('prints the result as JSON', async () => {
    const someone = person({ 'hooks.toml': '[hooks]\nenabeld = true\n' });
    const run = await someone.hookline(['validate', '--json']);
    expect(run).toMatchObject({ code: 1, stderr: '' });
    const result = JSON.parse(run.stdout);
    expect(result).toMatchObject({
      ok: false,
      hooks: 0,
      plugins: 0,
      files: [join(someone.project, 'hooks.toml')],
    });
    expect(result.problems).toMatchObject([
      {
        severity: 'error',
        code: 'HOOKLINE_CONFIG_INVALID',
        line: 2,
        column: 1,
        fix: 'Did you mean "enabled"?',
      },
    ]);
  });

  it('says how to begin where nothing is configured', async () => {
    const run = await person().hookline(['validate']);
    expect(run).toMatchObject({
      code: 0,
      stdout: 'No configuration was found here. Make one with: npx hookline init\n',
    });
  });

  it('tells a missing file from a folder', async () => {
    const someone = person();
    mkdirSync(join(someone.project, 'folder'));
    const missing = await someone.hookline(['validate', 'nope.toml']);
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain('nope.toml  error    The configuration that was named does not exist.');
    const folder = await someone.hookline(['validate', '--config', 'folder']);
    expect(folder.code).toBe(1);
    expect(folder.stdout).toContain('folder  error    The configuration that was named is a folder.');
  });

  it.skipIf(process.getuid?.() === 0)('reports a file that may not be read', async () => {
    const someone = person({ 'mine.toml': '' });
    chmodSync(join(someone.project, 'mine.toml'), 0);
    const run = await someone.hookline(['validate', 'mine.toml']);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('HOOKLINE_CONFIG_UNREADABLE');
  });

  it('imports neither a configuration nor a plugin that is code', async () => {
    const leave = (name: string) =>
      `import { writeFileSync } from 'node:fs';\nwriteFileSync('${name}', '');\n`;
    const someone = person({
      'hookline.config.ts': `${leave('config-ran')}export default { hooks: {} };\n`,
      'hooks.toml': '[plugins."./mine.mjs"]\n',
      'mine.mjs': `${leave('plugin-ran')}export default {};\n`,
    });
    const before = Object.keys(someone.files());
    for (const args of [
      ['validate'],
      ['validate', 'hookline.config.ts'],
      ['list'],
      ['install', '--dry-run'],
    ]) {
      await someone.hookline(args);
    }
    expect(Object.keys(someone.files())).toEqual(before);
  });

  it('says that code was not run, and checks it when told to', async () => {
    const someone = person({
      'hookline.config.mjs': 'export default { hooks: { enbled: true } };\n',
      'hooks.local.toml': '[plugins."./mine.mjs"]\nlevel = "x"\n',
      'mine.mjs': `export default { name: 'mine', events: [] };\n`,
    });
    const looked = await someone.hookline(['validate']);
    expect(looked).toMatchObject({ code: 0, stderr: '' });
    expect(looked.stdout).toContain('note: Code was not run,');
    const ran = await someone.hookline(['validate', '--run-code']);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('Did you mean "enabled"?');
    expect(ran.stdout).toContain('The plugin "./mine.mjs" takes no options.');
    expect(ran.stdout).not.toContain('Code was not run');
  });

  it('finds nothing to say about the example of docs/configuration.md', async () => {
    const guide = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
    const [toml, ts] = [/```toml\n([\s\S]*?)```/, /```ts\n([\s\S]*?)```/].map(
      (form) => form.exec(guide)?.[1] ?? '',
    );
    const someone = person({
      'hooks.toml': toml ?? '',
      'scan.py': '',
      'gate.sh': '#!/bin/sh\n',
      'policy.mjs': `export default { name: 'policy', events: [] };\n`,
      'code/hookline.config.ts': (ts ?? '').replace('./policy', '../policy'),
    });
    expect((await someone.hookline(['validate', '--run-code'])).stdout).toBe(
      'ok  hooks.toml: 1 hook, 1 plugin\n',
    );
    const inCode = await someone.hookline(['validate', '--run-code', 'code/hookline.config.ts']);
    expect(inCode.stdout).toMatch(/^ok {2}code\/hookline\.config\.ts: 1 hook, 1 plugin/m);
  });

  it('says that hooks are switched off', async () => {
    const someone = person({ 'hooks.local.toml': '[hooks]\nenabled = false\n' });
    expect((await someone.hookline(['validate'])).stdout).toContain('note: Hooks are switched off');
  });

  const script = (command: string): string => `[[hooks.exec]]\nevent = "exec.before"\ncommand = ${command}\n`;
  const NO_SHELL = 'is given to the program as it is, because no shell is run (hooks.toml:1).';

  it.each([
    [
      '["hookline-no-such"]',
      'No program "hookline-no-such" is on the PATH here (hooks.toml:1): the hook fails. Install it, or correct the name.',
    ],
    [
      '["gate.sh"]',
      'No program "gate.sh" is on the PATH here (hooks.toml:1): the hook fails. For the file beside the configuration write "./gate.sh".',
    ],
    [
      '["sh gate.sh", "a"]',
      'No program "sh gate.sh" is on the PATH here (hooks.toml:1): the hook fails. Write each word as an item: ["sh", "gate.sh", "a"]',
    ],
    [
      '["sh", "./gone.sh"]',
      './gone.sh is no file of ./., where sh runs (hooks.toml:1). Correct the path, or create the file.',
    ],
    ['["cat", "x", "|", "grep", "y z"]', `"|" ${NO_SHELL} Write ["sh", "-c", "cat x | grep 'y z'"]`],
    ['["ls", "$HOME"]', `"$HOME" ${NO_SHELL} Write "\${HOME}"`],
  ])('wonders at the command %s', async (command, note) => {
    const someone = person({ 'hooks.toml': script(command), 'gate.sh': '#!/bin/sh\n' });
    const { code, stdout } = await someone.hookline(['validate']);
    expect(code).toBe(0);
    expect(stdout.replaceAll(someone.project, './.')).toBe(
      `ok  hooks.toml: 1 hook, 0 plugins\nnote: ${note}\n`,
    );
  });

  it.each([
    '["./gate.sh"]',
    '["sh", "./gate.sh"]',
    '["sh", "-c", "$COMMAND | cat > x"]',
    '["sh", "-c", "$COMMAND"]',
    '["cut", "-d", "|"]',
    '["find", ".", "-exec", "echo", "{}", ";"]',
    '["${SHELL:-sh}", "./gate.sh"]',
  ])('has no doubt about the command %s', async (command) => {
    const someone = person({ 'hooks.toml': script(command), 'gate.sh': '#!/bin/sh\n' });
    expect((await someone.hookline(['validate'])).stdout).toBe('ok  hooks.toml: 1 hook, 0 plugins\n');
  });

  it.each([
    ['hookline.toml', 'mv hookline.toml hooks.toml'],
    ['hooks.config.ts', 'mv hooks.config.ts hookline.config.ts'],
    ['hookline.json', 'mv hookline.json .hooklinerc.json'],
    ['hooks.yml', 'mv hooks.yml .hooklinerc.yaml'],
    ['hooks.json', 'hookline validate hooks.json'],
  ])('says under which name %s would be found', async (file, how) => {
    const { stdout } = await person({ [file]: '{}' }).hookline(['validate']);
    expect(stdout).toMatch(/^No configuration was found here\. .*\nnote: /);
    expect(stdout).toContain(`${how}\n`);
  });

  it('shows how a group of a hooks.json is written', async () => {
    const wrong = { PreToolUse: [{ matcher: 'Bash', command: './x.sh' }], Stop: { hooks: [] } };
    const someone = person({ 'mine.json': JSON.stringify({ hooks: wrong }) });
    const { code, stdout } = await someone.hookline(['validate', 'mine.json']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'fix       Write { "matcher": "Bash", "hooks": [{ "type": "command", "command": "./x.sh" }] }',
    );
    expect(stdout).toContain('fix       Write "Stop": [{ "hooks": [ … ] }]');
  });
});
