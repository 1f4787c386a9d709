import type { ErrorCode } from './catalogue.ts';

/** The parts of an error that a person needs. */
export interface ErrorDetails {
  /** What happened: one sentence. */
  readonly what: string;
  /** `file:line:column` or a path inside a document. */
  readonly where?: string;
  /** What was tried or expected. */
  readonly why?: string;
  /** What to do about it. */
  readonly fix?: string;
  /**
   * Set where the same work may succeed later. Of async work the spool makes another try after so long; it knows from
   * the kind's `delivery` how many there may be. For everything else this is a failure like any other.
   */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

const MARK = Symbol.for('hookline.error');

/** An error with a code of the catalogue; its text is what, where, why and fix. */
export class HooklineError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.what, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'HooklineError';
    this.code = code;
    this.details = details;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Several lines for a terminal: code and what, then where, why, fix where known. */
  report(): string {
    const { what, where, why, fix } = this.details;
    const lines = [`${this.code}  ${what}`];
    if (where) lines.push(`  where  ${where}`);
    if (why) lines.push(`  why    ${why}`);
    if (fix) lines.push(`  fix    ${fix}`);
    return lines.join('\n');
  }
}

/** True for a `HooklineError`, also one made by another copy of this package. */
export function isHooklineError(value: unknown): value is HooklineError {
  try {
    if (!(value instanceof Error && MARK in value)) return false;
    return typeof (value as Partial<HooklineError>).details?.what === 'string';
  } catch {
    // A revoked proxy throws at every look.
    return false;
  }
}

/** The text of anything that was thrown. Never throws: what plugin code throws may refuse to be read. */
export function errorText(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message || thrown.name : thrown);
  } catch {
    return 'It threw a value that has no text.';
  }
}
