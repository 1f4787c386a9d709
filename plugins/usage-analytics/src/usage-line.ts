/** Reads one line back. Whatever else writes to these files: a field that is not what it should be is not there. */

/** A line that was understood. */
export interface UsageLine {
  readonly event: string;
  readonly text: (key: string) => string | undefined;
  readonly number: (key: string) => number | undefined;
  readonly truth: (key: string) => boolean | undefined;
}

/** The line; undefined for what is none. */
export function usageLine(line: string): UsageLine | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return undefined;
  const fields = record as Readonly<Record<string, unknown>>;
  const field = (key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);
  const text = (key: string): string | undefined => {
    const value = field(key);
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
  };
  const event = text('event');
  if (event === undefined) return undefined;
  return {
    event,
    text,
    number: (key) => {
      const value = field(key);
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1e15
        ? value
        : undefined;
    },
    truth: (key) => {
      const value = field(key);
      return typeof value === 'boolean' ? value : undefined;
    },
  };
}
