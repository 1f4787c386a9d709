// Follows a guide to the letter on a stage: writes its files, runs its commands, and holds what they print against the page.
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
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

/** Puts the built `hookline` where npm would have put it, so that `npx hookline` is that one. */
export function installInRepo({ sandbox }: Stage): void {
  const bin = path.join(sandbox.repo, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(hooklineBinary(), path.join(bin, 'hookline'));
  sandbox.files({ '.gitignore': 'node_modules\n', 'package.json': { private: true } });
}

/** In which nothing is asked of a registry: what a guide uses is there already. */
const OFFLINE = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };

/**
 * Follows the steps; returns every command that printed something else than the page shows. `env` is for a guide that
 * installs.
 */
export async function followGuide(
  stage: Stage,
  steps: readonly GuideStep[],
  env: Readonly<Record<string, string>> = OFFLINE,
): Promise<readonly Departure[]> {
  const departures: Departure[] = [];
  for (const step of steps) {
    if (step.kind === 'write') {
      stage.sandbox.files({ [step.file]: step.text });
      continue;
    }
    const { stdout, stderr } = await runOnStage(stage, ['bash', '-c', `${step.command} 2>&1`], {
      env,
    });
    const printed = `${stdout}${stderr}`.replaceAll(stage.sandbox.repo, '/home/user/project').trim();
    if (!isShown(step.prints, printed))
      departures.push({ line: step.line, command: step.command, shown: step.prints, printed });
  }
  return departures;
}
