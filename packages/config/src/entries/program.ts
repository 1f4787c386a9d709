/** Warns about a script that is written as a path and is not there, or may not be executed. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { RawEntry } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { nearbyFile } from '../source/nearby-file.ts';
import type { SourceFile } from '../source/source-file.ts';

function programOf(command: unknown): string | undefined {
  const first: unknown = Array.isArray(command) ? command[0] : command;
  if (typeof first !== 'string') return undefined;
  const program = Array.isArray(command) ? first : first.trim().split(/\s/, 1)[0];
  return program !== undefined && /^\.\.?\//.test(program) && !program.includes('${') ? program : undefined;
}

function fault(file: string): 'missing' | 'not executable' | undefined {
  try {
    if (!statSync(file).isFile()) return 'missing';
  } catch {
    return 'missing';
  }
  try {
    accessSync(file, constants.X_OK);
    return undefined;
  } catch {
    return 'not executable';
  }
}

function whereIs(program: string, source: SourceFile, root: string): string {
  const meant = nearbyFile(program, source, root);
  return meant === undefined
    ? 'Make it there, or correct the path: what starts with ./ or ../ is found from the folder of this file.'
    : `Did you mean "${meant}"? What starts with ./ or ../ is found from the folder of this file.`;
}

/** A path as one types it where the command was typed. */
function fromHere(file: string, cwd: string): string {
  const near = relative(cwd, file);
  return near.startsWith('..') ? file : near;
}

/** Checks the program of a script entry. */
export function checkProgram(
  raw: RawEntry,
  fields: Readonly<Record<string, unknown>>,
  type: string,
  { report, root, options: { cwd } }: Loading,
): void {
  const program = type === 'script' ? programOf(fields['command']) : undefined;
  if (program === undefined) return;
  const folder = dirname(raw.source.file);
  const wrong = fault(resolve(folder, program));
  if (!wrong) return;
  const path = [...raw.path, 'command', ...(Array.isArray(raw.value['command']) ? [0] : [])];
  const isMissing = wrong === 'missing';
  report.at(
    { source: raw.source, path },
    {
      severity: 'warning',
      code: isMissing ? 'HOOKLINE_SCRIPT_NOT_FOUND' : 'HOOKLINE_SCRIPT_NOT_EXECUTABLE',
      message: isMissing
        ? `The program ${program} does not exist in ${folder}.`
        : `The program ${program} may not be executed.`,
      fix: isMissing
        ? whereIs(program, raw.source, root)
        : `chmod +x ${fromHere(resolve(folder, program), cwd)}`,
    },
  );
}
