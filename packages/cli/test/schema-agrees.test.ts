/**
 * The schema of `hookline schema` says what `hookline validate --run-code` says, as far as a JSON Schema can know it: both
 * are asked about the same texts, with the same plugins installed.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationSchema, loadConfig } from '@hookline/config';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLED_KINDS } from '../src/bundled-kinds.ts';
import { carriedPackages } from '../src/carried-packages.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const place = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-schema-')));
const project = join(place, 'project');
const env = { HOME: join(place, 'home'), HOOKLINE_TRUST: 'all' };
afterAll(() => rmSync(place, { recursive: true, force: true }));

const MARK = join(place, 'was-run');
const RUNS = `import { writeFileSync } from 'node:fs';\nif (!process.env.MAY_RUN) writeFileSync(${JSON.stringify(MARK)}, '');\n`;

/** A schema by hand, in the smallest form that a Standard Schema has: it takes the keys it is given. */
const strict = (keys: Readonly<Record<string, string>>, required: readonly string[]): string => `{
  '~standard': { version: 1, vendor: 'test', validate: (value) => {
    const types = ${JSON.stringify(keys)};
    const issues = [
      ...Object.entries(value).filter(([key, one]) => typeof one !== types[key]).map(([key]) => ({ message: 'no', path: [key] })),
      ...${JSON.stringify(required)}.filter((key) => !(key in value)).map((key) => ({ message: 'missing', path: [key] })),
    ];
    return issues.length > 0 ? { issues } : { value };
  } } }`;

const GUARD_SCHEMA = {
  options: {
    $id: 'https://example.com/elsewhere',
    type: 'object',
    properties: {
      word: { type: 'string' },
      times: { $ref: '#/definitions/count', description: 'How often.' },
      also: { oneOf: [{ type: 'integer' }, { type: 'number' }] },
    },
    required: ['word'],
    additionalProperties: false,
    definitions: { count: { type: 'integer', minimum: 1 } },
  },
  handlers: {
    note: {
      type: 'object',
      properties: { note_to: { type: 'string' }, lines: { type: 'number' } },
      required: ['note_to'],
    },
  },
};

function write(file: string, text: string | object): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), typeof text === 'string' ? text : JSON.stringify(text));
}

function install(name: string, hookline: object, code: string, schema?: object): void {
  const folder = `node_modules/${name}`;
  write(`${folder}/package.json`, {
    name,
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    hookline: { kind: 'plugin', events: [], ...hookline },
  });
  write(`${folder}/index.js`, RUNS + code);
  if (schema) write(`${folder}/schema.json`, schema);
}

let check: ValidateFunction;
let schema: object;

beforeAll(async () => {
  mkdirSync(join(project, '.git'), { recursive: true });
  const handler = `{ type: 'note', keys: ['note_to', 'lines'], describe: () => 'note', run: async () => undefined,
    schema: async () => ({ default: ${strict({ note_to: 'string', lines: 'number' }, ['note_to'])} }) }`;
  install(
    '@acme/hookline-plugin-guard',
    { schema: './schema.json', handlers: ['note'], events: ['deploy.before'] },
    `const options = ${strict({ word: 'string', times: 'number', also: 'number' }, ['word'])};
     export default { name: 'guard', events: ['deploy.before'], setup() {}, handlers: [${handler}],
       options: async () => ({ default: options }) };`,
    GUARD_SCHEMA,
  );
  install('hookline-plugin-bare', {}, "export default { name: 'bare', events: [], setup() {} };");
  mkdirSync(join(project, 'node_modules/@hookline'), { recursive: true });
  for (const name of ['zod', '@hookline/core'])
    symlinkSync(join(repository, 'node_modules', name), join(project, 'node_modules', name));
  const log = join(project, 'node_modules/@hookline/plugin-session-log');
  cpSync(join(repository, 'plugins/session-log'), log, {
    recursive: true,
    filter: (file) => !file.includes('/test'),
  });
  const made = await configurationSchema({ cwd: project, env, layer: 'project', carried: carriedPackages() });
  schema = made.schema;
  expect(made.open).toEqual([
    { name: 'hookline-plugin-bare', why: expect.stringContaining('it ships no schema') },
  ]);
  check = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true }).compile(
    schema,
  );
});

