// Ends of tool calls that the agent tells no hook of, and failures of hooks: told once, and only when they are certain.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, mcpEchoConfig, moments, type SingleTurn, type Stage, type Turn } from '../src/index.ts';
import { done, effectStage, entry, hooklineCodex, linesOf, sh } from './effects.ts';

const ENDS = ['exec.after', 'patch.after', 'mcp.after', 'tool.after', 'error.occurred'];
const sync = 'mode = "sync"';
const telling: Files = {
  'hooks.toml': ENDS.map((event) => entry(event, 'tell.sh', sync)).join(''),
  'tell.sh': sh(
    'what="$CODEX_MCP_TOOL$CODEX_TARGET_FILE$CODEX_ERROR"',
    'echo "$CODEX_EVENT_TYPE $CODEX_SUCCESS $CODEX_EXIT_CODE $CODEX_DURATION ${CODEX_AGENT_TYPE}|$what" | tr "\\n" " " >> "$HOME/told"',
    'echo >> "$HOME/told"',
    'cat >> "$HOME/stdin"; echo >> "$HOME/stdin"',
  ),
};
const echo = { config: mcpEchoConfig() };

const mcp = (tool: string): SingleTurn => ({ type: 'mcp', server: 'echo', tool });
const patch = (line: string): string => `*** Begin Patch\n${line}\n*** End Patch`;
const bad = patch('*** Update File: nothere.txt\n@@\n-a\n+b');
const heredoc = (text: string): SingleTurn => ({
  type: 'shell',
  command: `apply_patch <<'EOF'\n${text}\nEOF\n`,
});
/** The lines without durations, which differ. */
const told = (stage: Stage): string[] =>
  linesOf(stage, 'told').map((line) => line.replace(/ \d+ (\w*)\|/, ' ms $1|').trim());

