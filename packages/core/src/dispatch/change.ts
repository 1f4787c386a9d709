/** Rewrites, one after the other: which change stands for all of them, and which two cannot both stand. */
import type { Rewrite } from '../answer.ts';

/** Two changes as one. A whole input replaces what was changed before it. */
export function followedBy(before: Rewrite | undefined, next: Rewrite): Rewrite {
  return next.input === undefined ? { ...before, ...next } : next;
}

/** Remembers who changed which field, and finds the change that contradicts an earlier one. */
export class TakenFields {
  readonly #taken = new Map<string, { readonly by: string; readonly value: string }>();

  /** The first field of a change that somebody gave another value, and who; a whole input contradicts any field. */
  clash(change: Rewrite): { readonly field: string; readonly with: string } | undefined {
    for (const [field, value] of Object.entries(change)) {
      for (const [taken, { by, value: before }] of this.#taken) {
        const contradicts =
          taken === field ? before !== JSON.stringify(value) : taken === 'input' || field === 'input';
        if (contradicts) return { field, with: by };
      }
    }
    return undefined;
  }

  take(change: Rewrite, by: string): void {
    for (const [field, value] of Object.entries(change)) {
      this.#taken.set(field, { by, value: JSON.stringify(value) });
    }
  }
}
