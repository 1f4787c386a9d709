/**
 * Replaces secrets by marks in everything that leaves for a sink: log, journal, message. What a gate on this machine
 * judges is never redacted.
 */
import { FORMATS, MAY_HOLD } from './secret-formats.ts';
import { SHORTEST_SECRET, secretValues } from './secret-values.ts';

/** Makes the redaction of one process: it knows the values of the secret-looking variables of `env`. */
export function createRedact(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  let values: readonly string[] | undefined;
  return (text) => {
    if (text.length < SHORTEST_SECRET) return text;
    values ??= secretValues(env);
    let clean = text;
    for (const value of values) clean = clean.replaceAll(value, '[redacted]');
    if (!MAY_HOLD.test(clean)) return clean;
    for (const [format, mark] of FORMATS) clean = clean.replaceAll(format, mark);
    return clean;
  };
}
