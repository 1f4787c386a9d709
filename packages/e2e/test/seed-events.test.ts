// Every event of the first seed reaches a script on the real Codex, with every variable that the seed names. The page
// docs/variables.md is what the scripts of this run received; `npx vitest run -u` writes it anew.
import { EVENTS } from '@hookline/core/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CodexRun,
  mcpEchoConfig,
  moments,
  openStage,
  runCodex,
  runOnStage,
  type Stage,
  type StageOptions,
  type Turn,
} from '../src/index.ts';
import { done, entry } from './effects.ts';
import {
  RECORDER,
  type Received,
  received,
  SEED_EVENTS,
  SEED_GROUPS,
  SEED_STANDARD,
} from './seed-variables.ts';

const PATCH = '*** Begin Patch\n*** Add File: src/added.txt\n+hello\n*** End Patch';
const PROMPT = 'list the files, then fail';

const turns: readonly Turn[] = [
  { type: 'shell', command: 'ls -la' },
  { type: 'shell', command: 'sleep 1 && exit 3' },
  { type: 'apply_patch', patch: PATCH },
  { type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'hello' } },
  done,
];
const events = [...Object.keys(EVENTS), 'integration.deploy'];

/** What scripts received in a turn with tools, then by hand. */
let all: readonly Received[];
/** What they received in a turn with a sub-agent, which another model of the agent offers. */
let withChild: readonly Received[];
let wallMs: number;
let run: CodexRun;
let cwd: string;

async function openRecording(script: readonly Turn[], options: StageOptions): Promise<Stage> {
  const stage = await openStage(script, options);
  stage.sandbox.files({
    'hooks.toml': events.map((event) => entry(event, 'record.cjs')).join(''),
    'record.cjs': RECORDER,
  });
  return stage;
}

const runHere = (stage: Stage): Promise<CodexRun> =>
  runCodex(stage, { program: ['hookline', 'codex'], bypassHookTrust: false, prompt: PROMPT });

beforeAll(async () => {
  const stage = await openRecording(turns, { config: mcpEchoConfig() });
  try {
    const startedAt = performance.now();
    run = await runHere(stage);
    wallMs = performance.now() - startedAt;
    const emitted = await runOnStage(stage, [
      'hookline',
      'emit',
      'integration.deploy',
      '--data',
      '{"version":"1.2.3"}',
    ]);
    expect(emitted.exitCode, emitted.stderr).toBe(0);
    await handedOverIsDone(stage);
    cwd = stage.sandbox.repo;
    all = received(stage);
  } finally {
    await stage.close();
  }
  const { turns: childTurns, stage: options = {} } = moments.SubagentStart;
  const childStage = await openRecording(childTurns, options);
  try {
    await runHere(childStage);
    withChild = received(childStage);
  } finally {
    await childStage.close();
  }
}, 180_000);

/** What was handed over is run by a worker of its own; the last of it is what `emit` gave. */
async function handedOverIsDone(stage: Stage): Promise<void> {
  const flushed = await runOnStage(stage, ['hookline', 'spool', 'flush']);
  expect(flushed.exitCode, flushed.stderr).toBe(0);
}

const of = (event: string): readonly Received[] =>
  [
    ...all,
    ...withChild.filter(({ variables: given }) => OF_CHILD.test(given['CODEX_EVENT_TYPE'] ?? '')),
  ].filter(({ variables: given }) => given['CODEX_EVENT_TYPE'] === event);
/** The other events of that turn are those of any turn. */
const OF_CHILD = /^(?:agent|tool)\./;
const variables = (event: string, index = 0): Readonly<Record<string, string>> =>
  of(event)[index]?.variables ?? {};
const names = (event: string): string[] => [
  ...new Set(of(event).flatMap((one) => Object.keys(one.variables))),
];

it('runs to its end', () => {
  expect(run.finalMessage, run.stderr).toBe('done');
  expect(SEED_EVENTS.length).toBe(9);
  expect(SEED_STANDARD).toHaveLength(3);
});

