// The model chooses the folder in which a command runs, and the agent gives that folder out for the hook's. Which hooks
// judge the command is not for the model to choose.
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { done, effectStage, entry, hooklineCodex, linesOf, sh } from './effects.ts';

const gate = {
  'hooks.toml': entry('exec.before', 'gate.sh', 'required = true') + entry('exec.after', 'tell.sh'),
  'gate.sh': sh(
    'echo "$CODEX_WORKDIR" >> "$HOME/judged"',
    'case "$CODEX_COMMAND" in *forbidden*) echo "Not that." >&2; exit 2;; esac',
  ),
  'tell.sh': sh('echo "$CODEX_WORKDIR $CODEX_EXIT_CODE" >> "$HOME/ended"'),
};

it.each([
  ['with a transcript', []],
  ['without one', ['--ephemeral']],
])('a command is judged by the hooks of the session, wherever it runs: %s', async (_, args) => {
  const elsewhere = realpathSync(tmpdir());
  const stage = await effectStage(
    [
      { type: 'shell', command: 'true forbidden', workdir: elsewhere },
      { type: 'shell', command: 'pwd', workdir: elsewhere },
      { type: 'shell', command: 'pwd', workdir: '/no/such/folder' },
      done,
    ],
    gate,
  );
  const run = await hooklineCodex(stage, { args });
  expect(run.finalMessage, run.stderr).toBe('done');
  expect(linesOf(stage, 'judged')).toEqual([elsewhere, elsewhere, '/no/such/folder']);
  expect(run.modelSaw('Not that.')).toBe(true);
  expect(linesOf(stage, 'ended')[0]?.split(' ')[0]).toBe(elsewhere);
});

it.each([
  ['with a transcript', []],
  ['without one', ['--ephemeral']],
])(
  'a hook of a hooks.json runs in the folder of the session, wherever the command runs: %s',
  async (_, args) => {
    const elsewhere = realpathSync(tmpdir());
    const stage = await effectStage(
      [
        { type: 'shell', command: 'true forbidden', workdir: elsewhere },
        { type: 'shell', command: 'pwd', workdir: elsewhere },
        done,
      ],
      {
        'own-hooks.json': {
          hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: './gate.sh' }] }] },
        },
        'gate.sh': sh(
          'pwd >> "$HOME/judged"',
          'grep -q forbidden && { echo "Not that." >&2; exit 2; }',
          'exit 0',
        ),
      },
    );
    const program = ['hookline', 'codex', '--hooks-config', './own-hooks.json'];
    const run = await hooklineCodex(stage, { program, args });
    expect(run.finalMessage, run.stderr).toBe('done');
    expect(linesOf(stage, 'judged')).toEqual([stage.sandbox.repo, stage.sandbox.repo]);
    expect(run.modelSaw('Not that.')).toBe(true);
  },
);
