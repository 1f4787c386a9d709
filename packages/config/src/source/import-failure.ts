/** What is said of code that failed while it was imported: a package that is missing is answered with what installs it. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorText } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import { remedyForPackage } from '../names/remedy.ts';
import type { Finding } from '../report/report.ts';
import type { SourceFile } from './source-file.ts';

const NO_PACKAGE = /^Cannot find package '([^']+)'/;
const NO_MODULE = /^Cannot find module '([^']+)'/;

/** The package of a specifier such as `@acme/x/part`. */
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function remedy(text: string, module: string, source: SourceFile, loading: Loading): string | undefined {
  const missing = NO_PACKAGE.exec(text)?.[1];
  if (missing !== undefined) {
    const wanted = packageOf(missing);
    return remedyForPackage(wanted, [wanted], source, loading.root);
  }
  if (NO_MODULE.test(text)) return 'Build the package that the file belongs to, or install it again.';
  const shown = relative(loading.options.cwd, module);
  return `To see where it failed: node ${shown.startsWith('..') ? module : shown}`;
}

/** Where an error was thrown or a text could not be parsed, when the stack names a file of the code itself. */
function placeOf(error: unknown, module: string): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, url, line] of stack.matchAll(/(file:\/\/\/[^\s():?]+)(?:\?[^\s():]*)?:(\d+)/g)) {
    if (url !== undefined && fileURLToPath(url) === module) return `line ${line}`;
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
  const place = placeOf(error, module);
  const fix = remedy(text, module, source, loading);
  return {
    message: `${what} failed while it was imported${place ? ` (${place})` : ''}: ${text}`,
    ...(fix === undefined ? {} : { fix }),
  };
}
