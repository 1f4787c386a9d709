import { createHash } from 'node:crypto';

/** One of two parts of about the same size. */
export type Half = 'a' | 'b';

/**
 * The half that a case belongs to. It follows from the id alone, so a case stays in its half whatever is added: who
 * improves the rules looks at the misses of `a` only, and `b` says how well that carries over.
 */
export function halfOf(id: string): Half {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0 ? 'a' : 'b';
}