describe('a script at', () => {
  it.each(SEED_EVENTS)('%s receives %j', (event, expected) => {
    expect(of(event).length).toBeGreaterThan(0);
    for (const one of of(event)) {
      expect(Object.keys(one.variables)).toEqual(expect.arrayContaining([...SEED_STANDARD, ...expected]));
    }
  });

  it.each(['mcp.before', 'mcp.after', 'agent.start', 'agent.stop', 'integration.deploy'])(
    '%s receives the standard variables',
    (event) => {
      expect(names(event)).toEqual(expect.arrayContaining([...SEED_STANDARD]));
    },
  );

  it.each(SEED_GROUPS)('the %s events receives what the reference names for them: %j', (group, expected) => {
    const category = { Session: 'session', Task: 'task', Command: 'exec', Error: 'error' }[group];
    const events = Object.entries(EVENTS).filter(([, spec]) => spec.category === category);
    expect(events.flatMap(([event]) => names(event))).toEqual(expect.arrayContaining([...expected]));
  });
});

describe('the values are right:', () => {
  it('one session, times of day, model and provider', () => {
    const ofAgent = all.filter(
      ({ variables: { CODEX_EVENT_TYPE: type } }) => !type?.startsWith('integration.'),
    );
    expect(new Set(ofAgent.map(({ variables: { CODEX_SESSION_ID: id } }) => id)).size).toBe(1);
    for (const { variables: given } of all) {
      expect(new Date(given['CODEX_TIMESTAMP'] ?? '').toISOString()).toBe(given['CODEX_TIMESTAMP']);
    }
    for (const event of ['session_start', 'session_end', 'task_complete', 'exec.before']) {
      expect(variables(event), event).toMatchObject({
        CODEX_MODEL: 'gpt-5.5',
        CODEX_PROVIDER: 'scripted',
      });
    }
  });

  it('durations are whole milliseconds within those of the run', () => {
    const took = (event: string, index = 0): number => {
      const text = variables(event, index)['CODEX_DURATION'];
      expect(text, event).toMatch(/^\d+$/);
      return Number(text);
    };
    const [slow = -1] = of('exec.after').flatMap(({ variables: given }, index) =>
      given['CODEX_EXIT_CODE'] === '3' ? [took('exec.after', index)] : [],
    );
    // Codex begins to count when the command has run for a moment.
    expect(slow).toBeGreaterThan(500);
    expect(took('task_complete')).toBeGreaterThan(slow);
    expect(took('session_end')).toBeGreaterThanOrEqual(took('task_complete'));
    expect(took('session_end')).toBeLessThan(wallMs);
    for (const event of ['patch.after', 'mcp.after']) expect(took(event)).toBeLessThan(took('task_complete'));
  });

  it('the task is the same from its start to its end', () => {
    expect(variables('task_start')).toMatchObject({ CODEX_PROMPT: PROMPT });
    const id = variables('task_start')['CODEX_TASK_ID'];
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(variables('task_complete')).toMatchObject({ CODEX_TASK_ID: id, CODEX_SUCCESS: 'true' });
    expect(variables('exec.before')).toMatchObject({ CODEX_TASK_ID: id });
  });

  it('commands are lists of words, with their folder and exit code', () => {
    const commands = of('exec.after').map(({ variables: given }) => [
      JSON.parse(given['CODEX_COMMAND'] ?? ''),
      given['CODEX_WORKDIR'],
      given['CODEX_EXIT_CODE'],
    ]);
    expect(commands).toEqual(
      expect.arrayContaining([
        [['ls', '-la'], cwd, '0'],
        [['bash', '-lc', 'sleep 1 && exit 3'], cwd, '3'],
      ]),
    );
    expect(of('exec.before').map(({ variables: given }) => given['CODEX_COMMAND'])).toEqual(
      expect.arrayContaining(['["ls","-la"]', '["bash","-lc","sleep 1 && exit 3"]']),
    );
  });

  it.each(['patch.before', 'patch.after'])('the patch can be read at %s', (event) => {
    expect(of(event).map(({ patch }) => patch)).toEqual([PATCH]);
    expect(variables(event)).toMatchObject({
      CODEX_TARGET_FILE: 'src/added.txt',
      CODEX_TARGET_FILES: '["src/added.txt"]',
    });
  });

  it('a patch, an MCP call and a sub-agent are named', () => {
    expect(variables('patch.after')).toMatchObject({ CODEX_SUCCESS: 'true' });
    expect(variables('mcp.before')).toMatchObject({ CODEX_MCP_SERVER: 'echo', CODEX_MCP_TOOL: 'echo' });
    expect(variables('mcp.after')).toMatchObject({ CODEX_MCP_TOOL: 'echo', CODEX_SUCCESS: 'true' });
    const id = variables('agent.start')['CODEX_AGENT_ID'];
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(variables('agent.stop')).toMatchObject({ CODEX_AGENT_ID: id, CODEX_AGENT_TYPE: 'default' });
  });

  it('a sub-agent works in the session and the task of its parent', () => {
    const given = withChild.map(({ variables: one }) => one);
    expect(new Set(given.map(({ CODEX_SESSION_ID: id }) => id)).size).toBe(1);
    const ofParent = given.filter(({ CODEX_AGENT_ID: id }) => id === undefined);
    const ended = ofParent.filter(({ CODEX_EVENT_TYPE: type }) => type === 'task_complete');
    const begun = ofParent.filter(({ CODEX_EVENT_TYPE: type }) => type === 'task_start');
    expect(ended.map(({ CODEX_TASK_ID: id }) => id)).toEqual(begun.map(({ CODEX_TASK_ID: id }) => id));
    expect(ended).toHaveLength(1);
    expect(ofParent.filter(({ CODEX_EVENT_TYPE: type }) => type === 'session_start')).toHaveLength(1);
  });

  it('the failed command is an error, with what was going on', () => {
    expect(of('error.occurred').map(({ variables: given }) => given)).toMatchObject([
      {
        CODEX_ERROR: 'The command ended with exit code 3.',
        CODEX_CONTEXT: 'Bash: sleep 1 && exit 3',
      },
    ]);
  });

  it('what was emitted is in a variable and on stdin', () => {
    expect(variables('integration.deploy')['CODEX_DATA']).toBe('{"version":"1.2.3"}');
    expect(of('integration.deploy')[0]?.stdin).toEqual({ version: '1.2.3' });
  });
});

