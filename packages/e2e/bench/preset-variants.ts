/** What a team has after the first day, by one preset and nothing else. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approve, bin, homes, payload, projectFolder, type Variant } from './bench-stage.ts';

export const PRESET = 'preset-recommended, exec.before';
export const NOBODY = 'preset-recommended, unheard';

/** `@hookline/preset-recommended` and nothing else. */
export function presetVariants(): readonly Variant[] {
  const project = projectFolder('preset', ['@hookline/preset-recommended']);
  writeFileSync(join(project, 'hooks.toml'), '[hooks]\nextends = ["recommended"]\n');
  approve(project);
  const common = { copies: 1, env: { ...homes, PATH: process.env['PATH'] } };
  const args = (event: string): readonly string[] => [bin, 'hook', '--host', 'codex', '--event', event];
  const silent = (stdout: string): boolean => stdout === '';
  const options = { cwd: project, env: homes };
  const listed = execFileSync(process.execPath, [bin, 'list', '--json'], options).toString();
  const { plugins } = JSON.parse(listed) as { plugins: { events: string[] }[] };
  if (plugins.length < 3 || plugins.some(({ events }) => events.includes('model.before')))
    throw new Error(`${NOBODY}: somebody listens to it.`);
  const { session_id, turn_id, cwd, transcript_path, model } = JSON.parse(payload(project));
  const request = { session_id, turn_id, cwd, transcript_path, model, hook_event_name: 'PreModelRequest' };
  return [
    { ...common, name: PRESET, args: args('PreToolUse'), input: payload(project), proves: silent },
    {
      ...common,
      name: NOBODY,
      args: args('PreModelRequest'),
      input: JSON.stringify(request),
      proves: silent,
    },
  ];
}

/** The preset really works: what a command would delete is saved first. Throws when it is not. */
export async function provePreset(
  variant: Variant,
  run: (variant: Variant, input: string) => Promise<unknown>,
): Promise<void> {
  const { cwd } = JSON.parse(variant.input) as { cwd: string };
  writeFileSync(join(cwd, 'only-copy.txt'), 'x\n');
  await run(variant, payload(cwd, 'rm only-copy.txt'));
  const list = execFileSync(process.execPath, [bin, 'restore', 'list', '--json'], { cwd, env: homes });
  if (!list.includes('only-copy.txt')) throw new Error(`${PRESET} saved nothing.`);
}
