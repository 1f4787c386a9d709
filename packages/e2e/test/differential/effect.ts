// What came of a hook's answer: read from the disk, from what the model was asked, and from what the agent tells the person.
import type { HookVerdict, ModelInputItem, ModelRequest } from '../../src/index.ts';
import type { HookCase } from './hook-case.ts';
import type { Place } from './place.ts';
import { leftIn } from './place.ts';
import { childPromptOf, promptOf } from './scenes.ts';
import { joined, NO_WORDS, outputOf, saidByHooks } from './words.ts';

/** The effect of a case. Two that are equal are so in every field. */
export interface Effect {
  /** The letters of the hooks that were called, sorted, one for each call. */
  readonly called: readonly string[];
  /** What the tool has left on the disk; null when it did not run. */
  readonly made: string | null;
  /** What the model was told besides prompts and instructions, in order. */
  readonly told: readonly Told[];
  /** Requests to the model, a sub-agent's included. */
  readonly requests: number;
  readonly turn: string;
  /** The lines that the person is shown, sorted: warnings, and why something was stopped. Reasons of refusals are in `told`. */
  readonly shown: readonly string[];
  /** How often the person was asked for a permission. */
  readonly asked: number;
}

/** A text and how it reached the model. */
export interface Told {
  /** `output` of a tool, a message of the `developer`, or one of the `user`: a hook's word on how to go on. `child` is before what a sub-agent was told. */
  readonly as: string;
  readonly text: string;
}

/** What one playing of a case has brought to light. */
export interface Evidence {
  readonly requests: readonly ModelRequest[];
  readonly turn: string;
  readonly verdicts: readonly HookVerdict[];
  readonly asked: number;
}

/** Of what the agent tells of a hook. How it failed is told of its own hooks only, and what the model was told is in `told`. */
const SHOWN = new Set(['warning', 'stop']);

/** Reads the effect of a case from its place and what was seen of it. */
export function effectOf(one: HookCase, place: Place, { requests, turn, verdicts, asked }: Evidence): Effect {
  const shown = verdicts.flatMap(({ entries }) => entries.filter(({ kind }) => SHOWN.has(kind)));
  const reasons = new Set(
    one.hooks.flatMap(({ stdout, stderr }) => [...reasonsIn(stdout), String(stderr ?? '')]),
  );
  return {
    ...leftIn(place.folder),
    told: joined(toldIn(one, place, requests)),
    requests: requests.length,
    turn,
    shown: shown
      .flatMap(({ text }) => saidByHooks(text, place).split('\n'))
      .filter((line) => line !== NO_WORDS && !reasons.has(line))
      .sort(),
    asked,
  };
}

/** The reasons in an answer. Whether the person sees them beside the model is the agent's affair, by event. */
function reasonsIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]) =>
    /^(?:reason|permissionDecisionReason)$/.test(key) ? String(value) : reasonsIn(value),
  );
}

/** Every request repeats what was said before: an item counts once, by its id. */
function toldIn(one: HookCase, place: Place, requests: readonly ModelRequest[]): Told[] {
  const seen = new Set<unknown>();
  return requests.flatMap(({ body }) => {
    const input = body.input ?? [];
    const child = input.some((item) => item.role === 'user' && textsOf(item).includes(childPromptOf(one)));
    return input.flatMap((item) => {
      const key = item['id'] ?? JSON.stringify(item);
      if (seen.has(key)) return [];
      seen.add(key);
      return textsOf(item)
        .filter((text) => text !== promptOf(one) && text !== childPromptOf(one) && !isGiven(text))
        .map((text) => ({ as: `${child ? 'child ' : ''}${roleOf(item)}`, text }))
        .map(({ as, text }) => ({
          as,
          text: as.endsWith('output') ? outputOf(text, place) : saidByHooks(text, place),
        }));
    });
  });
}

const roleOf = ({ role, type = '' }: ModelInputItem): string =>
  role ?? (type.endsWith('_output') ? 'output' : type);

/** The texts of an item that is not the model's own. */
function textsOf(item: ModelInputItem): string[] {
  if (item.role === 'assistant' || item.type === 'reasoning' || item.type?.endsWith('_call')) return [];
  const held = item.output ?? item.content;
  if (typeof held === 'string') return [held];
  return Array.isArray(held) ? held.flatMap((part: { text?: string }) => part.text ?? []) : [];
}

/** What the agent tells every model in every session; a hook that says nothing must leave nothing else. */
const isGiven = (text: string): boolean =>
  /^\s*(?:<[a-z_]+(?: instructions)?>|You are (?:Codex|a coding agent|performing a CONTEXT CHECKPOINT))/.test(
    text,
  );
