// Why Hookline does otherwise than the agent with the same hook: each reason once, for the cases that share it.
import type { CaseBody, Difference, HookAnswer } from './hook-case.ts';

const differs =
  (reason: Difference['reason'], why: string) =>
  (given: CaseBody | HookAnswer): CaseBody => ({
    ...('hooks' in given ? given : { hooks: given }),
    differs: { reason, why },
  });
const safer = (why: string) => differs('deliberately safer', why);
const documented = (why: string) => differs('documented by the seed', why);

/** The answer refuses, and the agent would set it aside. */
export const stillRefuses = safer('What says that it refuses, refuses, however it says it.');

/** The hook asks for a person, and the agent would set that aside. */
export const isHeldBack = safer('What a hook wants to be asked about does not run unasked.');

/** The answer stops, at an event at which the agent does not know how. */
export const stillStops = safer('What says that it stops, does not go on.');

/** The new input is nothing that the tool could be called with. */
export const isNotCalled = safer('The tool is not called at all, and the model is told why.');

/** The text holds control characters. */
export const isCleaned = safer('Control characters are taken out: they can rewrite what a terminal shows.');

/** The text is longer than the budget of context. */
export const isCut = safer(
  'It is cut to as many tokens, but nothing of it is left in a folder for temporary files.',
);

/** Several hooks refuse. */
export const tellsAll = safer('The model is told every reason, not the first alone.');

/** Two hooks rewrite the same input. */
export const firstRewriteWins = safer(
  'The order of the file decides, not which hook ends last; the conflict is reported.',
);

/** Contexts of several hooks. */
export const sharesBudget = safer('What one event adds has one budget, not one for each hook.');

/** Another handler of the file is broken. */
export const othersRun = safer(
  'A handler that cannot be run, or a key that is not known, does not switch off the other hooks of the file.',
);

/** The hook always objects to the end of a turn. */
export const endsSomeTime = safer('A turn is sent back once (`resume_limit`), or it would never end.');

/** `timeoutSec`, which the agent does not read. */
export const timeoutSecCounts = documented('`timeoutSec` is read as `timeout` is.');

/** A stop beside something else. */
export const stopComesFirst = documented('`continue: false` takes precedence, so its text comes first.');
