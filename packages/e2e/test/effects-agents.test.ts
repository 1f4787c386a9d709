// Sub-agents and compaction under Hookline: proved by the requests of the child, and by the request for a summary.
import { describe, expect, it } from 'vitest';
import { compactThread, moments, type Turn } from '../src/index.ts';
import {
  answering,
  done,
  effectStage,
  entry,
  hooklineCodex,
  installedTurn,
  linesOf,
  plugin,
  sh,
} from './effects.ts';

describe('a sub-agent', () => {
  const { turns } = moments.SubagentStart;
  const child = 'count the files';
  const options = { codexModel: 'scripted-model' };

  it('is told what a script and a plugin say at its start, and its parent is not [subagent-start.context]', async () => {
    const stage = await effectStage(
      turns,
      {
        'hooks.toml': `[plugins."./policy.mjs"]\n${entry('agent.start', 'start.sh', 'mode = "sync"')}`,
        'start.sh': sh('echo "A word of the script."'),
        'policy.mjs': plugin(['agent.start'], `on('agent.start').contribute(() => 'A word of the plugin.');`),
      },
      options,
    );
    const run = await hooklineCodex(stage);
    expect(run.finalMessage, run.stderr).toBe('done');
    for (const word of ['A word of the script.', 'A word of the plugin.']) {
      const heard = run.modelRequests.filter(({ body }) => JSON.stringify(body.input).includes(word));
      expect(heard.map(({ turn }) => turn.when)).toEqual([child]);
    }
  });

  it.each([
    [
      'a script',
      {
        'hooks.toml': entry('agent.stop', 'stop.sh'),
        'stop.sh': answering({ decision: 'block', reason: 'Look once more.' }),
      },
    ],
    [
      'a plugin',
      {
        'hooks.toml': '[plugins."./policy.mjs"]\n',
        'policy.mjs': plugin(
          ['agent.stop'],
          `on('agent.stop').gate((event, ctx) => ctx.resume('Look once more.'));`,
        ),
      },
    ],
  ])('is sent back to work once by %s that always objects [subagent-stop.block]', async (_, files) => {
    const stage = await effectStage(
      [...turns, { type: 'message', text: 'four files', when: 'Look once more.' }],
      files,
      options,
    );
    const run = await hooklineCodex(stage);
    expect(run.finalMessage, run.stderr).toBe('done');
    const ofChild = run.modelRequests.filter(({ turn }) => turn.when !== undefined);
    expect(ofChild.map(({ turn }) => turn.when)).toEqual([child, 'Look once more.']);
    expect(run.modelSaw('four files')).toBe(true);
    expect(run.modelSaw('script exhausted')).toBe(false);
  });
});

describe('a compaction', () => {
  const logging = {
    'after.sh': sh('echo "$CODEX_EVENT_TYPE" >> "$HOME/compacted"'),
    'hooks.toml': entry('compact.after', 'after.sh', 'mode = "sync"'),
  };
  const shell: Turn = { type: 'shell', command: 'true' };
  const turns = [shell, done, { type: 'message', text: 'a summary' }] as const;

  it('goes on when no hook objects [pre-compact.no-opinion]', async () => {
    const stage = await effectStage(turns, {
      ...logging,
      'hooks.toml': logging['hooks.toml'] + entry('compact.before', 'gate.sh'),
      'gate.sh': sh('echo "Fine with me."'),
    });
    const turn = await installedTurn(stage, { after: compactThread });
    expect(turn.modelRequests).toHaveLength(3);
    expect(linesOf(stage, 'compacted')).toEqual(['compact.after']);
    expect(turn.hooks.filter(({ status }) => status !== 'completed')).toEqual([]);
  });

  it('that the agent begins by itself is stopped as well, which for the agent ends the turn [pre-compact.stop]', async () => {
    const { turns: script, stage: options } = moments.PreCompact;
    const stage = await effectStage(
      script,
      {
        'hooks.toml': entry('compact.before', 'gate.sh'),
        'gate.sh': sh('echo "Keep it all." >&2', 'exit 2'),
      },
      options,
    );
    const run = await hooklineCodex(stage);
    expect(run.commands, run.stderr).toMatchObject([{ exitCode: 0 }]);
    expect(run.modelRequests).toHaveLength(1);
    expect(run).toMatchObject({ exitCode: 1, timedOut: false, finalMessage: null });
  });

  it.each([
    [
      'a script',
      {
        'hooks.toml': entry('compact.before', 'gate.sh'),
        'gate.sh': sh('echo "Keep it all." >&2', 'exit 2'),
      },
    ],
    [
      'a plugin',
      {
        'hooks.toml': '[plugins."./policy.mjs"]\n',
        'policy.mjs': plugin(
          ['compact.before'],
          `on('compact.before').gate((event, ctx) => event.trigger === 'manual' ? ctx.deny('Keep it all.') : undefined);`,
        ),
      },
    ],
  ])('is stopped by %s before the model is asked for a summary [pre-compact.stop]', async (_, files) => {
    const stage = await effectStage(turns, {
      ...logging,
      ...files,
      'hooks.toml': files['hooks.toml'] + logging['hooks.toml'],
    });
    const turn = await installedTurn(stage, { after: compactThread });
    expect(turn.modelRequests).toHaveLength(2);
    expect(linesOf(stage, 'compacted')).toEqual([]);
    const verdict = turn.hooks.find(({ event }) => event === 'preCompact');
    expect(verdict).toMatchObject({ status: 'stopped' });
    expect(JSON.stringify(verdict?.entries)).toContain('Keep it all.');
  });
});
