import { onTestFinished } from 'vitest';
import {
  createObserver,
  type Moment,
  type Observer,
  openMoment,
  openStage,
  type Stage,
  type StageOptions,
  type Turn,
  writeHooks,
} from '../src/index.ts';

/** Opens a stage that is closed when the test ends, whatever its result. */
export async function stageFor(turns: readonly Turn[], options?: StageOptions): Promise<Stage> {
  const stage = await openStage(turns, options);
  onTestFinished(() => stage.close());
  return stage;
}

/** Opens the stage of a moment, with an observer on every event of the agent. */
export async function observedStage(
  moment: Moment,
  options?: StageOptions,
): Promise<{ stage: Stage; observer: Observer }> {
  const stage = await openMoment(moment, options);
  onTestFinished(() => stage.close());
  const observer = createObserver(stage.sandbox);
  writeHooks(stage.sandbox, observer.hooks);
  return { stage, observer };
}
