/**
 * What a person has approved, one file a project in `$HOOKLINE_HOME/trust`, named by the real path of the project's
 * root: a copy of a repository elsewhere has none. A file that others own or can write does not count.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, HooklineError } from '@hookline/core/errors';
import type { Inputs } from '../source/inputs.ts';
import { foreignHand } from '../source/ownership.ts';
import { sha256, type TrustItem } from './item.ts';
import type { RequiredEvents } from './waiting.ts';

/** An item as it was approved. */
export interface ApprovedItem extends TrustItem {
  /** What it said, to show later what has changed; absent for what is large or not text. */
  readonly text?: string;
  /** The working directories from which it belonged to the configuration, in the form of a path of an item. */
  readonly seenFrom: readonly string[];
}

export interface ApprovalRecord {
  readonly version: 1;
  /** The real path. */
  readonly root: string;
  /** ISO time of the last approval. */
  readonly approvedAt: string;
  readonly items: readonly ApprovedItem[];
  /** The required gates of what was approved, by working directory. */
  readonly required: Readonly<Record<string, RequiredEvents>>;
}

const folderOf = (hooklineHome: string): string => join(hooklineHome, 'trust');

/** Where the approval of a project is kept. `root` is a real path. */
export function approvalFile(hooklineHome: string, root: string): string {
  return join(folderOf(hooklineHome), `${sha256(root).slice(0, 32)}.json`);
}

const isRecord = (value: unknown): value is ApprovalRecord => {
  if (value === null || typeof value !== 'object') return false;
  const { version, root, items, required } = value as Partial<ApprovalRecord>;
  return (
    version === 1 &&
    typeof root === 'string' &&
    required !== null &&
    typeof required === 'object' &&
    Array.isArray(items) &&
    items.every(
      (item: unknown) =>
        item !== null &&
        typeof item === 'object' &&
        typeof (item as ApprovedItem).path === 'string' &&
        typeof (item as ApprovedItem).sha256 === 'string' &&
        Array.isArray((item as ApprovedItem).seenFrom),
    )
  );
};

/** What was read of an approval, and why it does not count where it does not. */
export interface ReadApproval {
  readonly record?: ApprovalRecord;
  readonly refused?: string;
}

/** The approval of a project. Never throws: what cannot be read is no approval. */
export function readApproval(hooklineHome: string, root: string, inputs: Inputs): ReadApproval {
  const file = approvalFile(hooklineHome, root);
  if (!inputs.stat(file)?.isFile()) return {};
  const foreign = foreignHand(file, inputs);
  if (foreign !== undefined) return { refused: `${file} does not count, because ${foreign}` };
  try {
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isRecord(record) && record.root === root) return { record };
    return { refused: `${file} is not the record of an approval` };
  } catch {
    return { refused: `${file} cannot be read` };
  }
}

/**
 * Keeps an approval.
 *
 * @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE`
 */
export function writeApproval(hooklineHome: string, record: ApprovalRecord): void {
  const file = approvalFile(hooklineHome, record.root);
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    for (const folder of [hooklineHome, folderOf(hooklineHome)]) makeFolder(folder);
    writeFileSync(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file);
  } catch (thrown) {
    throw notWritten(file, thrown);
  }
}

const notWritten = (file: string, thrown: unknown): HooklineError =>
  new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
    what: 'The approval could not be kept, so nothing has changed.',
    where: file,
    why: errorText(thrown),
    fix: 'Make $HOOKLINE_HOME (default ~/.hookline) writable.',
  });

/** Takes an approval back. True when there was one. */
export function removeApproval(hooklineHome: string, root: string): boolean {
  try {
    rmSync(approvalFile(hooklineHome, root));
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT')
      throw notWritten(approvalFile(hooklineHome, root), thrown);
    return false;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}
