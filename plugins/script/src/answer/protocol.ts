/**
 * Reads the JSON that a script may print. A field that is known has to be right: what looks like an answer and is
 * not one is a failure of the hook, because half a refusal must not pass as consent. Other fields are tolerated.
 */

/** The answer as it was printed, checked. */
export interface PrintedAnswer {
  readonly decision?: 'block' | 'approve';
  readonly reason?: string;
  readonly continue?: boolean;
  readonly stopReason?: string;
  readonly systemMessage?: string;
  readonly permissionDecision?: 'allow' | 'deny' | 'ask';
  readonly permissionDecisionReason?: string;
  readonly updatedInput?: Readonly<Record<string, unknown>>;
  readonly additionalContext?: string;
  readonly behavior?: 'allow' | 'deny';
  readonly behaviorMessage?: string;
}

/** Text and answer of one stdout, or what is wrong with it. */
export type Printed =
  | { readonly text: string; readonly answer?: PrintedAnswer }
  | { readonly problem: string };

class Wrong extends Error {}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A field that is there; null counts as absent, because many languages print what is unset as null. */
function read<T>(
  fields: Fields,
  name: string,
  expected: string,
  check: (value: unknown) => value is T,
): T | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!check(value))
    throw new Wrong(`"${name}" is ${JSON.stringify(value)?.slice(0, 60)}; expected ${expected}.`);
  return value;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const text = (fields: Fields, name: string) => read(fields, name, 'a text', isText);

function oneOf<T extends string>(fields: Fields, name: string, words: readonly T[]): T | undefined {
  const isWord = (value: unknown): value is T => (words as readonly unknown[]).includes(value);
  return read(fields, name, words.map((word) => `"${word}"`).join(' or '), isWord);
}

function check(top: Fields): PrintedAnswer {
  const specific = read(top, 'hookSpecificOutput', 'an object', isObject) ?? {};
  const decision = read(specific, 'decision', 'an object with "behavior"', isObject) ?? {};
  read(top, 'suppressOutput', 'true or false', isFlag);
  text(specific, 'hookEventName');
  const behavior = oneOf(decision, 'behavior', ['allow', 'deny']);
  if (behavior === undefined && specific['decision'] !== undefined && specific['decision'] !== null) {
    throw new Wrong('"decision" in "hookSpecificOutput" has no "behavior".');
  }
  return {
    decision: topDecision(top),
    reason: text(top, 'reason'),
    continue: read(top, 'continue', 'true or false', isFlag),
    stopReason: text(top, 'stopReason'),
    systemMessage: text(top, 'systemMessage'),
    permissionDecision: oneOf(specific, 'permissionDecision', ['allow', 'deny', 'ask']),
    permissionDecisionReason: text(specific, 'permissionDecisionReason'),
    updatedInput: read(specific, 'updatedInput', 'an object', isObject),
    additionalContext: text(specific, 'additionalContext'),
    behavior,
    behaviorMessage: text(decision, 'message'),
  };
}

/** `deny` and `allow` are other agents' words for the same; a plain "no" is never mistaken for a slip. */
function topDecision(top: Fields): 'block' | 'approve' | undefined {
  const word = oneOf(top, 'decision', ['block', 'approve', 'deny', 'allow']);
  if (word === 'deny') return 'block';
  return word === 'allow' ? 'approve' : word;
}

const DECIDING = ['decision', 'continue', 'hookSpecificOutput'] as const;
const LOOKS_DECIDING = /"(?:decision|permissionDecision|hookSpecificOutput|continue)"\s*:/;

/** Reads what a script printed: nothing, a text, an answer, or log lines that end in an answer. */
export function readPrinted(stdout: string): Printed {
  const printed = stdout.replace(/^\uFEFF/, '').trim();
  try {
    if (printed.startsWith('{')) return { text: '', answer: check(parse(printed)) };
    return readTrailing(printed);
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.message };
    throw error;
  }
}

function parse(json: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Wrong(`It is not well-formed JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new Wrong('It is not one JSON object.');
  return value;
}

/** A script that logs to stdout before it answers means its answer; the first such line on is read as one. */
function readTrailing(printed: string): Printed {
  const start = printed.search(/^\{/m);
  if (start < 0) return { text: printed };
  const tail = printed.slice(start);
  let fields: Fields;
  try {
    fields = parse(tail);
  } catch (error) {
    if (LOOKS_DECIDING.test(tail)) throw error;
    return { text: printed };
  }
  if (!DECIDING.some((name) => Object.hasOwn(fields, name))) return { text: printed };
  return { text: printed.slice(0, start).trim(), answer: check(fields) };
}
