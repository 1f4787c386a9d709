// Every code block and every table of the second seed, line by line, on the real Codex with Hookline under it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CodexRun, runOnStage, type Turn } from '../src/index.ts';
import { blocks, inputFields, rows } from './best-practice-blocks.ts';
import { done, effectStage, heardBy, hooklineCodex, linesOf } from './effects.ts';

const [feature, structure, sessionStart, deny, feedback, blocked, promptContext, resume, rooted, full] =
  blocks();
const shell: Turn = { type: 'shell', command: 'echo hello > made.txt && cat made.txt' };
const MOVED = '.codex/hookline-hooks.json';

const hooksJson = (event: string, command: string, more: object = {}): object => ({
  hooks: { [event]: [{ hooks: [{ type: 'command', command, ...more }] }] },
});
const says = (block: { readonly text: string } | undefined): string =>
  `#!/bin/sh\ncat <<'ANSWER'\n${block?.text}\nANSWER\n`;

/** A repository whose one hook gives a block as its answer, and what came of a run in it. */
async function answered(
  event: string,
  block: Parameters<typeof says>[0],
  turns: readonly Turn[],
): Promise<CodexRun> {
  const stage = await effectStage(turns, {
    [MOVED]: hooksJson(event, './answer.sh'),
    'answer.sh': says(block),
  });
  const run = await hooklineCodex(stage);
  expect(run.exitCode, run.stderr).toBe(0);
  return run;
}

it('has ten code blocks: all are proved below, and none is left out', () => {
  expect(blocks().map(({ language, after }) => `${language} after "${after}"`)).toEqual([
    'toml after "Hooks require enabling in config.toml:"',
    'json after "Hooks organize into three levels: event → matcher group → hook handlers"',
    'json after "Output: Plain text on stdout is added as developer context. JSON output supports:"',
    'json after "Deny execution:"',
    'json after "Block and replace result:"',
    'json after "Block submission:"',
    'json after "Add context:"',
    'json after "Continue with automatic prompt:"',
    'sh after "For repo-local hooks, prefer git-root-based paths to avoid issues when Codex starts from subdirectories:"',
    'json after "Full Example"',
  ]);
});

describe('feature flag', () => {
  it('as the document writes it does no harm: hooks run with it', async () => {
    const stage = await effectStage(
      [shell, done],
      {
        [MOVED]: hooksJson('PreToolUse', 'echo "not today" >&2; exit 2'),
      },
      { config: feature?.text },
    );
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual([]);
    expect(run.modelSaw('not today')).toBe(true);
  });
});

describe('configuration structure', () => {
  it('with a program, a pattern and each event of the table in its place is valid and runs', async () => {
    const stage = await effectStage([], { 'script.sh': '#!/bin/sh\ncat >> "$HOME/payloads"\n' });
    for (const [event] of rows('Hook Events')) {
      const filled = (structure?.text ?? '')
        .replace('"EventName"', JSON.stringify(event))
        .replace('"script_path"', '"./script.sh"')
        .replace('"pattern|regex"', '".*"');
      stage.sandbox.files({ 'hooks.json': filled });
      const validated = await runOnStage(stage, ['hookline', 'validate', 'hooks.json']);
      expect([validated.exitCode, validated.stdout], validated.stderr).toEqual([
        0,
        expect.stringContaining('1 hook'),
      ]);
      const emitted = await runOnStage(stage, [
        'hookline',
        'emit',
        event,
        '--hooks-json',
        'hooks.json',
        '--data',
        '{"prompt": "x", "tool_input": {"command": "ls"}}',
      ]);
      expect(emitted.exitCode, emitted.stdout + emitted.stderr).toBe(0);
    }
    const payloads = readFileSync(path.join(stage.sandbox.home, 'payloads'), 'utf8')
      .replaceAll('}{', '}\n{')
      .split('\n');
    expect(payloads.map((line) => JSON.parse(line).hook_event_name)).toEqual(
      rows('Hook Events').map(([event]) => event),
    );
  });

  it('has the options of the table: both words for the timeout, 600 seconds, and three ways to match all', async () => {
    expect(rows('Key Options')).toEqual([
      ['timeout', '/ timeoutSec 600s Execution time limit in seconds'],
      ['statusMessage', 'Optional UI feedback during execution'],
      ['matcher', 'Match all Regex to filter event firing ("*", "", or omit for all)'],
    ]);
    const handler = (more: object) => ({ type: 'command', command: 'true', statusMessage: 'Busy', ...more });
    const groups = [{ matcher: '*' }, { matcher: '' }, {}].map((group) => ({
      ...group,
      hooks: [handler({}), handler({ timeout: 5 }), handler({ timeoutSec: 7 })],
    }));
    const stage = await effectStage([], { [MOVED]: { hooks: { PreToolUse: groups } } });
    const list = await runOnStage(stage, ['hookline', 'list', '--json']);
    const { hooks } = JSON.parse(list.stdout) as { hooks: { timeoutMs: number }[] };
    expect(hooks.map(({ timeoutMs }) => timeoutMs)).toEqual(groups.flatMap(() => [600_000, 5_000, 7_000]));
    const emitted = await runOnStage(stage, [
      'hookline',
      'emit',
      'PreToolUse',
      '--data',
      '{"tool_input": {"command": "ls"}}',
      '--json',
    ]);
    expect(JSON.parse(emitted.stdout).runs.map(({ status }: { status: string }) => status)).toEqual(
      Array(9).fill('ok'),
    );
  });
});

