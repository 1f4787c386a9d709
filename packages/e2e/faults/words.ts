// How results are called, in the table that is printed and on the page.
import type { Effect, Loss, Policy } from './fault.ts';

export const POLICY_WORDS: Readonly<Record<Policy, string>> = {
  required: 'required',
  optional: 'not required',
};

export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  ran: 'ran',
  refused: 'did not run',
  judged: 'as the gate judged',
  unasked: 'the prompt was refused',
};

const LOSS_WORDS: Readonly<Record<Loss, string>> = {
  journal: 'the line of the journal',
  delivery: 'the asynchronous hook',
};

export const lossWords = (lost: readonly Loss[]): string =>
  lost.map((loss) => LOSS_WORDS[loss]).join(' and ') || 'nothing';
