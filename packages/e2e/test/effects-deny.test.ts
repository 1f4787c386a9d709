// Refusals by Hookline: proved by what is not on the disk and by what the model was told.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mcpEchoConfig, processesMentioning, type Turn } from '../src/index.ts';
import {
  answering,
  calledScripts,
  done,
  effectStage,
  entry,
  hooklineCodex,
  installedTurn,
  plugin,
  sh,
} from './effects.ts';

const makes = (file: string): Turn => ({ type: 'shell', command: `echo made > ${file}` });
const adds = (file: string): Turn => ({
  type: 'apply_patch',
  patch: `*** Begin Patch\n*** Add File: ${file}\n+hello\n*** End Patch`,
});
const deny = (reason?: string) => ({
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: 'deny',
    ...(reason === undefined ? {} : { permissionDecisionReason: reason }),
  },
});

describe('a script that refuses a command', () => {
  const turns = [makes('made.txt'), done];
  const config = entry('exec.before', 'gate.sh');

  it.each([
    [
      'by exit code 2 and a text on stderr [pre-tool-use.block]',
      sh('echo "Leave that file alone." >&2', 'exit 2'),
    ],
    ['by permissionDecision "deny" [pre-tool-use.deny]', answering(deny('Leave that file alone.'))],
    [
      'by decision "block" [pre-tool-use.block]',
      answering({ decision: 'block', reason: 'Leave that file alone.' }),
    ],
    [
      'under the event name of another moment [pre-tool-use.foreign-event-name]',
      answering({
        hookSpecificOutput: {
          ...deny('Leave that file alone.').hookSpecificOutput,
          hookEventName: 'PostToolUse',
        },
      }),
    ],
  ])('is heard: %s', async (_, gate) => {
    const stage = await effectStage(turns, { 'hooks.toml': config, 'gate.sh': gate });
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.filesTouched).toEqual([]);
    expect([...run.toolOutputs.values()]).toEqual([expect.stringContaining('Leave that file alone.')]);
    expect(run.finalMessage).toBe('done');
  });

  it.each([
    ['exit code 2 and nothing else', sh('exit 2')],
    ['permissionDecision "deny"', answering(deny())],
    ['decision "block"', answering({ decision: 'block' })],
  ])(
    'is heard without a reason, which the agent alone would ignore: %s [pre-tool-use.deny-without-reason]',
    async (_, gate) => {
      const stage = await effectStage(turns, { 'hooks.toml': config, 'gate.sh': gate });
      const run = await hooklineCodex(stage);
      expect(run.filesTouched).toEqual([]);
      expect(run.modelSaw('It gave no reason.')).toBe(true);
    },
  );

  it.each([
    ['exit code 1 beside a deny', sh(`echo '${JSON.stringify(deny('Never.'))}'`, 'exit 1')],
    ['half an answer', sh(`printf '%s' '{"decision": "block", "rea'`)],
  ])('fails by %s: refused when required, else let through [pre-tool-use.failure]', async (_, gate) => {
    const files = { 'hooks.toml': config, 'gate.sh': gate };
    const lenient = await effectStage(turns, files);
    expect((await hooklineCodex(lenient)).filesTouched).toEqual(['made.txt']);
    const strict = await effectStage(turns, {
      ...files,
      'hooks.toml': entry('exec.before', 'gate.sh', 'required = true', 'description = "File guard"'),
    });
    const run = await hooklineCodex(strict);
    expect(run.filesTouched).toEqual([]);
    expect(run.modelSaw('could not run, so this was not let through')).toBe(true);
    expect(run.modelSaw('File guard')).toBe(true);
    expect(run.modelSaw('gate.sh')).toBe(false);
  });

  it.each([
    ['refused when required', 'required = true', []],
    ['let through otherwise', '', ['made.txt']],
  ])('hangs: %s, and nothing of it is left [pre-tool-use.failure]', async (_, required, filesTouched) => {
    const stage = await effectStage(turns, {
      'hooks.toml': entry('exec.before', 'gate.sh', 'timeout = 1', required),
      'gate.sh': sh('sleep 600 &', 'sleep 600'),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(filesTouched);
    expect(calledScripts(stage)).toEqual(['gate.sh']);
    expect(
      processesMentioning(stage.sandbox.root).filter(({ command }) => command.startsWith('sleep')),
    ).toEqual([]);
  });

  it('has its long reason passed on whole, and as a refusal the agent took [pre-tool-use.long-reason]', async () => {
    const reason = `First. ${'x'.repeat(9_000)} Last.`;
    const stage = await effectStage(turns, { 'hooks.toml': config, 'gate.sh': answering(deny(reason)) });
    const turn = await installedTurn(stage);
    expect(turn.filesTouched).toEqual([]);
    expect(turn.modelSaw(reason)).toBe(true);
    expect(turn.hooks.filter(({ event }) => event === 'preToolUse').map(({ status }) => status)).toEqual([
      'blocked',
    ]);
    expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
  });
});

describe('a plugin that refuses', () => {
  it('judges commands, patches, MCP calls and other tools by their own events', async () => {
    const stage = await effectStage(
      [
        makes('forbidden.txt'),
        adds('secret/key.txt'),
        { type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'forbidden' } },
        { type: 'function_call', name: 'view_image', arguments: { path: 'forbidden.png' } },
        makes('allowed.txt'),
        adds('public/note.txt'),
        { type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'welcome' } },
        done,
      ],
      {
        'hooks.toml': '[plugins."./policy.mjs"]\n',
        'policy.mjs': plugin(
          ['exec.before', 'patch.before', 'mcp.before', 'tool.before'],
          `
          on('exec.before').gate((event, ctx) => {
            if (event.command.includes('forbidden')) return ctx.deny('No command may name that file.');
          });
          on('patch.before').gate((event, ctx) => {
            const file = event.files.find(({ path }) => path.startsWith('secret/'));
            if (file) return ctx.deny('The patch may not ' + file.kind + ' ' + file.path + ' with ' + file.added + ' line.');
          });
          on('mcp.before').gate((event, ctx) => {
            if (event.arguments.text === 'forbidden') return ctx.deny('Not that word to ' + event.server + '/' + event.tool + '.');
          });
          on('tool.before').gate((event, ctx) => ctx.deny('The tool ' + event.toolName + ' stays closed.'));
          `,
        ),
      },
      { config: '' },
    );
    const log = path.join(stage.sandbox.root, 'mcp.log');
    stage.sandbox.appendConfig(mcpEchoConfig('echo', { MCP_LOG: log }));
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.filesTouched).toEqual(['allowed.txt', 'public/note.txt']);
    const calls = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('tools/call'));
    expect(calls).toEqual([expect.stringContaining('welcome')]);
    const outputs = [...run.toolOutputs.values()];
    expect(outputs.slice(0, 4)).toEqual([
      expect.stringContaining(': No command may name that file.'),
      expect.stringContaining(': The patch may not add secret/key.txt with 1 line.'),
      expect.stringContaining(': Not that word to echo/echo.'),
      expect.stringContaining(': The tool view_image stays closed.'),
    ]);
    expect(run.modelSaw('echo:welcome')).toBe(true);
    expect(existsSync(path.join(stage.sandbox.repo, 'node_modules'))).toBe(false);
  });

  it('has the last word over a script, a consent and a plugin before it', async () => {
    const stage = await effectStage([makes('made.txt'), done], {
      'hooks.toml': `[plugins."./first.mjs"]\n[plugins."./policy.mjs"]\n${entry('exec.before', 'yes.sh', 'priority = "high"')}`,
      'yes.sh': answering({
        hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' },
      }),
      'first.mjs': plugin(
        ['exec.before'],
        `on('exec.before').gate((event, ctx) => ctx.allow('fine'), { priority: 'high' });`,
      ).replace("'policy'", "'first'"),
      'policy.mjs': plugin(
        ['exec.before'],
        `on('exec.before').gate((event, ctx) => ctx.deny('Not today.'), { priority: 'low' });`,
      ),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual([]);
    expect(run.modelSaw('Not today.')).toBe(true);
  });

  it('has its reason told beside that of another, in the order of registration', async () => {
    const refusing = (name: string) =>
      plugin(['exec.before'], `on('exec.before').gate((event, ctx) => ctx.deny('Reason of ${name}.'));`);
    const stage = await effectStage([makes('made.txt'), done], {
      'hooks.toml': '[plugins."./zebra.mjs"]\n[plugins."./ant.mjs"]\n',
      'zebra.mjs': refusing('zebra'),
      'ant.mjs': refusing('ant'),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual([]);
    expect([...run.toolOutputs.values()].join()).toMatch(/Reason of zebra\.[\s\S]*Reason of ant\./);
  });

  it('ends the event: a gate of lower priority is not asked any more', async () => {
    const stage = await effectStage([makes('made.txt'), done], {
      'hooks.toml':
        entry('exec.before', 'low.sh', 'priority = "low"') +
        entry('exec.before', 'no.sh', 'priority = "high"'),
      'no.sh': sh('echo "Not today." >&2', 'exit 2'),
      'low.sh': sh('true'),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual([]);
    expect(calledScripts(stage)).toEqual(['no.sh']);
  });
});

describe('code mode', () => {
  it('does not run a nested call that was refused, and the program learns why [pre-tool-use.code-mode]', async () => {
    const stage = await effectStage(
      [
        {
          type: 'custom_call',
          name: 'exec',
          input: `
            try { await tools.exec_command({ cmd: 'echo made > forbidden.txt' }); text('it ran'); }
            catch (error) { text('refused: ' + error); }
            const result = await tools.exec_command({ cmd: 'echo made > allowed.txt' });
            text('second: ' + JSON.stringify(result));
          `,
        },
        done,
      ],
      {
        'hooks.toml': entry('exec.before', 'gate.sh'),
        'gate.sh': sh('case "$CODEX_COMMAND" in *forbidden*) echo "Not that file." >&2; exit 2;; esac'),
      },
      { codexModel: 'gpt-6.1-sol' },
    );
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['allowed.txt']);
    expect(run.modelSaw('Not that file.')).toBe(true);
    expect(run.modelSaw('it ran')).toBe(false);
  });
});
