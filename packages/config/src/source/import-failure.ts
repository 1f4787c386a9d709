/** What is said of code that failed while it was imported: a package that is missing is answered with what installs it. */
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText, nearest } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import { remedyForPackage } from '../names/remedy.ts';
import type { Finding } from '../report/report.ts';
import type { Position } from './position.ts';
import type { SourceFile } from './source-file.ts';

/** The packages that a configuration or a plugin is written with. */
const OURS = ['hookline', '@hookline/core'];
const NO_PACKAGE = /^Cannot find package '([^']+)'/;
const NO_MODULE = /^Cannot find module '([^']+)'/;

/** The package of a specifier such as `@acme/x/part`. */
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function remedy(text: string, module: string, source: SourceFile, loading: Loading): string | undefined {
  const missing = NO_PACKAGE.exec(text)?.[1];
  if (missing !== undefined) {
    const wanted = packageOf(missing);
    const meant = OURS.includes(wanted) ? undefined : nearest(wanted, OURS);
    const install = remedyForPackage(meant ?? wanted, [meant ?? wanted], source, loading.root);
    return meant === undefined ? install : `Did you mean "${meant}"? If it is not installed: ${install}`;
  }
  if (NO_MODULE.test(text)) return 'Build the package that the file belongs to, or install it again.';
  const shown = relative(loading.options.cwd, module);
  return `To see where it failed: node ${shown.startsWith('..') ? module : shown}`;
}

/**
 * The first place of a file in the stack of an error that was thrown while it was imported. Of a syntax error Node tells
 * the line, and the column only by a caret under it, if at all.
 */
export function placeInCode(error: unknown, file: string): Position | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const rows = stack.split('\n');
  const names = [pathToFileURL(file).href, file];
  for (const [index, row] of rows.entries()) {
    const name = names.find((one) => row.includes(one));
    const [, line, column] =
      (name && /^(?:\?changed=\d+)?:(\d+)(?::(\d+))?/.exec(row.split(name)[1] ?? '')) || [];
    if (line === undefined) continue;
    const caret = rows.slice(index, index + 4).find((one) => /^\s*\^/.test(one));
    return { line: Number(line), column: Number(column ?? (caret ? caret.indexOf('^') + 1 : 1)) };
  }
  return undefined;
}

/** Describes the failure. `what` is the subject of the sentence, `module` the absolute path of what was imported. */
export function importFailure(
  what: string,
  error: unknown,
  module: string,
  source: SourceFile,
  loading: Loading,
): Finding {
  const text = errorText(error).split('\n', 1)[0] ?? '';
  const fix = remedy(text, module, source, loading);
  return {
    message: `${what} failed while it was imported: ${text}`,
    ...(fix === undefined ? {} : { fix }),
  };
}
