import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import { type ScriptedModel, type ScriptedModelOptions, startScriptedModel } from './scripted-model.ts';
import type { Turn } from './turn.ts';

/** A scripted model and a sandbox whose agent talks to it. */
export interface Stage {
  readonly model: ScriptedModel;
  readonly sandbox: Sandbox;
  /** Closes the model and removes the sandbox. */
  close(): Promise<void>;
}

/** Settings of a stage. */
export type StageOptions = Omit<SandboxOptions, 'modelUrl'> & ScriptedModelOptions;

/** Starts a scripted model and makes a sandbox for it. */
export async function openStage(turns: readonly Turn[], options: StageOptions = {}): Promise<Stage> {
  const model = await startScriptedModel(turns, options);
  const sandbox = createSandbox({ ...options, modelUrl: model.url });
  return {
    model,
    sandbox,
    close: async () => {
      await model.close();
      await sandbox.cleanup();
    },
  };
}
