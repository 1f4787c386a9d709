// What hooks of Hookline tell the model, the person, or nobody: proved by what the model was sent.
import { describe, expect, it } from 'vitest';
import { mcpMoment, type Turn } from '../src/index.ts';
import {
  answering,
  calledScripts,
  done,
  effectStage,
  entry,
  heardBy,
  hooklineCodex,
  installedTurn,
  linesOf,
  plugin,
  sh,
} from './effects.ts';

const shell: Turn = { type: 'shell', command: 'echo the-output > made.txt; cat made.txt' };
const context = (hookEventName: string, additionalContext: string) =>
  answering({ hookSpecificOutput: { hookEventName, additionalContext } });

describe('context', () => {
  it('reaches the model from the start of a session and of a task, as plain text and as JSON', async () => {
    const stage = await effectStage([done], {
      'hooks.toml':
        entry('session_start', 'session-text.sh', 'mode = "sync"') +
        entry('session_start', 'session-json.sh', 'mode = "sync"') +
        entry('task_start', 'task-text.sh') +
        entry('task_start', 'task-json.sh'),
      'session-text.sh': sh('echo "The session text."'),
      'session-json.sh': context('SessionStart', 'The session JSON.'),
      'task-text.sh': sh('echo "The task text for: $CODEX_PROMPT"'),
      'task-json.sh': context('UserPromptSubmit', 'The task JSON.'),
    });
    const run = await hooklineCodex(stage, { prompt: 'paint it' });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.modelRequests).toHaveLength(1);
    const heard = heardBy(run, 0);
    expect(heard).toMatch(/The session text\..*The session JSON\./);
    expect(heard).toMatch(/The task text for: paint it.*The task JSON\./);
  });

  it('reaches the model from before and after a command, beside its output [pre-tool-use.context] [post-tool-use.context]', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': `[plugins."./policy.mjs"]\n${entry('exec.before', 'before.sh')}${entry('exec.after', 'after.sh')}`,
      'before.sh': context('PreToolUse', 'Said by a script before.'),
      'after.sh': context('PostToolUse', 'Said by a script after.'),
      'policy.mjs': plugin(
        ['exec.before', 'exec.after', 'task_start'],
        `
        on('task_start').contribute(() => 'Said by a plugin at the start.');
        on('exec.before').contribute(() => 'Said by a plugin before.');
        on('exec.after').contribute((event) => 'Said by a plugin after ' + event.exitCode + '.');
        `,
      ),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['made.txt']);
    const heard = heardBy(run, 1);
    for (const text of [
      'the-output',
      'Said by a script before.',
      'Said by a script after.',
      'Said by a plugin before.',
      'Said by a plugin after 0.',
    ])
      expect(heard).toContain(text);
    expect(heardBy(run, 0)).toContain('Said by a plugin at the start.');
    expect(heardBy(run, 0)).not.toContain('Said by a script before.');
  });

  it('stands beside a refusal [pre-tool-use.context]', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.before', 'gate.sh'),
      'gate.sh': answering({
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: 'deny',
          permissionDecisionReason: 'Not today.',
          additionalContext: 'Tomorrow is fine.',
        },
      }),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual([]);
    expect([run.modelSaw('Not today.'), run.modelSaw('Tomorrow is fine.')]).toEqual([true, true]);
  });

  it('beyond the budget is cut by priority, head and tail kept, before the agent would cut it [context.budget]', async () => {
    const long = (mark: string) =>
      sh(`printf '%s begins ' ${mark}; head -c 8000 /dev/zero | tr '\\0' x; printf ' %s ends' ${mark}`);
    const stage = await effectStage([done], {
      'hooks.toml':
        entry('task_start', 'low.sh', 'priority = "low"') +
        entry('task_start', 'last.sh', 'priority = "low"') +
        entry('task_start', 'high.sh', 'priority = "high"'),
      'low.sh': long('low'),
      'last.sh': long('last'),
      'high.sh': long('high'),
    });
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect([run.modelSaw('high begins'), run.modelSaw('high ends')]).toEqual([true, true]);
    expect([run.modelSaw('low begins'), run.modelSaw('low ends')]).toEqual([true, true]);
    expect(run.modelSaw('tokens left out')).toBe(true);
    expect([run.modelSaw('last begins'), run.modelSaw('hook_outputs')]).toEqual([false, false]);
  });
});

