/** The pages of this repository: their links lead somewhere, and the commands they name exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { testCommand } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { deadLinks, type NamedCommand, namedCommands, pages } from '../src/pages/pages.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const all = pages(root);

const flagsIn = (text: string): ReadonlySet<string> => new Set(text.match(/--[a-z][a-z-]*/g) ?? []);

/** The commands and their flags, from the page that is made from the code. */
const commands = new Map<string, ReadonlySet<string>>(
  readFileSync(`${root}/docs/cli.md`, 'utf8')
    .split(/^## hookline /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', flagsIn(section)]),
);

/** Those of plugins, with the flags of their own help. */
for (const folder of readdirSync(`${root}/plugins`)) {
  const { hookline } = JSON.parse(readFileSync(`${root}/plugins/${folder}/package.json`, 'utf8'));
  for (const [name, { module }] of Object.entries<{ module: string }>(hookline.commands ?? {})) {
    const { default: command } = await import(pathToFileURL(`${root}/plugins/${folder}/${module}`).href);
    const { stdout } = await testCommand(command, { args: ['--help'] });
    commands.set(name, flagsIn(stdout));
  }
}

/** A page may show how a command is made that there is nowhere else. */
const madeIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/"commands": \{ "([a-z-]+)"/g), ([, name = '']) => name);

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
        if (madeIn(page.text).includes(used.words[0] ?? '')) return [];
        const fault = faultOf(used);
        return fault === undefined ? [] : [`${page.file}: ${fault}`];
      }),
    ).toEqual([]);
  });
});