const errorsOf = (text: string): readonly string[] => {
  check(parse(text));
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the schema', () => {
  it('runs no plugin', async () => {
    const made = await configurationSchema({
      cwd: project,
      env,
      layer: 'project',
      carried: carriedPackages(),
    });
    expect(made.schema).toEqual(schema);
    expect(readdirSync(place)).not.toContain('was-run');
    // The same plugins do run where they may, so that the mark would be there.
    write('marked.toml', '[plugins.bare]\n');
    await loadConfig({
      cwd: project,
      env,
      file: join(project, 'marked.toml'),
      only: true,
      kinds: [],
      runCode: true,
    });
    expect(readdirSync(place)).toContain('was-run');
  });

  it('names nothing of this machine, and refers to nothing outside of itself', () => {
    const text = JSON.stringify(schema);
    expect(text).not.toContain(place);
    expect(text).not.toContain('example.com');
    const refs = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to);
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((to) => !to?.startsWith('#/definitions/'))).toEqual([]);
  });

  it('says of every key what it is', () => {
    const { definitions } = schema as {
      definitions: Record<string, { properties?: Record<string, object> }>;
    };
    const unsaid = ['hooks', 'entryKeys', 'category', 'kind.script', 'kind.webhook', 'kind.mcp_tool'].flatMap(
      (of) =>
        Object.entries(definitions[of]?.properties ?? {})
          .filter(([, value]) => typeof value === 'object' && !('description' in value))
          .map(([key]) => `${of}.${key}`),
    );
    expect(unsaid).toEqual([]);
  });
});

const blocks = (file: string): readonly string[] =>
  [...readFileSync(join(repository, file), 'utf8').matchAll(/```toml[^\n]*\n([\s\S]*?)```/g)].map(
    ([, text]) => text ?? '',
  );

const DOCUMENTED = [
  'docs/configuration.md',
  'docs/first-hook.md',
  'README.md',
  ...['script', 'webhook', 'mcp-tool', 'session-log', 'preset-recommended'].map(
    (name) => `plugins/${name}/README.md`,
  ),
];
const EXAMPLES = ['hooks.toml', 'hooks.dev.toml', 'hooks.staging.toml', 'hooks.prod.toml'];

describe('what the documentation shows', () => {
  it.each(DOCUMENTED)('passes: %s', (file) => {
    const texts = blocks(file);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(errorsOf(text), text).toEqual([]);
  });

  it.each(EXAMPLES)('passes: examples/%s', (file) => {
    expect(errorsOf(readFileSync(join(repository, 'examples', file), 'utf8'))).toEqual([]);
  });
});

const ENTRY = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["echo"]\n';
const CALL = '[[hooks.mcp]]\nevent = "mcp.after"\n';
const entry = (text: string): string => `[[hooks.exec]]\nevent = "exec.before"\n${text}\n`;

/** What `validate --run-code` says of one file alone. */
async function refused(text: string): Promise<boolean> {
  write('asked.toml', text);
  process.env['MAY_RUN'] = '1';
  const { broken } = await loadConfig({
    cwd: project,
    env,
    file: join(project, 'asked.toml'),
    only: true,
    kinds: await Promise.all(Object.values(BUNDLED_KINDS).map((load) => load())),
    runCode: true,
  });
  delete process.env['MAY_RUN'];
  return broken;
}

