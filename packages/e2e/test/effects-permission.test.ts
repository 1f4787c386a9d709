// Permissions as Hookline decides them: proved by whether the person was asked, by the disk and by what the model was told.
import { describe, expect, it } from 'vitest';
import { moments } from '../src/index.ts';
import {
  answering,
  calledScripts,
  effectStage,
  entry,
  hooklineCodex,
  installedTurn,
  plugin,
  sh,
} from './effects.ts';

const moment = moments.PermissionRequest;
const options = moment.by === 'app-server' ? moment.turn : {};
const decision = (fields: object) =>
  answering({ hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: fields } });
const allowing = decision({ behavior: 'allow' });
const denying = decision({ behavior: 'deny', message: 'The owner said no.' });

const stageWith = (files: Record<string, string>) => effectStage(moment.turns, files);

describe('a permission', () => {
  it.each([
    ['a script', { 'hooks.toml': entry('permission.request', 'gate.sh'), 'gate.sh': allowing }],
    [
      'a plugin',
      {
        'hooks.toml': '[plugins."./policy.mjs"]\n',
        'policy.mjs': plugin(
          ['permission.request'],
          `on('permission.request').gate((event, ctx) => {
            if (event.command.includes('witness') && event.justification === 'the test needs it') return ctx.allow('known');
          });`,
        ),
      },
    ],
  ])('that %s grants is not asked for, and the command runs [permission-request.allow]', async (_, files) => {
    const turn = await installedTurn(await stageWith(files), { ...options, approve: () => 'decline' });
    expect(turn).toMatchObject({ asked: [], filesTouched: ['witness.txt'] });
    expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it.each([
    ['by its decision', denying],
    ['by exit code 2', sh('echo "The owner said no." >&2', 'exit 2')],
    ['by decision "block"', answering({ decision: 'block', reason: 'The owner said no.' })],
  ])(
    'that a script refuses is not asked for, and the model learns why: %s [permission-request.deny]',
    async (_, script) => {
      const stage = await stageWith({
        'hooks.toml': entry('permission.request', 'gate.sh'),
        'gate.sh': script,
      });
      const turn = await installedTurn(stage, { ...options, approve: () => 'accept' });
      expect(turn).toMatchObject({ asked: [], filesTouched: [] });
      expect(turn.modelSaw('The owner said no.')).toBe(true);
      expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
    },
  );

  it('that one hook grants and another refuses is refused [permission-request.allow-and-deny]', async () => {
    const stage = await stageWith({
      'hooks.toml':
        entry('permission.request', 'yes.sh', 'priority = "high"') + entry('permission.request', 'no.sh'),
      'yes.sh': allowing,
      'no.sh': denying,
    });
    const turn = await installedTurn(stage, { ...options, approve: () => 'accept' });
    expect(turn).toMatchObject({ asked: [], filesTouched: [] });
    expect(turn.modelSaw('The owner said no.')).toBe(true);
  });

  it.each([
    ['has no opinion', sh('true'), 'accept', ['witness.txt']],
    ['has no opinion', sh('true'), 'decline', []],
    ['fails', sh('exit 4'), 'accept', ['witness.txt']],
    [
      'wants a person to be asked',
      answering({ hookSpecificOutput: { hookEventName: 'PermissionRequest', permissionDecision: 'ask' } }),
      'decline',
      [],
    ],
  ] as const)(
    'is asked of the person when the hook %s [permission-request.no-opinion] (%#)',
    async (_, script, answer, filesTouched) => {
      const stage = await stageWith({
        'hooks.toml': entry('permission.request', 'gate.sh'),
        'gate.sh': script,
      });
      const turn = await installedTurn(stage, { ...options, approve: () => answer });
      expect(turn).toMatchObject({
        filesTouched,
        asked: [{ method: 'item/commandExecution/requestApproval' }],
      });
      expect(calledScripts(stage)).toEqual(['gate.sh']);
      expect(turn.hooks.filter(({ status }) => status === 'failed')).toEqual([]);
    },
  );

  it('is refused when a required hook fails, and nobody is asked [permission-request.required]', async () => {
    const stage = await stageWith({
      'hooks.toml': entry('permission.request', 'gate.sh', 'required = true', 'description = "Owner check"'),
      'gate.sh': sh('exit 4'),
    });
    const turn = await installedTurn(stage, { ...options, approve: () => 'accept' });
    expect(turn).toMatchObject({ asked: [], filesTouched: [] });
    expect(turn.modelSaw('could not run, so this was not let through')).toBe(true);
  });

  it('is never asked for by `codex exec`, where nobody could grant it [permission-request.exec-never]', async () => {
    const stage = await effectStage(
      moment.turns,
      {
        'hooks.toml': entry('permission.request', 'gate.sh') + entry('task_start', 'start.sh'),
        'gate.sh': allowing,
        'start.sh': sh('true'),
      },
      { sandboxMode: 'read-only', approvalPolicy: 'on-request' },
    );
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual([]);
    expect(calledScripts(stage)).toEqual(['start.sh']);
    expect(run.finalMessage).toBe('done');
  });
});
