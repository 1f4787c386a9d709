/**
 * What gates have refused, and the permission for one of these calls, once. Both are files below `$HOOKLINE_HOME/allow`,
 * described in docs/state.md: a plugin writes the refusals and uses up the grants, and neither imports the other.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '@hookline/runtime';

/** One refusal, as a plugin has recorded it. */
export interface Refusal {
  readonly time: string;
  readonly session_id: string;
  readonly by: string;
  readonly event: string;
  readonly verdict: 'ask' | 'deny';
  readonly rules: readonly string[];
  readonly reason: string;
  readonly text: string;
  readonly cwd: string;
  /** The name of the call: the permission is for it and no other. */
  readonly call: string;
}

/** Bytes at the end of the file that are looked at. */
const TAIL = 512 * 1024;

/** The refusals, the newest first; one for each call. What cannot be read, and what is none, is left out. */
export function readRefusals(hooklineHome: string): readonly Refusal[] {
  const lines = tailOf(join(hooklineHome, 'allow', 'refused.jsonl'))
    .split('\n')
    .reverse();
  const calls = new Map<string, Refusal>();
  for (const line of lines) {
    const refusal = refusalIn(line);
    if (refusal && !calls.has(refusal.call)) calls.set(refusal.call, refusal);
  }
  return [...calls.values()];
}

function tailOf(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const stats = fstatSync(descriptor);
    // Who else can write to it could show one command and have another one permitted.
    const isOwn = !process.getuid || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
    if (!stats.isFile() || !isOwn) return '';
    const bytes = Buffer.alloc(Math.min(stats.size, TAIL));
    const read = readSync(descriptor, bytes, 0, bytes.length, stats.size - bytes.length);
    return bytes.toString('utf8', 0, read);
  } catch {
    return '';
  } finally {
    closeSync(descriptor);
  }
}

function refusalIn(line: string): Refusal | undefined {
  try {
    const value = JSON.parse(line) as Refusal & { readonly version: unknown };
    const texts = [value.time, value.session_id, value.by, value.event, value.reason, value.text, value.cwd];
    const isWhole =
      value.version === 1 &&
      texts.every((text) => typeof text === 'string') &&
      Array.isArray(value.rules) &&
      value.rules.every((rule) => typeof rule === 'string') &&
      (value.verdict === 'ask' || value.verdict === 'deny') &&
      /^[0-9a-f]{64}$/.test(value.call);
    return isWhole ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Permits a call once, until a moment. False when it could not be kept. */
export function writeGrant(
  hooklineHome: string,
  { call, event, by }: Refusal,
  now: Date,
  expires: Date,
): boolean {
  const file = join(hooklineHome, 'allow', 'granted', `${call}.json`);
  return writeWhole(
    file,
    `${JSON.stringify({
      version: 1,
      call,
      event,
      by,
      granted_at: now.toISOString(),
      expires_at: expires.toISOString(),
    })}\n`,
  );
}
