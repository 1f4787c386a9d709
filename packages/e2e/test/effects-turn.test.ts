// Hooks of Hookline at the ends of turns and sessions: proved by how often the model was asked, and what it was told.
import { describe, expect, it } from 'vitest';
import { runOnStage, type Turn } from '../src/index.ts';
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

const again: Turn = { type: 'message', text: 'finished once more' };
const endless: readonly Turn[] = [done, again, again, again, again, again, again];

describe('a prompt', () => {
  it.each([
    [
      'a script',
      {
        'hooks.toml': entry('task_start', 'gate.sh'),
        'gate.sh': sh('echo "Not with that word." >&2', 'exit 2'),
      },
    ],
    [
      'a plugin',
      {
        'hooks.toml': '[plugins."./policy.mjs"]\n',
        'policy.mjs': plugin(
          ['task_start'],
          `on('task_start').gate((event, ctx) => event.prompt.includes('secret') ? ctx.deny('Not with that word.') : undefined);`,
        ),
      },
    ],
    [
      'a script that ends the turn',
      {
        'hooks.toml': entry('task_start', 'gate.sh'),
        'gate.sh': answering({ continue: false, stopReason: 'Not with that word.' }),
      },
    ],
  ])('that was refused by %s never reaches the model [user-prompt-submit.block]', async (_, files) => {
    const stage = await effectStage(endless, files);
    const run = await hooklineCodex(stage, { prompt: 'tell the secret' });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.modelRequests).toEqual([]);
    expect(stage.model.requests).toEqual([]);
  });

  it('that was refused is shown to the person with the reason', async () => {
    const stage = await effectStage(endless, {
      'hooks.toml': entry('task_start', 'gate.sh'),
      'gate.sh': answering({ decision: 'block', reason: 'Not with that word.' }),
    });
    const turn = await installedTurn(stage);
    expect(turn.modelRequests).toEqual([]);
    const verdict = turn.hooks.find(({ event }) => event === 'userPromptSubmit');
    expect(verdict?.status).toBe('blocked');
    expect(JSON.stringify(verdict?.entries)).toContain('Not with that word.');
  });
});

describe('the start of a session', () => {
  it.each([
    ['fails', sh('exit 7')],
    ['says continue: false', answering({ continue: false, stopReason: 'The token has expired.' })],
  ])(
    'ends the turn before the model is asked when a required hook %s [session-start.halt]',
    async (_, script) => {
      const stage = await effectStage(endless, {
        'hooks.toml': entry('session_start', 'start.sh', 'required = true'),
        'start.sh': script,
      });
      const run = await hooklineCodex(stage);
      expect(run.exitCode, run.stderr).toBe(0);
      expect(run.events.map(({ type }) => type)).toContain('turn.started');
      expect(stage.model.requests).toEqual([]);
    },
  );

  it('goes on when a hook fails that is not required', async () => {
    const stage = await effectStage([done], {
      'hooks.toml': entry('session_start', 'start.sh', 'mode = "sync"'),
      'start.sh': sh('exit 7'),
    });
    expect((await hooklineCodex(stage)).finalMessage).toBe('done');
    expect(calledScripts(stage)).toEqual(['start.sh']);
  });
});

