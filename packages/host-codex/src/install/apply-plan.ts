/** Carries a plan out: all of it, or as little as a failing disk allows. */
import { chmodSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';
import { fileInvalid, readText } from './file-text.ts';
import type { InstallPlan } from './plan.ts';

/**
 * Writes the files of a plan, each by a rename. A file keeps its mode; a new one is 0600. What changed since the
 * plan was made is not overwritten: HOOKLINE_HOST_FILE_INVALID. A write that fails puts the earlier ones back.
 */
export function applyPlan(plan: InstallPlan): void {
  for (const { path, before } of plan.changes) {
    if (readText(path) !== before) {
      throw fileInvalid(path, 'It was changed by someone else in the meantime.', 'Run the command again.');
    }
  }
  const done: string[] = [];
  let next = '';
  try {
    for (const { path, text } of plan.writes ??
      plan.changes.map(({ path, after }) => ({ path, text: after }))) {
      next = path;
      write(path, text);
      done.push(path);
    }
  } catch (cause) {
    const before = new Map(plan.changes.map((change) => [change.path, change.before]));
    for (const path of new Set(done.reverse())) putBack(path, before.get(path));
    throw cause instanceof HooklineError
      ? cause
      : fileInvalid(next, 'It cannot be written.', 'Repair its permissions.', cause);
  }
  for (const folder of plan.removeFolders) {
    try {
      rmdirSync(folder);
    } catch {
      // Not empty, or gone: somebody else uses it.
    }
  }
}

function write(path: string, text: string | undefined): void {
  if (text === undefined) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0o600;
  const temporary = join(
    dirname(path),
    `.${basename(path)}.${process.pid}.${Math.random().toString(36).slice(2)}`,
  );
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    chmodSync(temporary, mode & 0o777);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

function putBack(path: string, text: string | undefined): void {
  try {
    write(path, text);
  } catch {
    // The first failure is the one to report.
  }
}
