/** The pages of this repository: their links lead somewhere, and the commands they name exist. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { deadLinks, type NamedCommand, namedCommands, pages } from '../src/pages/pages.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const all = pages(root);

/** The commands and their flags, from the page that is made from the code. */
const commands = new Map(
  readFileSync(`${root}/docs/cli.md`, 'utf8')
    .split(/^## hookline /m)
    .slice(1)
    .map((section): [string, ReadonlySet<string>] => [
      section.split('\n', 1)[0] ?? '',
      new Set(section.match(/--[a-z][a-z-]*/g) ?? []),
    ]),
);

/** The longest command that begins these words. */
const commandOf = ({ words }: NamedCommand): string | undefined =>
  [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => commands.has(name));

const isGroup = ({ words }: NamedCommand): boolean =>
  [...commands.keys()].some((name) => name.startsWith(`${words[0]} `));

function faultOf(used: NamedCommand): string | undefined {
  if (used.words.length === 0 || isGroup(used)) return undefined;
  const name = commandOf(used);
  if (name === undefined) return `"${used.text}": there is no such command`;
  // Everything else is handed to codex as it is.
  if (name === 'codex') return undefined;
  const unknown = used.flags.filter((flag) => flag !== '--help' && !commands.get(name)?.has(flag));
  return unknown.length > 0 ? `"${used.text}": ${name} has no ${unknown.join(', ')}` : undefined;
}

describe('the pages', () => {
  it('have links that lead somewhere', () => {
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap((page) => deadLinks(page, root))).toEqual([]);
  });

  it('name no command and no flag that there is not', () => {
    const named = all.flatMap((page) => namedCommands(page).map((used) => ({ page, used })));
    expect(named.length).toBeGreaterThan(50);
    expect(
      named.flatMap(({ page, used }) => {
        const fault = faultOf(used);
        return fault === undefined ? [] : [`${page.file}: ${fault}`];
      }),
    ).toEqual([]);
  });
});
