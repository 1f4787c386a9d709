import { relative } from 'node:path';
import type { Origin } from '@hookline/core';

/** `hooks.toml:4 (project)`, relative to the working directory where it lies below it. */
export function originPlace({ file, line, layer }: Origin, cwd: string): string {
  return `${nearFile(file, cwd)}${line === undefined ? '' : `:${line}`} (${layer})`;
}

/** A file, relative to the working directory where it lies below it. */
export function nearFile(file: string, cwd: string): string {
  const near = relative(cwd, file);
  return near && !near.startsWith('..') ? near : file;
}
