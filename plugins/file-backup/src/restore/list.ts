/** `hookline restore list` */
import { relative } from 'node:path';
import type { CommandContext } from '@hookline/core';
import { redactedValue } from '@hookline/core/entry';
import { safeText } from '../safe-text.ts';
import { type Entry, WHY_SKIPPED } from '../store/entry.ts';
import { type EntryFilter, filtered, readEntries } from './entries.ts';

export interface ListOptions extends EntryFilter {
  /** Entries. */
  readonly limit: number;
  readonly json: boolean;
}

export function list({ limit, json, ...filter }: ListOptions, ctx: CommandContext): number {
  const entries = readEntries(ctx.places);
  const wanted = filtered(entries.all, filter, ctx.cwd);
  const shown = wanted.slice(0, limit);
  if (json) {
    ctx.stdout(`${JSON.stringify(redactedValue(shown, ctx.redact), null, 2)}\n`);
    return 0;
  }
  if (shown.length === 0) {
    ctx.stdout(entries.all.length === 0 ? 'There are no backups yet.\n' : 'No backup fits.\n');
    return 0;
  }
  const rows = shown.map((entry) => [
    entries.shortId(entry.id),
    entry.time.replace('T', ' ').slice(0, 19),
    sizeOf(entry),
    safeText(entry.reason),
    `${ctx.redact(safeText(shownPath(entry.path, ctx.cwd)))}${noteOf(entry)}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    ctx.stdout(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
  }
  const left = wanted.length - shown.length;
  if (left > 0) ctx.stdout(`${left} older: --limit ${wanted.length}\n`);
  return 0;
}

/** Within the folder where the person is, the path from there. */
export function shownPath(path: string, cwd: string): string {
  const within = relative(cwd, path);
  return within === '' || within.startsWith('..') ? path : within;
}

function sizeOf(entry: Entry): string {
  if (entry.kind === 'file') return bytes(entry.size);
  return entry.kind === 'skipped' ? '-' : entry.kind === 'symlink' ? 'link' : 'folder';
}

function noteOf(entry: Entry): string {
  if (entry.kind === 'symlink') return ` -> ${safeText(entry.target)}`;
  return entry.kind === 'skipped' ? ` (not saved: ${WHY_SKIPPED[entry.why]})` : '';
}

function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = size / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
