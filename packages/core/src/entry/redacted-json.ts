/**
 * Values for a place that secrets must not reach. Every text is redacted for itself, before it is escaped, and a text
 * under a name that says that it is a secret is replaced whole: by itself it looks like any other word.
 */
type Redact = (text: string) => string;

const SECRET_KEY =
  /(?:secret|token|passwd|password|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie)$/i;
/** `Bearer ${TOKEN}` names a secret and holds none. */
const REFERENCE = /^(?:\w+ )?\$\{[A-Za-z_][\w.]*\}$/;

/** Levels. An agent has read its JSON by a parser that stops before that; deeper, the stack of this process would end. */
const DEEPEST = 500;

/**
 * A copy of a value of JSON without its secrets; what holds none is given back as it is, and what lies deeper than 500
 * levels is left out. `name` is what it stands under.
 */
export function redactedValue(value: unknown, redact: Redact, name = ''): unknown {
  return redactedAt(value, redact, name, DEEPEST);
}

function redactedAt(value: unknown, redact: Redact, name: string, levels: number): unknown {
  if (typeof value === 'string') {
    const isSecret = SECRET_KEY.test(name) && value !== '' && !REFERENCE.test(value);
    return isSecret ? '[redacted]' : redact(value);
  }
  if (value !== null && typeof value === 'object' && levels === 0) return '[nested too deep]';
  if (Array.isArray(value)) return value.map((item) => redactedAt(item, redact, name, levels - 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact(key), redactedAt(item, redact, key, levels - 1)]),
  );
}

/** The JSON of a value without its secrets. `space` as for `JSON.stringify`. */
export function redactedJson(value: unknown, redact: Redact, space?: number): string {
  return JSON.stringify(redactedValue(value, redact), undefined, space);
}

/** Not what has a form of its own in JSON, as a date has. */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !('toJSON' in value);