describe('both take', () => {
  it.each<[string, string]>([
    ['nothing at all', ''],
    ['the reference as a key', '"$schema" = "./.codex/hookline.schema.json"\n[hooks]\n'],
    [
      'every setting',
      '[hooks]\nenabled = false\ntimeout_seconds = 0.5\nparallel_execution = false\ndebug = true\nresume_limit = 0\non_error = "closed"\ncontext_tokens = 1\ncontext = { a = 1, b = "x", c = true }\nextends = []\n',
    ],
    ['an event with an underscore', ENTRY.replace('exec.before', 'exec_before')],
    ['an event with a dot', '[[hooks.session]]\nevent = "session.start"\ncommand = ["x"]\n'],
    ["the agent's own name", ENTRY.replace('exec.before', 'PreToolUse')],
    ['a list of events', ENTRY.replace('"exec.before"', '["exec.before", "exec.after"]')],
    ['an integration', '[[hooks.integration]]\nevent = "integration.ci.done"\ncommand = ["x"]\n'],
    ['every integration', '[[hooks.integration]]\nevent = "integration.*"\ncommand = ["x"]\n'],
    ['an entry without an event', '[[hooks.exec]]\ncommand = ["x"]\n'],
    ['a command that is one word', entry('command = "./a.sh"')],
    ['a kind that its key says', entry('url = "https://example.com/"\nretry_count = 3')],
    ['a number that is filled in', entry('url = "https://example.com/"\nretry_count = "${TRIES}"')],
    ['a switch that is filled in', entry('url = "https://example.com/"\nallow_insecure = "${A:-true}"')],
    ['a server by its name', `${CALL}tool = "a"\nserver = "b"\narguments = { c = [1, { d = true }] }\n`],
    [
      'a server that is written',
      `${CALL}tool = "a"\nserver = { command = ["node", "s.js"], env = { A = "b" } }\n`,
    ],
    ['a server by its address', `${CALL}tool = "a"\nserver = { url = "https://example.com/" }\n`],
    [
      'a line for the shell',
      '[[hooks.exec]]\nevent = "exec.before"\ntype = "command"\ncommand = "a | b"\nstatusMessage = "x"\n',
    ],
    [
      'defaults of a category',
      '[hooks.exec]\ntimeout = 60\nheaders = { A = "b" }\nconditions = { a = [1, 2] }\n',
    ],
    [
      'every form of a condition',
      `${ENTRY}conditions = { a = 1, b = ["x", true], c = { matches = "x" }, d = { not = [1] }, e = { contains = 2, not = 3 } }\n`,
    ],
    ['the switch of another entry', '[[hooks.exec]]\nid = "a"\nenabled = false\n'],
    [
      'such a switch with a type',
      '[[hooks.exec]]\nid = "a"\nenabled = false\ntype = "script"\nevent = "exec.before"\n',
    ],
    ['a plugin by its short name', '[plugins.session-log]\nformat = "json"\n'],
    ['a plugin by its package', '[plugins."@hookline/plugin-session-log"]\nevents = ["session_start"]\n'],
    ['a plugin that is switched on and off', '[plugins]\nsession-log = true\nbare = false\n'],
    ['options that are filled in', '[plugins.session-log]\ncommands = "${LOG_COMMANDS}"\nfile = "${LOG}"\n'],
    ['a plugin of a scope', '[plugins."@acme/guard"]\nword = "x"\ntimes = 3\nalso = 2\n'],
    [
      'the event and the kind of a plugin',
      '[plugins."@acme/guard"]\nword = "x"\n[[hooks.deploy]]\nevent = "deploy.before"\ntype = "note"\nnote_to = "a"\n',
    ],
    [
      'a kind of a plugin, said by its key',
      `[plugins."@acme/guard"]\nword = "x"\n${entry('note_to = "a"\nlines = 2')}`,
    ],
  ])('%s', async (_, text) => {
    expect(errorsOf(text)).toEqual([]);
    expect(await refused(text)).toBe(false);
  });
});

