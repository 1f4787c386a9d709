/**
 * The JSON that a hook may answer with, whatever kind of hook it is. A field that is known has to be right: what looks
 * like an answer and is not one is a failure of the hook, because half a refusal must not pass as consent. Other
 * fields are tolerated. What is wrong is given back as a text: which error it becomes is the kind's own.
 */

/** An object of JSON, unchecked. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** The answer as it was printed, checked. A blank text counts as absent. */
export interface PrintedAnswer {
  readonly decision?: 'block' | 'approve';
  readonly reason?: string;
  readonly continue?: boolean;
  readonly stopReason?: string;
  readonly systemMessage?: string;
  readonly permissionDecision?: 'allow' | 'deny' | 'ask';
  readonly permissionDecisionReason?: string;
  readonly updatedInput?: JsonFields;
  readonly additionalContext?: string;
  readonly behavior?: 'allow' | 'deny';
  readonly behaviorMessage?: string;
}

/** A sentence on what is wrong with what was printed. */
export interface AnswerProblem {
  readonly problem: string;
}

class Wrong extends Error {}

const isObject = (value: unknown): value is JsonFields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The object that a JSON text holds; undefined when it holds another value, a list for instance. */
export function parseAnswer(json: string): { readonly fields: JsonFields | undefined } | AnswerProblem {
  let value: unknown;
  try {
    // To `trim`, a byte order mark is white space.
    value = JSON.parse(json.trim());
  } catch (thrown) {
    return { problem: `It is not well-formed JSON: ${(thrown as Error).message.replace(QUOTED_PART, '')}` };
  }
  return { fields: isObject(value) ? value : undefined };
}

/** The platform quotes ten characters around the place: half a secret is not recognised as one. */
const QUOTED_PART = /, (?:\.\.\.)?"[\s\S]*$/;

/** Checks the known fields of an answer. Own properties only. */
export function checkAnswer(top: JsonFields): { readonly answer: PrintedAnswer } | AnswerProblem {
  try {
    return { answer: check(top) };
  } catch (thrown) {
    if (thrown instanceof Wrong) return { problem: thrown.message };
    throw thrown;
  }
}

function check(top: JsonFields): PrintedAnswer {
  const specific = read(top, 'hookSpecificOutput', 'an object', isObject) ?? {};
  const decision = read(specific, 'decision', 'an object with "behavior"', isObject);
  const behavior = decision && word(decision, 'behavior', ['allow', 'deny']);
  if (decision && !behavior) throw new Wrong('"decision" in "hookSpecificOutput" has no "behavior".');
  // Known to the agent and of no use here: wrong ones are a slip all the same.
  flag(top, 'suppressOutput');
  text(specific, 'hookEventName');
  return {
    decision: topDecision(top),
    reason: text(top, 'reason'),
    continue: flag(top, 'continue'),
    stopReason: text(top, 'stopReason'),
    systemMessage: text(top, 'systemMessage'),
    permissionDecision: word(specific, 'permissionDecision', ['allow', 'deny', 'ask']),
    permissionDecisionReason: text(specific, 'permissionDecisionReason'),
    updatedInput: read(specific, 'updatedInput', 'an object', isObject),
    additionalContext: text(specific, 'additionalContext'),
    behavior,
    behaviorMessage: decision && text(decision, 'message'),
  };
}

/** `deny` and `allow` are other agents' words for the same; a plain "no" is never mistaken for a slip. */
function topDecision(top: JsonFields): 'block' | 'approve' | undefined {
  const given = word(top, 'decision', ['block', 'approve', 'deny', 'allow']);
  if (given === 'deny') return 'block';
  return given === 'allow' ? 'approve' : given;
}

/** A field that is there; null counts as absent, because many languages print what is unset as null. */
function read<T>(
  fields: JsonFields,
  name: string,
  expected: string,
  isRight: (value: unknown) => value is T,
): T | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!isRight(value)) throw new Wrong(`"${name}" is ${described(value)}; expected ${expected}.`);
  return value;
}

const LONGEST_QUOTE = 40;

/** Short texts are quoted whole, others not at all: half a secret is not recognised as one. */
function described(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string' && value.length > LONGEST_QUOTE) return 'a long text';
  return JSON.stringify(value);
}

const flag = (fields: JsonFields, name: string): boolean | undefined =>
  read(fields, name, 'true or false', (value) => typeof value === 'boolean');

function text(fields: JsonFields, name: string): string | undefined {
  const value = read(fields, name, 'a text', (given) => typeof given === 'string');
  return value?.trim() ? value : undefined;
}

function word<T extends string>(fields: JsonFields, name: string, words: readonly T[]): T | undefined {
  const isWord = (value: unknown): value is T => (words as readonly unknown[]).includes(value);
  return read(fields, name, words.map((one) => `"${one}"`).join(' or '), isWord);
}
