// The pages that readers of this repository see, and what in them can be checked without a reader.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A Markdown page. */
export interface Page {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
}

/**
 * Every Markdown page under version control that a reader is meant to see: no templates, changesets or fixtures, and no
 * changelogs, which may tell of commands that are no more.
 */
export function pages(root: string): readonly Page[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(
      (file) => file !== '' && !/(?:^|\/)(?:(?:\.changeset|templates|fixtures)\/|CHANGELOG\.md$)/.test(file),
    )
    .filter((file) => existsSync(path.join(root, file)))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

const FENCED = /^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm;

/** The headings of a page as the anchors that they get. */
function anchors(text: string): ReadonlySet<string> {
  const headings = text.replaceAll(FENCED, '').match(/^#+ .*$/gm) ?? [];
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

/** The links of a page that lead nowhere. */
export function deadLinks({ file, text }: Page, root: string): readonly string[] {
  const links = text.replaceAll(FENCED, '').matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g);
  return [...links].flatMap(([, link = '']) => {
    const [to = '', anchor] = link.split('#');
    const target = to === '' ? path.join(root, file) : path.join(root, path.dirname(file), to);
    if (!existsSync(target)) return [`${file}: ${link}`];
    const isThere =
      anchor === undefined || !target.endsWith('.md') || anchors(readFileSync(target, 'utf8')).has(anchor);
    return isThere ? [] : [`${file}: ${link} (no such heading)`];
  });
}

/** A command that a page tells its reader to type. */
export interface NamedCommand {
  readonly words: readonly string[];
  readonly flags: readonly string[];
  readonly text: string;
}

const IN_CODE = /`(?:npx )?(hookline [^`\n]*)`|^(?: {4}|\$ )(?:npx )?(hookline .*)$/gm;

/** The uses of `hookline` in a page's code. */
export function namedCommands({ text }: Page): readonly NamedCommand[] {
  return [...text.matchAll(IN_CODE)].map(([, span, line]) => {
    const used = (span ?? line ?? '')
      .replaceAll(/'[^']*'|"[^"]*"/g, '…')
      .replace(/\s+#.*$/, '')
      .replace(/\s{2,}.*$/, '');
    const tokens = used.split(/\s+/).slice(1);
    const end = tokens.findIndex((token) => !/^[a-z]+$/.test(token));
    return {
      words: end === -1 ? tokens : tokens.slice(0, end),
      flags: tokens.filter((token) => /^--[a-z]/.test(token)).map((flag) => flag.replace(/[=,.;:].*$/, '')),
      text: used,
    };
  });
}
