// Follows a guide to the letter on a stage: writes its files, runs its commands, and holds what they print against the page.
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { hooklineBinary } from '../hookline-binary.ts';
import { runOnStage } from '../run-codex.ts';
import type { Stage } from '../stage.ts';
import { type GuideStep, isShown } from './guide-steps.ts';

/** A step at which the page and what happened differ. */
export interface Departure {
  /** The line of the page. */
  readonly line: number;
  readonly command: string;
  readonly shown: string;
  readonly printed: string;
}

const OWN_MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const PLUGINS = new URL('../../../../plugins/', import.meta.url);

/**
 * Puts the built `hookline`, and packages of `plugins/` by their folders' names, where npm would have put them, so that
 * `npx hookline` is that one.
 */
export function installInRepo({ sandbox }: Stage, plugins: readonly string[] = []): void {
  const modules = path.join(sandbox.repo, 'node_modules');
  mkdirSync(path.join(modules, '.bin'), { recursive: true });
  symlinkSync(hooklineBinary(), path.join(modules, '.bin/hookline'));
  for (const folder of plugins) copyPackage(folder, modules);
  sandbox.files({ '.gitignore': 'node_modules\n', 'package.json': { private: true } });
}

/** A package of `plugins/` with what it brings: those of Hookline are copied like itself, the others are linked. */
function copyPackage(folder: string, modules: string): void {
  const from = fileURLToPath(new URL(folder, PLUGINS));
  const { name, dependencies = {} } = JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8'));
  if (existsSync(path.join(modules, name))) return;
  cpSync(from, path.join(modules, name), { recursive: true });
  for (const brought of ['@hookline/core', ...Object.keys(dependencies)]) {
    const own = /^@hookline\/(?:plugin-)?((?:preset-)?.+)$/.exec(brought)?.[1];
    if (own !== undefined && own !== 'core') copyPackage(own, modules);
    if (existsSync(path.join(modules, brought))) continue;
    mkdirSync(path.dirname(path.join(modules, brought)), { recursive: true });
    symlinkSync(path.join(OWN_MODULES, brought), path.join(modules, brought));
  }
}

/** In which nothing is asked of a registry: what a guide uses is there already. */
const OFFLINE = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };

/**
 * Follows the steps; returns every command that printed something else than the page shows. `env` is for a guide that
 * installs, `from` the folder in which it begins, if that is not the repository. A `cd` counts for all that follows.
 * `trust` is what the page's reader has in HOOKLINE_TRUST.
 */
export async function followGuide(
  stage: Stage,
  steps: readonly GuideStep[],
  env: Readonly<Record<string, string>> = OFFLINE,
  from: string = stage.sandbox.repo,
  trust: 'record' | 'lock' = 'record',
): Promise<readonly Departure[]> {
  const departures: Departure[] = [];
  let cwd = from;
  for (const step of steps) {
    if (step.kind === 'write') {
      stage.sandbox.files({ [step.file]: step.text }, cwd);
      continue;
    }
    const [, to] = /^cd (\S+)$/.exec(step.command) ?? [];
    if (to !== undefined) {
      cwd = path.resolve(cwd, to);
      if (!existsSync(cwd)) throw new Error(`Line ${step.line}: there is no folder ${to}.`);
      continue;
    }
    const { stdout, stderr } = await runOnStage(stage, ['bash', '-c', `${step.command} 2>&1`], {
      // A reader has approved nothing but what the page has them approve.
      env: { ...env, HOOKLINE_TRUST: trust },
      cwd,
    });
    const printed = stripVTControlCharacters(`${stdout}${stderr}`)
      .replaceAll(stage.sandbox.repo, '/home/user/project')
      .trim();
    if (!isShown(step.prints, printed))
      departures.push({ line: step.line, command: step.command, shown: step.prints, printed });
  }
  return departures;
}
