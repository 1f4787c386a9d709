import { heardIn, type ModelRequest, textsIn } from './model-request.ts';

/** A run as the model saw it. */
export interface ModelView {
  readonly modelRequests: readonly ModelRequest[];
  /** The output that the model was given for each call, by call id, in the order of the calls. */
  readonly toolOutputs: ReadonlyMap<string, string>;
  /** Whether a text reached the model: instructions, prompts, injected context, tool outputs; not what it said itself. */
  modelSaw(text: string): boolean;
}

/** Reads requests from the model's side. */
export function viewOf(modelRequests: readonly ModelRequest[]): ModelView {
  const toolOutputs = new Map<string, string>();
  for (const item of modelRequests.flatMap(({ body }) => body.input ?? [])) {
    if (!item.type?.endsWith('_output') || item.call_id === undefined || toolOutputs.has(item.call_id))
      continue;
    toolOutputs.set(item.call_id, textsIn(item.output).join('\n'));
  }
  const heard = modelRequests.flatMap(({ body }) => heardIn(body));
  return { modelRequests, toolOutputs, modelSaw: (text) => heard.some((part) => part.includes(text)) };
}