describe('both refuse', () => {
  it.each<[string, string]>([
    ['a setting at the top', 'debug = true\n'],
    ['an unknown setting', '[hooks]\nenabeld = true\n'],
    ['a setting of another type', '[hooks]\ndebug = "yes"\n'],
    ['a timeout of nothing', '[hooks]\ntimeout_seconds = 0\n'],
    ['a timeout that no timer holds', `${ENTRY}timeout = 99999999\n`],
    ['half a token', '[hooks]\ncontext_tokens = 1.5\n'],
    ['a context that is no scalar', '[hooks]\ncontext = { a = [1] }\n'],
    ['hooks as a list', '[[hooks]]\nx = 1\n'],
    ['an unknown category', '[[hooks.exce]]\nevent = "exec.before"\ncommand = ["x"]\n'],
    ['a category with single brackets', '[hooks.exec]\ncommand = ["x"]\n'],
    ['an entry that is no table', '[hooks]\nexec = ["x"]\n'],
    ['an unknown event', ENTRY.replace('exec.before', 'exec.befor')],
    ['an unknown event in a list', ENTRY.replace('"exec.before"', '["exec.before", "exec.afer"]')],
    ['an empty list of events', ENTRY.replace('"exec.before"', '[]')],
    ['an integration without a name', '[[hooks.integration]]\nevent = "integration."\ncommand = ["x"]\n'],
    ['an integration without an event', '[[hooks.integration]]\ncommand = ["x"]\n'],
    ['an unknown kind', `${ENTRY}type = "scirpt"\n`],
    ['a missing command', entry('type = "script"')],
    ['a missing address', entry('type = "webhook"')],
    ['a missing server', `${CALL}tool = "a"\n`],
    ['an entry that does nothing', entry('required = true')],
    ['an unknown key', `${ENTRY}timout = 3\n`],
    ['a misspelt command', entry('comand = ["x"]')],
    ['a key of another kind', `${ENTRY}method = "PUT"\n`],
    ['two kinds in one entry', `${ENTRY}url = "https://example.com"\n`],
    ['a command of numbers', entry('command = [1]')],
    ['an unknown method', entry('url = "https://example.com"\nmethod = "SEND"')],
    ['too many tries', entry('url = "https://example.com"\nretry_count = 11')],
    ['a header that no header can be', entry('url = "https://example.com"\nheaders = { "a b" = "c" }')],
    ['an unknown key of a server', `${CALL}tool = "a"\nserver = { command = ["x"], evn = {} }\n`],
    ['an unknown mode', `${ENTRY}mode = "later"\n`],
    ['an unknown priority', `${ENTRY}priority = "urgent"\n`],
    ['a variable that is no text', `${ENTRY}environment = { A = 1 }\n`],
    ['required and async', `${ENTRY}required = true\nmode = "async"\n`],
    ['an empty id', `${ENTRY}id = ""\n`],
    ['a condition of nothing', `${ENTRY}conditions = { a = {} }\n`],
    ['an unknown test', `${ENTRY}conditions = { a = { match = "x" } }\n`],
    ['a pattern that is no text', `${ENTRY}conditions = { a = { matches = 1 } }\n`],
    ['an empty list of values', `${ENTRY}conditions = { a = [] }\n`],
    ['a condition that is no text', `${ENTRY}condition = true\n`],
    ['an unknown default', '[hooks.exec]\ntimout = 3\n'],
    ['a default of another type', '[hooks.task.headers]\n"X-Count" = 1\n'],
    ['a plugin that is a text', '[plugins]\nsession-log = "on"\n'],
    ['an unknown option', '[plugins.session-log]\nfromat = "json"\n'],
    ['an option with an unknown value', '[plugins.session-log]\nformat = "xml"\n'],
    ['an option of another type', '[plugins."@hookline/session-log"]\ncommands = "yes"\n'],
    ['an item of an option', '[plugins.session-log]\nevents = ["session_begin"]\n'],
    ['a missing option', '[plugins."@acme/guard"]\ntimes = 2\n'],
    ['no options where one is needed', '[plugins]\n"@acme/guard" = true\n'],
    ['an unknown option of a scope', '[plugins."@acme/hookline-plugin-guard"]\nword = "x"\ntime = 2\n'],
    ['a missing key of a kind of a plugin', `[plugins."@acme/guard"]\nword = "x"\n${entry('type = "note"')}`],
    [
      'an unknown key of such a kind',
      `[plugins."@acme/guard"]\nword = "x"\n${entry('note_to = "a"\nline = 2')}`,
    ],
  ])('%s', async (_, text) => {
    expect(errorsOf(text)).not.toEqual([]);
    expect(await refused(text)).toBe(true);
  });
});
