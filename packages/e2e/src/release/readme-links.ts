// A README is read on the page of its package, where only the package's own files are: a link to anything else in the
// repository has to say where the repository is.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RepositoryAddress } from './address.ts';

/** A README and where it lies. */
export interface Readme {
  readonly text: string;
  /** The package's folder, relative to the repository, with `/`. */
  readonly folder: string;
  /** The entries of the manifest's `files`. */
  readonly files: readonly string[];
}

/** Code stays as it is: fenced, or between backticks. */
const CODE = /^```[^\n]*\n[\s\S]*?^```$|``[^\n]*?``|`[^`\n]*`/gm;
/** The target of a link or an image; `[`x`](y)` has its code inside of the text. */
const TARGET = /(\]\()(?![a-z][a-z+.-]*:|#|\/)([^)\s#]+)(#[^)\s]*)?(?=\))/gi;

/**
 * The text with every link that leaves the package made absolute.
 *
 * @throws Error that lists all links which lead to nothing.
 */
export function absoluteLinks(readme: Readme, root: string, address: RepositoryAddress): string {
  const dead: string[] = [];
  const text = outsideOfCode(readme.text, (prose) =>
    prose.replaceAll(TARGET, (whole, open: string, to: string, anchor = '') => {
      const target = path.posix.join(readme.folder, to);
      const file = path.join(root, target);
      if (target.startsWith('..') || !existsSync(file)) {
        dead.push(to);
        return whole;
      }
      if (isShipped(to, readme.files)) return whole;
      const kind = statSync(file).isDirectory() ? 'tree' : 'blob';
      return `${open}${address.url}/${kind}/${address.commit}/${target}${anchor}`;
    }),
  );
  if (dead.length > 0)
    throw new Error(`${readme.folder}/README.md links to what is not there: ${dead.join(', ')}`);
  return text;
}

/** The links of a README that lead out of its package and are not absolute. */
export function leavingLinks(text: string, files: readonly string[]): readonly string[] {
  const found: string[] = [];
  outsideOfCode(text, (prose) => {
    for (const [, , to = ''] of prose.matchAll(TARGET)) if (!isShipped(to, files)) found.push(to);
    return prose;
  });
  return found;
}

/** npm ships these, and what `files` names. */
function isShipped(to: string, files: readonly string[]): boolean {
  const target = path.posix.normalize(to);
  return ['README.md', 'LICENSE', 'package.json', ...files].some(
    (entry) => target === entry || target.startsWith(`${entry}/`),
  );
}

/** Changes what is not code. Code is taken out first: a link's text may hold some, so it cannot only be split by it. */
function outsideOfCode(text: string, change: (prose: string) => string): string {
  const code: string[] = [];
  const prose = text.replaceAll(CODE, (found) => `\u0000${code.push(found) - 1}\u0000`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL stands where code was; no page has one.
  return change(prose).replaceAll(/\u0000(\d+)\u0000/g, (_, index) => code[Number(index)] ?? '');
}