describe('a call that fails where the agent calls no hook', () => {
  it('has its end and is an error, once, in the order of the calls', async () => {
    const stage = await effectStage(
      [
        mcp('fail'),
        { type: 'apply_patch', patch: bad },
        { type: 'apply_patch', patch: patch('*** Add File: README.md/below\n+x') },
        heredoc(patch('*** Add File: here.txt\n+x')),
        heredoc(bad),
        { type: 'shell', command: 'true', workdir: '/no/such/folder' },
        mcp('die'),
        done,
      ],
      telling,
      echo,
    );
    const run = await hooklineCodex(stage);
    expect(run.finalMessage, run.stderr).toBe('done');
    expect(told(stage)).toEqual([
      'mcp.after false  ms |fail',
      expect.stringMatching(
        /^error\.occurred .*\|The tool "fail" of the MCP server "echo" failed: mcp failure$/,
      ),
      'patch.after false   |nothere.txt',
      expect.stringMatching(/^error\.occurred .*\|The patch could not be applied: .*Failed to read file/),
      'patch.after false  ms |README.md/below',
      expect.stringMatching(/^error\.occurred .*\|The patch could not be applied: Failed to write file/),
      'exec.after true 0 ms |',
      'exec.after false   |',
      expect.stringMatching(/^error\.occurred .*\|The command failed: apply_patch verification failed/),
      'exec.after false  ms |',
      expect.stringMatching(/^error\.occurred .*\|The command failed: Failed to create/),
      'mcp.after false  ms |die',
      expect.stringMatching(/^error\.occurred .*\|The tool "die" .* failed: .*Transport closed$/),
    ]);
    expect(JSON.parse(linesOf(stage, 'stdin')[0] ?? '')).toMatchObject({
      hook_event_name: 'PostToolUse',
      tool_name: 'mcp__echo__fail',
      tool_response: { isError: true, content: [{ type: 'text', text: 'mcp failure' }] },
    });
    expect(openCallsOf(stage)).toEqual([]);
  });

  it('is told once of each, when calls run at the same time', async () => {
    const items = [mcp('fail'), mcp('echo'), { type: 'shell', command: 'exit 4' }, mcp('fail')] as const;
    const stage = await effectStage([{ type: 'multi', items }, done], telling, echo);
    await hooklineCodex(stage);
    const count = (start: string) => told(stage).filter((line) => line.startsWith(start)).length;
    expect([count('mcp.after false'), count('mcp.after true'), count('exec.after false 4')]).toEqual([
      2, 1, 1,
    ]);
    expect(count('error.occurred')).toBe(3);
    expect(told(stage)).toHaveLength(7);
  });

  it('is told in code mode too, where the transcript has it', async () => {
    const code = (body: string): Turn => ({
      type: 'custom_call',
      name: 'exec',
      input: `try { ${body} } catch {}`,
    });
    const stage = await effectStage(
      [
        code('await tools.mcp__echo__fail({})'),
        code(`await tools.apply_patch(${JSON.stringify(bad)})`),
        code('await tools.mcp__echo__fail({})'),
        done,
      ],
      telling,
      { ...echo, codexModel: 'gpt-6.1-sol' },
    );
    await hooklineCodex(stage);
    // Of a patch that could not even be tried it has no word that belongs to the call.
    expect(told(stage).filter((line) => !line.startsWith('error.occurred'))).toEqual([
      'mcp.after false  ms |fail',
      'mcp.after false  ms |fail',
    ]);
  });

  it('is told of a sub-agent as its own', async () => {
    const prompt = 'count the files';
    const stage = await effectStage(
      [
        { type: 'spawn_agent', prompt },
        { type: 'wait_agent' },
        done,
        { ...mcp('fail'), when: prompt },
        { type: 'message', text: 'three', when: 'mcp failure' },
      ],
      telling,
      { ...echo, codexModel: 'scripted-model' },
    );
    const run = await hooklineCodex(stage);
    expect(run.finalMessage, run.stderr).toBe('done');
    expect(told(stage).filter((line) => line.includes('fail'))).toEqual([
      'mcp.after false  ms default|fail',
      expect.stringContaining('failed: mcp failure'),
    ]);
  });

  it('is told before the failure of the model that comes after it', async () => {
    const stage = await effectStage(
      [mcp('fail'), { type: 'http_error', status: 400, message: 'no more' }],
      telling,
      {
        ...echo,
        repeatLast: true,
      },
    );
    await hooklineCodex(stage);
    expect(told(stage)).toEqual([
      expect.stringContaining('mcp.after false'),
      expect.stringContaining('mcp failure'),
      expect.stringContaining('no more'),
    ]);
  });
});

/** Codex ends it by SIGKILL; whether it still hears the exit code, 128 + 9, differs from run to run. */
const ENDED_BY_CODEX = expect.stringMatching(/^exec\.after false (?:137)? ms \|$/);

describe('no failure is', () => {
  it('a call that a hook or the agent has refused', async () => {
    const stage = await effectStage(
      [mcp('fail'), { type: 'shell', command: 'rm -rf nothing' }, { type: 'shell', command: 'true' }, done],
      {
        ...telling,
        'hooks.toml': `${telling['hooks.toml']}${entry('mcp.before', 'gate.sh')}`,
        'gate.sh': sh('echo "Not that." >&2', 'exit 2'),
      },
      echo,
    );
    const run = await hooklineCodex(stage);
    expect(run.modelSaw('Not that.')).toBe(true);
    expect(run.modelSaw('rejected')).toBe(true);
    expect(told(stage)).toEqual(['exec.after true 0 ms |']);
    expect(openCallsOf(stage)).toEqual([]);
  });

  it('a command that goes on by itself: its end is told once, when the agent tells it', async () => {
    const stage = await effectStage(
      [
        { type: 'shell', command: 'sleep 0.4; exit 0', args: { yield_time_ms: 250 } },
        { type: 'shell', command: 'sleep 0.6' },
        { type: 'poll' },
        done,
      ],
      telling,
    );
    await hooklineCodex(stage);
    expect(told(stage)).toEqual(['exec.after true 0 ms |', 'exec.after true 0 ms |']);
  });

  it('a command that the user interrupted: it ends with the session, after the task', async () => {
    const stage = await effectStage(
      [{ type: 'shell', command: 'echo started; sleep 30', args: { yield_time_ms: 20_000 } }, done],
      {
        ...telling,
        'hooks.toml': `${telling['hooks.toml']}${entry('task_complete', 'tell.sh', sync)}${entry('task.interrupted', 'tell.sh')}`,
      },
    );
    const run = await hooklineCodex(stage, {
      signal: { name: 'SIGINT', when: ({ stdout }) => stdout.includes('in_progress') },
    });
    expect(run.timedOut).toBe(false);
    expect(told(stage).filter((line) => !line.startsWith('task.interrupted'))).toEqual([
      'task_complete false  ms |',
      ENDED_BY_CODEX,
    ]);
  });

  it('a command that Codex ends with the session, which is told without an exit code or with that of its kill', async () => {
    const stage = await effectStage(
      [{ type: 'shell', command: 'sleep 30', args: { yield_time_ms: 250 } }, done],
      telling,
    );
    await hooklineCodex(stage);
    expect(told(stage)).toEqual([ENDED_BY_CODEX]);
  });
});