describe('discovery', () => {
  it('loads both levels of the table at once, and neither replaces the other', async () => {
    expect(rows('Discovery Locations').map(([, place]) => place.split(' ')[0])).toEqual([
      '.codex/hooks.json',
      '~/.codex/hooks.json',
    ]);
    const stage = await effectStage([done], { [MOVED]: hooksJson('UserPromptSubmit', 'echo of the team') });
    stage.sandbox.files(
      { 'hookline-hooks.json': hooksJson('UserPromptSubmit', 'echo of the person') },
      stage.sandbox.codexHome,
    );
    const run = await hooklineCodex(stage);
    expect([run.modelSaw('of the team'), run.modelSaw('of the person')]).toEqual([true, true]);
  });
});

describe('answers', () => {
  it('SessionStart: the context reaches the model, as JSON and as plain text', async () => {
    expect((await answered('SessionStart', sessionStart, [done])).modelSaw('text added as context')).toBe(
      true,
    );
    expect((await answered('SessionStart', { text: 'plain words' }, [done])).modelSaw('plain words')).toBe(
      true,
    );
  });

  it('PreToolUse: the command does not run, and the model is told why', async () => {
    const run = await answered('PreToolUse', deny, [shell, done]);
    expect([run.filesTouched, run.modelSaw('reason text')]).toEqual([[], true]);
  });

  it('PostToolUse: the result is replaced by the reason, and the context stands beside it', async () => {
    const run = await answered('PostToolUse', feedback, [shell, done]);
    expect(run.filesTouched).toEqual(['made.txt']);
    const [output] = run.toolOutputs.values();
    expect(output).toContain('feedback reason');
    expect(output).not.toContain('hello');
    expect(run.modelSaw('context text')).toBe(true);
  });

  it('UserPromptSubmit: the model is never asked, or it is told the context', async () => {
    expect((await answered('UserPromptSubmit', blocked, [done])).modelRequests).toHaveLength(0);
    expect((await answered('UserPromptSubmit', promptContext, [done])).modelSaw('context text')).toBe(true);
  });

  it('Stop: the agent goes on, and the reason is its next prompt', async () => {
    const run = await answered('Stop', resume, [done, { type: 'message', text: 'more' }]);
    expect(run.modelRequests).toHaveLength(2);
    expect(heardBy(run, 1)).toContain('continuation reason text');
  });

  it.each([
    ['PreToolUse', 'not run', (run: CodexRun) => run.filesTouched.length === 0],
    ['PostToolUse', 'replaced', (run: CodexRun) => ![...run.toolOutputs.values()].join().includes('hello')],
  ] as const)('exit code 2 with a reason on stderr is the alternative at %s: %s', async (event, _, holds) => {
    const stage = await effectStage([shell, done], {
      [MOVED]: hooksJson(event, 'echo "by code" >&2; exit 2'),
    });
    const run = await hooklineCodex(stage);
    expect([holds(run), run.modelSaw('by code')]).toEqual([true, true]);
  });
});

describe('path resolution', () => {
  it('finds a script from the root of the repository when the agent works in a folder below', async () => {
    const stage = await effectStage([shell, done], {
      [MOVED]: hooksJson('PreToolUse', rooted?.text ?? ''),
      '.codex/hooks/script.py': 'import sys\nprint("from the root", file=sys.stderr)\nsys.exit(2)\n',
      'below/deeper/file.txt': '',
    });
    const run = await hooklineCodex(stage, { cwd: path.join(stage.sandbox.repo, 'below/deeper') });
    expect([run.filesTouched, run.modelSaw('from the root')]).toEqual([[], true]);
  });
});

describe('the full example', () => {
  const SCRIPTS = ['pre_tool_use_policy', 'post_tool_use_review', 'user_prompt_submit', 'stop_continue'];
  const recorder = [
    'import json, os, sys',
    'with open(os.path.expanduser("~/received"), "a") as file:',
    '    file.write(json.dumps(json.load(sys.stdin)) + "\\n")',
    '',
  ].join('\n');
  /** Fields that are no text. */
  const FLAGS = ['stop_hook_active'];

  it('runs as it stands: all five scripts are called, and receive every field that the document names', async () => {
    const stage = await effectStage([shell, done], {
      [MOVED]: full?.text,
      ...Object.fromEntries(SCRIPTS.map((name) => [`.codex/hooks/${name}.py`, recorder])),
    });
    stage.sandbox.files({ '.codex/hooks/session_start.py': recorder }, stage.sandbox.home);
    const run = await hooklineCodex(stage);
    expect([run.exitCode, run.filesTouched], run.stderr).toEqual([0, ['made.txt']]);
    const payloads = linesOf(stage, 'received').map((line) => JSON.parse(line));
    expect(payloads.map((payload) => payload.hook_event_name)).toEqual([
      'SessionStart',
      'UserPromptSubmit',
      'PreToolUse',
      'PostToolUse',
      'Stop',
    ]);
    const common = rows('Common Input Fields').map(([field]) => field);
    expect(common).toHaveLength(6);
    for (const payload of payloads) {
      const event: string = payload.hook_event_name;
      const own = inputFields(event);
      expect(own, event).not.toHaveLength(0);
      // "Turn-scoped hooks only", says the table.
      const shared = common.filter((field) => field !== 'turn_id' || own.includes('turn_id'));
      for (const field of [...own, ...shared]) {
        const value = field.split('.').reduce((inner, key) => inner?.[key], payload);
        expect(typeof value, `${event}: ${field}`).toBe(FLAGS.includes(field) ? 'boolean' : 'string');
      }
    }
  });
});
