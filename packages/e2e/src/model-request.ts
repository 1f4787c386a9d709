// A request to the model and what it tells it. The model's own calls and messages come back to it in every later request; they
// are not among what it heard, or everything that a script says would seem to have reached the model.
import type { Turn } from './turn.ts';

/** The body of a request to the model, as far as tests look at it. */
export interface ModelRequestBody {
  readonly model?: string;
  readonly instructions?: string;
  readonly input?: readonly ModelInputItem[];
  readonly tools?: readonly unknown[];
  readonly [field: string]: unknown;
}

/** One item of what the model is given. */
export interface ModelInputItem {
  readonly type?: string;
  readonly role?: string;
  readonly call_id?: string;
  readonly output?: unknown;
  readonly content?: unknown;
  readonly [field: string]: unknown;
}

/** A request that arrived, and the turn that answered it. */
export interface ModelRequest {
  readonly path: string;
  readonly body: ModelRequestBody;
  readonly turn: Turn;
}

/** Collects the texts that a request tells the model: instructions, prompts, injected context, tool outputs. */
export function heardIn({ instructions, input = [] }: ModelRequestBody): string[] {
  const first = instructions === undefined ? [] : [instructions];
  return [...first, ...input.filter((item) => !isOwn(item)).flatMap(textsIn)];
}

/** Collects every text in a value, the types of items left out. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'type' ? [] : textsIn(part)));
}

function isOwn(item: ModelInputItem): boolean {
  return item.role === 'assistant' || item.type === 'reasoning' || item.type?.endsWith('_call') === true;
}