it('a turn that fails in a compaction is told when the session ends', async () => {
  const { turns, stage: options } = moments.PreCompact;
  const stage = await effectStage(
    [...turns.slice(0, 1), { type: 'http_error', status: 400, message: 'no summary' }],
    {
      'hooks.toml': ['error.occurred', 'task_complete']
        .map((event) => entry(event, 'tell.sh', sync))
        .join(''),
      'tell.sh': telling['tell.sh'],
    },
    { ...options, repeatLast: true },
  );
  const run = await hooklineCodex(stage);
  expect(run.exitCode).toBe(1);
  expect(told(stage)).toEqual([
    expect.stringMatching(/^error\.occurred .*no summary/),
    'task_complete false  ms |',
  ]);
});

it('nothing is remembered of calls where nobody listens to their ends', async () => {
  const stage = await effectStage(
    [mcp('fail'), done],
    {
      'hooks.toml': entry('mcp.before', 'tell.sh') + entry('model.after', 'tell.sh', sync),
      'tell.sh': telling['tell.sh'],
    },
    echo,
  );
  await hooklineCodex(stage);
  expect(told(stage).map((line) => line.split(' ')[0])).toEqual(['model.after', 'mcp.before', 'model.after']);
  expect(() => openCallsOf(stage)).toThrow('ENOENT');
});

describe('a hook that fails', () => {
  it('is an error, whatever it failed by, and never for an error of its own', async () => {
    const stage = await effectStage([done], {
      'hooks.toml': [
        entry('task_start', 'fails.sh'),
        entry('task_start', 'hangs.sh', 'timeout = 1'),
        entry('task_start', 'missing.sh'),
        entry('session_start', 'fails.sh', 'mode = "async"'),
        entry('error.occurred', 'told-of.sh', sync),
        entry('error.occurred', 'fails.sh', sync),
        entry('error.occurred', 'missing.sh', sync),
      ].join(''),
      'fails.sh': sh('echo "out of order" >&2', 'exit 1'),
      'hangs.sh': sh('sleep 60'),
      'told-of.sh': sh('echo "$CODEX_CONTEXT: $CODEX_ERROR" >> "$HOME/told"'),
    });
    const run = await hooklineCodex(stage);
    expect(run.finalMessage, run.stderr).toBe('done');
    expect(linesOf(stage, 'told').toSorted()).toEqual([
      expect.stringMatching(/on session_start: fails\.sh ended with exit code 1/),
      expect.stringMatching(/on task_start: fails\.sh ended with exit code 1/),
      expect.stringMatching(/on task_start: It gave no answer within 1 s/),
      expect.stringMatching(/on task_start: .*missing\.sh does not exist/),
    ]);
  });
});

function openCallsOf(stage: Stage): string[] {
  const sessions = path.join(stage.sandbox.hooklineHome, 'sessions');
  return readdirSync(sessions).flatMap((session) => readdirSync(path.join(sessions, session, 'calls')));
}
