// What hooks of Hookline are told of the agent's doings, by variables and by the fields of events.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiErrorMoment, mcpMoment, moments, patchMoment, type Turn } from '../src/index.ts';
import { done, effectStage, entry, hooklineCodex, linesOf, plugin, sh } from './effects.ts';

const telling = sh(
  'echo "$CODEX_EVENT_TYPE success=$CODEX_SUCCESS code=$CODEX_EXIT_CODE ms=$CODEX_DURATION error=$CODEX_ERROR" >> "$HOME/told"',
);
/** A picture of one dot. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const sync = 'mode = "sync"';

describe('the end of a command', () => {
  const code = (cmd: string): Turn => ({
    type: 'custom_call',
    name: 'exec',
    input: `text(JSON.stringify(await tools.exec_command(${JSON.stringify({ cmd })})));`,
  });

  it.each([
    ['plain', undefined, [{ type: 'shell', command: 'exit 3' }, { type: 'shell', command: 'true' }, done]],
    ['in code mode', 'gpt-6.1-sol', [code('exit 3'), code('true'), done]],
  ] as readonly [string, string | undefined, readonly Turn[]][])(
    'is told with exit code, duration and success, which the agent does not send: %s',
    async (_, codexModel, turns) => {
      const stage = await effectStage(
        turns,
        {
          'hooks.toml': `[plugins."./policy.mjs"]\n${entry('exec.after', 'tell.sh')}`,
          'tell.sh': telling,
          'policy.mjs': `import { appendFileSync } from 'node:fs';\n${plugin(
            ['exec.after'],
            `on('exec.after').observe((event) => {
              appendFileSync(process.env.HOME + '/seen', [event.exitCode, typeof event.duration, event.success].join() + '\\n');
            });`,
          )}`,
        },
        codexModel === undefined ? {} : { codexModel },
      );
      const run = await hooklineCodex(stage);
      expect(run.finalMessage, run.stderr).toBe('done');
      expect(linesOf(stage, 'told')).toEqual([
        expect.stringMatching(/^exec\.after success=false code=3 ms=\d+ /),
        expect.stringMatching(/^exec\.after success=true code=0 ms=\d+ /),
      ]);
      expect(linesOf(stage, 'seen')).toEqual(['3,number,false', '0,number,true']);
    },
  );

  it('that failed is an error too', async () => {
    const stage = await effectStage([{ type: 'shell', command: 'exit 3' }, done], {
      'hooks.toml': entry('error.occurred', 'tell.sh', sync),
      'tell.sh': telling,
    });
    await hooklineCodex(stage);
    expect(linesOf(stage, 'told')).toEqual([
      expect.stringMatching(/^error\.occurred .*error=The command ended with exit code 3\./),
    ]);
  });
});

describe('a call of a tool', () => {
  it('is told by the words of its kind', async () => {
    const events = ['patch.before', 'patch.after', 'mcp.before', 'mcp.after', 'tool.before', 'tool.after'];
    const stage = await effectStage(
      [
        ...patchMoment.turns.slice(0, 1),
        ...mcpMoment.turns.slice(0, 1),
        { type: 'function_call', name: 'view_image', arguments: { path: 'dot.png' } },
        done,
      ],
      {
        'hooks.toml': events.map((event) => entry(event, 'tell.sh')).join(''),
        'tell.sh': sh(
          'echo "$CODEX_EVENT_TYPE $CODEX_TOOL_NAME $CODEX_TARGET_FILE$CODEX_MCP_SERVER/$CODEX_MCP_TOOL $CODEX_SUCCESS" >> "$HOME/told"',
        ),
      },
      mcpMoment.stage,
    );
    writeFileSync(path.join(stage.sandbox.repo, 'dot.png'), Buffer.from(DOT, 'base64'));
    const run = await hooklineCodex(stage);
    expect(run.finalMessage, run.stderr).toBe('done');
    expect(linesOf(stage, 'told')).toEqual([
      'patch.before apply_patch added.txt/ ',
      'patch.after apply_patch added.txt/ true',
      'mcp.before mcp__echo__echo echo/echo ',
      'mcp.after mcp__echo__echo echo/echo true',
      'tool.before view_image / ',
      'tool.after view_image / ',
    ]);
  });
});

describe('a request to the model', () => {
  it('is told with the tokens that it cost', async () => {
    const stage = await effectStage([{ ...done, usage: { input_tokens: 1234, output_tokens: 56 } }], {
      'hooks.toml': `[plugins."./policy.mjs"]\n${entry('model.after', 'raw.sh', sync)}${entry('model.before', 'tell.sh', sync)}`,
      'raw.sh': sh('cat >> "$HOME/raw"; echo >> "$HOME/raw"'),
      'tell.sh': telling,
      'policy.mjs': `import { appendFileSync } from 'node:fs';\n${plugin(
        ['model.after'],
        `on('model.after').observe(({ success, usage }) => {
          appendFileSync(process.env.HOME + '/seen', JSON.stringify({ success, usage }) + '\\n');
        });`,
      )}`,
    });
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(linesOf(stage, 'seen').map((line) => JSON.parse(line))).toMatchObject([
      { success: true, usage: { inputTokens: 1234, outputTokens: 56, totalTokens: 1290 } },
    ]);
    expect(linesOf(stage, 'raw').map((line) => JSON.parse(line))).toMatchObject([
      { hook_event_name: 'PostModelRequest', token_usage: { input_tokens: 1234 } },
    ]);
    expect(linesOf(stage, 'told')).toEqual([expect.stringContaining('model.before ')]);
  });

  it('that fails is told as an error and as the end of the task without success', async () => {
    const stage = await effectStage(
      apiErrorMoment.turns,
      {
        'hooks.toml': ['model.after', 'error.occurred', 'task_complete', 'session_end']
          .map((event) => entry(event, 'tell.sh', sync))
          .join(''),
        'tell.sh': telling,
      },
      apiErrorMoment.stage,
    );
    const run = await hooklineCodex(stage);
    expect(run.exitCode).toBe(1);
    const told = linesOf(stage, 'told');
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'model.after',
      'error.occurred',
      'task_complete',
      'session_end',
    ]);
    expect(told[0]).toMatch(/success=false .*error=.*the model refuses/);
    expect(told[1]).toMatch(/error=.*the model refuses/);
    expect(told[2]).toMatch(/success=false code= ms=\d+ /);
    expect(told[3]).toMatch(/ms=\d+ /);
  });
});

describe('an interrupted turn', () => {
  it('is told as such and as the end of the task without success [interrupt]', async () => {
    const { turns, run: how } = moments.Interrupt as Extract<(typeof moments)['Interrupt'], { by: 'exec' }>;
    const stage = await effectStage(turns, {
      'hooks.toml': ['task.interrupted', 'task_complete', 'session_end']
        .map((event) => entry(event, 'tell.sh', sync))
        .join(''),
      'tell.sh': telling,
    });
    const run = await hooklineCodex(stage, how);
    expect(run).toMatchObject({ exitCode: 1, timedOut: false });
    expect(linesOf(stage, 'told')).toEqual([
      expect.stringContaining('task.interrupted '),
      expect.stringMatching(/^task_complete success=false code= ms=\d+ /),
      expect.stringMatching(/^session_end .*ms=\d+ /),
    ]);
  });
});