it('is written down in docs/variables.md', async () => {
  const rows = events.flatMap((event) => {
    const given = names(event).filter((name) => !EVERYWHERE.includes(name) && !OF_CODEX.test(name));
    const list = given.toSorted().map((name) => `\`${name}\``);
    return of(event).length > 0 ? [`| \`${event}\` | ${list.join(', ')} |`] : [];
  });
  const page = [
    '# The variables of a script, as received',
    '<!-- Made by `npx vitest run --project @hookline/e2e seed-events -u`. Do not edit. -->',
    'What scripts were given in two runs of the real Codex (0.169), with two commands, a patch, an MCP tool and a sub-agent, and in one `hookline emit`. Which events there are besides these is in [events.md](events.md), what a variable means in [the script hook](../plugins/script/README.md).',
    `At every event: ${EVERYWHERE.map((name) => `\`${name}\``).join(', ')}.`,
    ['| event | besides |', '|---|---|', ...rows].join('\n'),
    '',
  ].join('\n\n');
  await expect(page).toMatchFileSnapshot('../../../docs/variables.md');
});

/** Where Codex lives, and who installed it. */
const OF_CODEX = /^CODEX_(?:HOME$|MANAGED_)/;

const EVERYWHERE = [
  'CODEX_EVENT_TYPE',
  'CODEX_SESSION_ID',
  'CODEX_TIMESTAMP',
  'CODEX_WORKDIR',
  'CODEX_HOOK_TYPE',
  'CODEX_HOOKS_ENABLED',
];