describe('feedback after a tool', () => {
  it.each([
    ['by decision "block"', answering({ decision: 'block', reason: 'That output is not for you.' })],
    ['by exit code 2', sh('echo "That output is not for you." >&2', 'exit 2')],
    ['by continue: false', answering({ continue: false, stopReason: 'That output is not for you.' })],
  ])('takes the place of the output: %s [post-tool-use.block]', async (_, script) => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.after', 'after.sh'),
      'after.sh': script,
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['made.txt']);
    expect([...run.toolOutputs.values()]).toEqual([expect.stringContaining('That output is not for you.')]);
    expect(run.modelSaw('the-output')).toBe(false);
  });

  it('comes from a plugin as well', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': '[plugins."./policy.mjs"]\n',
      'policy.mjs': plugin(
        ['exec.after'],
        `on('exec.after').gate((event, ctx) => ctx.feedback('Not for you: ' + event.exitCode));`,
      ),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['made.txt']);
    expect([...run.toolOutputs.values()]).toEqual([expect.stringContaining('Not for you: 0')]);
    expect(run.modelSaw('the-output')).toBe(false);
  });

  it('is not lost by a field that the agent does not support [post-tool-use.unsupported-output]', async () => {
    const stage = await effectStage(
      mcpMoment.turns,
      {
        'hooks.toml': entry('mcp.after', 'after.sh'),
        'after.sh': answering({
          decision: 'block',
          reason: 'The answer was withheld.',
          hookSpecificOutput: { hookEventName: 'PostToolUse', updatedMCPToolOutput: { content: [] } },
        }),
      },
      mcpMoment.stage,
    );
    const turn = await installedTurn(stage);
    expect(turn.modelSaw('The answer was withheld.')).toBe(true);
    expect(turn.modelSaw('echo:hello')).toBe(false);
    expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
  });
});

describe('an answer that decides nothing', () => {
  const answer = (fields: object) =>
    answering({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });

  it.each([
    ['a bare allow', answer({ permissionDecision: 'allow' })],
    ['decision "approve"', answering({ decision: 'approve', reason: 'fine' })],
    ['suppressOutput', answering({ suppressOutput: true })],
    ['a field that nobody knows', answering({ hello: 'world' })],
    ['plain text', sh('echo "Looks good to me."')],
    ['nothing', sh('true')],
  ])('leaves the command alone, and no hook failed: %s [pre-tool-use.no-opinion]', async (_, script) => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.before', 'gate.sh'),
      'gate.sh': script,
    });
    const turn = await installedTurn(stage);
    expect(turn.filesTouched).toEqual(['made.txt']);
    expect(turn.hooks.filter(({ status, entries }) => status !== 'completed' || entries.length > 0)).toEqual(
      [],
    );
    expect(turn.asked).toEqual([]);
    expect(calledScripts(stage)).toEqual(['gate.sh']);
  });

  it('asks nobody: a question becomes a refusal that says how to go on [pre-tool-use.ask]', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': `[plugins."./policy.mjs"]\n${entry('exec.before', 'gate.sh')}`,
      'gate.sh': answer({ permissionDecision: 'ask', permissionDecisionReason: 'It writes a file.' }),
      'policy.mjs': plugin(
        ['exec.before'],
        `on('exec.before').gate((event, ctx) => ctx.ask('The plugin is not sure.'));`,
      ),
    });
    const turn = await installedTurn(stage);
    expect(turn.filesTouched).toEqual([]);
    expect(turn.modelSaw('It writes a file.')).toBe(true);
    expect(turn.modelSaw('The plugin is not sure.')).toBe(true);
    expect(turn.modelSaw("This needs a person's decision: ask the user to run it or to approve it.")).toBe(
      true,
    );
    expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('can stop the call by continue: false, which the agent alone would run [pre-tool-use.continue-false]', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.before', 'gate.sh'),
      'gate.sh': answering({ continue: false, stopReason: 'Stop right here.' }),
    });
    const turn = await installedTurn(stage);
    expect(turn.filesTouched).toEqual([]);
    expect(turn.modelSaw('Stop right here.')).toBe(true);
    expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
  });
});

describe('a message', () => {
  it('is for the person and not for the model [pre-tool-use.system-message]', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.before', 'gate.sh', 'description = "Watcher"'),
      'gate.sh': answering({ systemMessage: 'Somebody writes a file.' }),
    });
    const turn = await installedTurn(stage);
    expect(turn.filesTouched).toEqual(['made.txt']);
    expect(turn.hooks.flatMap(({ entries }) => entries)).toEqual([
      { kind: 'warning', text: expect.stringContaining('Somebody writes a file.') },
    ]);
    expect(turn.modelSaw('Somebody writes a file.')).toBe(false);
  });
});

describe('a hook that failed', () => {
  it('becomes an error that other hooks hear of, and changes nothing else', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml':
        entry('exec.before', 'broken.sh', 'description = "Broken"') +
        entry('error.occurred', 'error.sh', 'mode = "sync"'),
      'broken.sh': sh('echo "out of order" >&2', 'exit 3'),
      'error.sh': sh('echo "$CODEX_EVENT_TYPE|$CODEX_CONTEXT|$CODEX_ERROR" >> "$HOME/errors"'),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['made.txt']);
    expect(linesOf(stage, 'errors').join('\n')).toMatch(
      /^error\.occurred\|hook Broken on exec\.before\|.*exit code 3/,
    );
  });
});
