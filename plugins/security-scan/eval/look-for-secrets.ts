import type { Scan, SecretSpan } from './load-scan.ts';
import type { SecretText } from './secrets/load.ts';

/** A text with the parts that were said to be secrets, and how much of each of its secrets they cover. */
export interface SearchedText {
  readonly one: SecretText;
  /** What was found, or the error. */
  readonly found: readonly string[];
  readonly secrets: readonly { readonly kind: string; readonly covered: number }[];
}

/** Looks for the secrets of every text. A search that throws has found nothing where there is something, and the reverse. */
export function lookForSecrets(scan: Scan, cases: readonly SecretText[]): SearchedText[] {
  return cases.map((one) => {
    try {
      const spans = scan.findSecrets(one.text);
      return {
        one,
        found: spans.map(({ kind, start, end }) => `${kind} ${one.text.slice(start, end)}`),
        secrets: one.secrets.map(({ kind, value }) => ({ kind, covered: coverage(one.text, value, spans) })),
      };
    } catch (cause) {
      return { one, found: [String(cause)], secrets: one.secrets.map(({ kind }) => ({ kind, covered: 0 })) };
    }
  });
}

/** The share of a secret's characters that were found; of several places, the one of which least was. */
function coverage(text: string, value: string, spans: readonly SecretSpan[]): number {
  let least = 1;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    let covered = 0;
    for (let index = at; index < at + value.length; index += 1) {
      if (spans.some(({ start, end }) => start <= index && index < end)) covered += 1;
    }
    least = Math.min(least, covered / value.length);
  }
  return least;
}
