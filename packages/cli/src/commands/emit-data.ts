/** Reads the data of `hookline emit`, and says what a person most likely meant by a text that is no JSON. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { errorText } from '@hookline/core/errors';
import { type CommandContext, UsageError } from '../command-context.ts';

/**
 * The value of `--data`: JSON, `@file`, or `-` for stdin; nothing is an empty object.
 *
 * @throws UsageError
 */
export async function readData(data: string | undefined, context: CommandContext): Promise<unknown> {
  if (data === undefined) return {};
  if (data === '') throw new UsageError('--data is empty; give JSON, @file, or - for stdin.');
  let text = data;
  let where = '--data';
  if (data === '-' || data.startsWith('@')) {
    where = data === '-' ? 'stdin' : data.slice(1);
    try {
      // As a stream: a pipe that has nothing yet is no error, and what does not fit into it comes later.
      text = data === '-' ? await readText(process.stdin) : readFileSync(resolve(context.cwd, where), 'utf8');
    } catch (thrown) {
      throw new UsageError(`${where} could not be read: ${errorText(thrown)}`);
    }
  }
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UsageError(`${where} is not JSON: ${errorText(thrown)}${hint(data, context)}`);
  }
}

function hint(data: string, { cwd }: CommandContext): string {
  if (data === '-' || data.startsWith('@')) return '';
  if (existsSync(resolve(cwd, data)) || /^[\w./-]+\.json$/.test(data))
    return `\n  For a file write: --data @${data}`;
  const pair = /^([A-Za-z_]\w*)=(.*)$/s.exec(data);
  if (pair) return `\n  Write: --data '${JSON.stringify({ [pair[1] ?? '']: pair[2] })}'`;
  return data.includes("'") || /^\{\s*\w+\s*:/.test(data)
    ? '\n  JSON has double quotes around names and texts; put single ones around the whole for the shell.'
    : '';
}
