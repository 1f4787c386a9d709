/**
 * JSON for a place that secrets must not reach. Every text is redacted for itself, before it is escaped, and a text under
 * a name that says that it is a secret is replaced whole: by itself it looks like any other word.
 */

const SECRET_KEY =
  /(?:secret|token|passwd|password|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie)$/i;
/** `Bearer ${TOKEN}` names a secret and holds none. */
const REFERENCE = /^(?:\w+ )?\$\{[A-Za-z_][\w.]*\}$/;

/** The JSON of a value without its secrets. `space` as for `JSON.stringify`. */
export function redactedJson(value: unknown, redact: (text: string) => string, space?: number): string {
  const clean = (key: string, part: unknown): unknown => {
    if (typeof part === 'string') {
      if (SECRET_KEY.test(key) && part !== '' && !REFERENCE.test(part)) return '[redacted]';
      return redact(part);
    }
    return isRecord(part) ? withCleanKeys(part, redact) : part;
  };
  return JSON.stringify(value, clean, space);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function withCleanKeys(
  record: Readonly<Record<string, unknown>>,
  redact: (text: string) => string,
): Readonly<Record<string, unknown>> {
  const keys = Object.keys(record);
  if (keys.every((key) => redact(key) === key)) return record;
  return Object.fromEntries(keys.map((key) => [redact(key), record[key]]));
}