describe('the end of a task', () => {
  const blocking = { 'stop.sh': answering({ decision: 'block', reason: 'The tests do not pass yet.' }) };

  it.each([
    ['once unless told', '', 1],
    ['three times when told', '[hooks]\nresume_limit = 3\n', 3],
    ['never when told', '[hooks]\nresume_limit = 0\n', 0],
  ])('is put off %s by a script that always objects [stop.block]', async (_, settings, resumes) => {
    const stage = await effectStage(endless, {
      ...blocking,
      'hooks.toml': settings + entry('task_complete', 'stop.sh'),
    });
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.modelRequests).toHaveLength(1 + resumes);
    expect(calledScripts(stage)).toHaveLength(1 + resumes);
    expect(run.modelSaw('The tests do not pass yet.')).toBe(resumes > 0);
  });

  it('is put off for each prompt anew, not once in a session', async () => {
    const stage = await effectStage(endless, {
      'hooks.toml': '[plugins."./policy.mjs"]\n',
      'policy.mjs': plugin(
        ['task_complete'],
        `on('task_complete').gate((event, ctx) => ctx.resume('Look again at: ' + event.lastMessage));`,
      ),
    });
    const first = await hooklineCodex(stage);
    expect(first.modelRequests).toHaveLength(2);
    expect(heardBy(first, 1)).toContain('Look again at: done');
    const second = await runOnStage(stage, [
      'hookline',
      'codex',
      'exec',
      '--json',
      'resume',
      '--last',
      'and now?',
    ]);
    expect(second.exitCode, second.stderr).toBe(0);
    expect(second.modelRequests).toHaveLength(2);
  });

  it('is put off by an objection without a reason, which the agent alone would ignore [stop.no-reason]', async () => {
    const stage = await effectStage(endless, {
      'hooks.toml': entry('task_complete', 'stop.sh', 'description = "Test watch"'),
      'stop.sh': answering({ decision: 'block' }),
    });
    const turn = await installedTurn(stage);
    expect(turn.modelRequests).toHaveLength(2);
    expect(turn.modelSaw('It gave no reason.')).toBe(true);
    expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('comes at once when a hook prints plain text or fails, and no hook of the agent failed [stop.plain-text]', async () => {
    const stage = await effectStage(endless, {
      'hooks.toml':
        entry('task_complete', 'text.sh') + entry('task_complete', 'broken.sh', 'required = true'),
      'text.sh': sh('echo "All good."'),
      'broken.sh': sh('exit 9'),
    });
    const turn = await installedTurn(stage);
    expect(turn.modelRequests).toHaveLength(1);
    expect(turn.hooks.filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(calledScripts(stage).sort()).toEqual(['broken.sh', 'text.sh']);
  });
});

describe('work that is handed over', () => {
  it('is done when `hookline codex` returns, also what the last events handed over', async () => {
    // Slower than the agent's end: only a wait can have let them finish.
    const slow = sh('sleep 1', 'echo "$CODEX_EVENT_TYPE $CODEX_SUCCESS" >> "$HOME/late"');
    const stage = await effectStage([done], {
      'hooks.toml':
        entry('session_end', 'slow.sh', 'mode = "async"') +
        entry('task_complete', 'slow.sh', 'mode = "async"'),
      'slow.sh': slow,
    });
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(linesOf(stage, 'late').sort()).toEqual(
      ['session_end ', 'task_complete true'].map((line) => expect.stringContaining(line.trim())),
    );
  });

  it('cannot refuse', async () => {
    const stage = await effectStage([{ type: 'shell', command: 'echo made > made.txt' }, done], {
      'hooks.toml': entry('exec.before', 'no.sh', 'mode = "async"'),
      'no.sh': sh('echo "Not today." >&2', 'exit 2'),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['made.txt']);
    expect(run.modelSaw('Not today.')).toBe(false);
    expect(calledScripts(stage)).toEqual(['no.sh']);
  });

  it('is never that of a required hook: it runs below the hook that the agent waits for', async () => {
    const ancestry = sh(
      'p=$$',
      'while [ "$p" -gt 1 ]; do',
      `  tr '\\0' ' ' < /proc/$p/cmdline >> "$HOME/ancestors"; echo >> "$HOME/ancestors"`,
      "  p=$(sed 's/.*) . //; s/ .*//' /proc/$p/stat)",
      'done',
    );
    const stage = await effectStage([done], {
      'hooks.toml': entry('session_end', 'end.sh', 'required = true'),
      'end.sh': ancestry,
    });
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    const ancestors = linesOf(stage, 'ancestors');
    expect(ancestors.some((line) => / hook /.test(line))).toBe(true);
    expect(ancestors.some((line) => line.includes('codex') && line.includes('do the task'))).toBe(true);
  });

  it('is refused as a setting for a required hook, before the agent starts', async () => {
    const stage = await effectStage([done], {
      'hooks.toml': entry('session_end', 'end.sh', 'required = true', 'mode = "async"'),
      'end.sh': sh('true'),
    });
    const run = await hooklineCodex(stage);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('A required hook cannot run in mode "async"');
    expect(stage.model.requests).toEqual([]);
  });
});
