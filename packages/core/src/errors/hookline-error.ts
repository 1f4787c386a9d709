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
  return value instanceof Error && MARK in value;
}

/** The text of anything that was thrown. */
export function errorText(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  return typeof thrown === 'string' ? thrown : String(thrown);
}
