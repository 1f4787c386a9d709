// Rewrites by Hookline: proved by what happened on the disk, or by what the MCP server was sent.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mcpEchoConfig, type Stage, type Turn } from '../src/index.ts';
import { answering, done, effectStage, entry, hooklineCodex, installedTurn, plugin, sh } from './effects.ts';

const shell: Turn = { type: 'shell', command: 'echo original > original.txt' };
const patch: Turn = {
  type: 'apply_patch',
  patch: '*** Begin Patch\n*** Add File: patched.txt\n+original\n*** End Patch',
};
const mcp: Turn = { type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'original' } };
const rewriting = (updatedInput: unknown, allow = true) =>
  answering({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      ...(allow ? { permissionDecision: 'allow' } : {}),
      updatedInput,
    },
  });

function withEcho(stage: Stage): () => string[] {
  const log = path.join(stage.sandbox.root, 'mcp.log');
  stage.sandbox.appendConfig(mcpEchoConfig('echo', { MCP_LOG: log }));
  return () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('tools/call'))
      .map((line) => JSON.parse(line).params.arguments.text);
}

describe('a rewrite', () => {
  it('by a script changes a command, a patch and the arguments of an MCP call [pre-tool-use.rewrite]', async () => {
    const stage = await effectStage([shell, patch, mcp, done], {
      'hooks.toml':
        entry('exec.before', 'exec.sh') + entry('patch.before', 'patch.sh') + entry('mcp.before', 'mcp.sh'),
      'exec.sh': rewriting({ command: 'echo rewritten > rewritten.txt' }),
      'patch.sh': rewriting({
        command: '*** Begin Patch\n*** Add File: patched.txt\n+rewritten\n*** End Patch',
      }),
      'mcp.sh': rewriting({ text: 'rewritten' }),
    });
    const sent = withEcho(stage);
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['patched.txt', 'rewritten.txt']);
    expect(stage.sandbox.tree()).toMatchObject({
      'patched.txt': 'rewritten\n',
      'rewritten.txt': 'rewritten\n',
    });
    expect(sent()).toEqual(['rewritten']);
    expect(run.modelSaw('echo:rewritten')).toBe(true);
  });

  it('by a script counts without the word "allow", on which the agent alone insists [pre-tool-use.rewrite-without-allow]', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.before', 'exec.sh'),
      'exec.sh': rewriting({ command: 'echo rewritten > rewritten.txt' }, false),
    });
    const turn = await installedTurn(stage);
    expect(turn.filesTouched).toEqual(['rewritten.txt']);
    expect(turn.hooks.filter(({ status }) => status !== 'completed')).toEqual([]);
  });

  it('of one thing by two scripts is not raced: the one that is registered first stands', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': entry('exec.before', 'slow.sh') + entry('exec.before', 'quick.sh'),
      'slow.sh': sh('sleep 0.5') + rewriting({ command: 'echo made > first.txt' }),
      'quick.sh': rewriting({ command: 'echo made > second.txt' }),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['first.txt']);
  });

  it('by a plugin changes a command, a patch and the arguments of an MCP call, one after the other', async () => {
    const stage = await effectStage([shell, patch, mcp, done], {
      'hooks.toml': '[plugins."./first.mjs"]\n[plugins."./second.mjs"]\n',
      'first.mjs': plugin(
        ['exec.before', 'patch.before', 'mcp.before'],
        `
        on('exec.before').rewrite((event) => ({ command: event.command.replace('original', 'once') }));
        on('patch.before').rewrite((event) => ({ patch: event.patch.replace('+original', '+once') }));
        on('mcp.before').rewrite((event) => ({ arguments: { ...event.arguments, text: 'once' } }));
        `,
      ),
      'second.mjs': plugin(
        ['exec.before', 'patch.before', 'mcp.before'],
        `
        on('exec.before').rewrite((event) => ({ command: event.command.replace('once', 'twice') }));
        on('patch.before').rewrite((event) => ({ patch: event.patch.replace('+once', '+twice') }));
        on('mcp.before').rewrite((event) => ({ arguments: { text: event.arguments.text + ' twice' } }));
        `,
      ),
    });
    const sent = withEcho(stage);
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['original.txt', 'patched.txt']);
    expect(stage.sandbox.tree()).toMatchObject({ 'original.txt': 'twice\n', 'patched.txt': 'twice\n' });
    expect(sent()).toEqual(['once twice']);
  });
});

describe('a gate beside a rewrite', () => {
  const gate = `on('exec.before').gate((event, ctx) => {
    if (event.command.includes('forbidden')) return ctx.deny('No command may name that file.');
  }, { priority: 'high' });`;

  it('judges what a plugin made of the command', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': '[plugins."./policy.mjs"]\n[plugins."./rewriter.mjs"]\n',
      'policy.mjs': plugin(['exec.before'], gate),
      'rewriter.mjs': plugin(
        ['exec.before'],
        `on('exec.before').rewrite(() => ({ command: 'echo made > forbidden.txt' }), { priority: 'low' });`,
      ),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual([]);
    expect(run.modelSaw('No command may name that file.')).toBe(true);
  });

  it('lets pass what a plugin made harmless', async () => {
    const stage = await effectStage([{ type: 'shell', command: 'echo made > forbidden.txt' }, done], {
      'hooks.toml': '[plugins."./policy.mjs"]\n[plugins."./rewriter.mjs"]\n',
      'policy.mjs': plugin(['exec.before'], gate),
      'rewriter.mjs': plugin(
        ['exec.before'],
        `on('exec.before').rewrite((event) => ({ command: event.command.replace('forbidden', 'harmless') }));`,
      ),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual(['harmless.txt']);
  });

  it.each([
    ['a plugin', { 'hooks.toml': '[plugins."./policy.mjs"]\n', 'policy.mjs': plugin(['exec.before'], gate) }],
    [
      'a required script',
      {
        'hooks.toml': entry('exec.before', 'gate.sh', 'required = true', 'priority = "high"'),
        'gate.sh': sh(
          'case "$CODEX_COMMAND" in *forbidden*) echo "No command may name that file." >&2; exit 2;; esac',
        ),
      },
    ],
  ])('judges again what a script of lower priority made of the command: %s', async (_, files) => {
    const stage = await effectStage([shell, done], {
      ...files,
      'hooks.toml': files['hooks.toml'] + entry('exec.before', 'rewrite.sh', 'priority = "low"'),
      'rewrite.sh': rewriting({ command: 'echo made > forbidden.txt' }),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual([]);
    expect(run.modelSaw('No command may name that file.')).toBe(true);
  });
});
