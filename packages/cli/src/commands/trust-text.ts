/** What a person is shown before they approve a project: what would run, whole, and what has changed. Runs nothing. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { LoadedConfig, OwnChange, ProjectReview, TrustChange, TrustItem } from '@hookline/config';
import type { ResolvedEntry } from '@hookline/core';
import type { ResolvedPlugin } from '@hookline/core/engine';
import type { CommandContext } from '../command-context.ts';
import { type DiffLine, textDiff } from '../output/text-diff.ts';
import { visible, visibleLine } from '../output/visible.ts';

/** Lines of one file, and of one difference. More are counted, and the file is named. */
const MOST_LINES = 80;

const KINDS: Readonly<Record<TrustItem['kind'], string>> = {
  config: 'configuration',
  code: 'code',
  script: 'script',
  package: 'package',
};
const WORDS: Readonly<Record<TrustChange['what'], string>> = { new: 'new', changed: 'changed', gone: 'gone' };

const valueText = (value: unknown): string =>
  visible(typeof value === 'string' ? value : JSON.stringify(value));

/** The word of a command as it will be passed on: one with a blank or a quote in it is in quotes. */
const wordText = (word: unknown): string => {
  const text = String(word);
  return /^[\w@%+=:,./~${}-]+$/.test(text) ? text : visible(JSON.stringify(text));
};

const commandText = (value: unknown): string =>
  Array.isArray(value) ? value.map(wordText).join(' ') : valueText(value);

function hookLines(entry: ResolvedEntry, root: string): readonly string[] {
  const { events, name, required, mode, fields, environment, cwd, baseDir, conditions, matcher, origin } =
    entry;
  const place = `${relative(root, origin.file) || origin.file}${origin.line === undefined ? '' : `:${origin.line}`}`;
  const marks = [required ? 'required' : '', mode === 'async' ? 'async' : ''].filter((mark) => mark !== '');
  const said: [string, string][] = Object.entries(fields).map(([key, value]) => [
    key,
    key === 'command' ? commandText(value) : valueText(value),
  ]);
  if (cwd !== baseDir) said.push(['cwd', valueText(cwd)]);
  if (Object.keys(environment).length > 0) said.push(['environment', valueText(environment)]);
  if (matcher !== undefined) said.push(['matcher', valueText(matcher)]);
  if (conditions.length > 0) said.push(['conditions', valueText(conditions)]);
  const isSame = said.some(([key, value]) => key === 'command' && value === visible(name));
  return [
    `  ${events.join(', ')}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}  ${isSame ? '' : `${visible(name)}  `}${visible(place)}`,
    ...said.map(([key, value]) => `      ${visible(key)}  ${value}`),
  ];
}

function pluginLines({ name, packageName, version, module, events }: ResolvedPlugin, root: string): string {
  const what =
    packageName === undefined
      ? relative(root, module) || module
      : `${packageName}${version === undefined ? '' : `@${version}`}`;
  const when = events.includes('*') ? 'any event' : events.join(', ') || 'no event';
  return `  ${when}  the plugin ${visible(name)} (${visible(what)})`;
}

/** What the project would run, once approved. */
export function whatRuns({ config }: Pick<LoadedConfig, 'config'>, review: ProjectReview): readonly string[] {
  const files = new Set(review.items.filter(({ kind }) => kind === 'config').map(({ file }) => file));
  return [
    ...config.entries
      .filter(({ origin }) => files.has(origin.file))
      .flatMap((entry) => hookLines(entry, review.root)),
    ...config.plugins
      .filter(({ origin }) => files.has(origin.file))
      .map((plugin) => pluginLines(plugin, review.root)),
  ];
}

/** What it changes of the person's own configuration: what a plugin of theirs is given, and what they would not have any more. */
function ownChangeLine(change: OwnChange, root: string): string {
  switch (change.what) {
    case 'option': {
      // As it is written in a file: by its name a secret is known, and not printed.
      const value = visible(JSON.stringify(change.value));
      const instead = change.replaces ? ' in place of yours' : '';
      return `  changes your own options of ${visible(change.plugin)}: ${visible(change.option)} = ${value}${instead}`;
    }
    case 'code':
      return `  gives your own options of ${visible(change.plugin)} to code of its own: ${visible(relative(root, change.module))}`;
    default: {
      const how = change.how === 'replaced' ? 'puts another one in the place of' : 'switches off';
      return `  ${how} your own ${change.what} "${visible(change.name)}"`;
    }
  }
}

function diffLines({ what, before, after }: TrustChange): readonly DiffLine[] {
  if (what === 'changed' && before !== undefined && after !== undefined) return textDiff(before, after) ?? [];
  const text = what === 'gone' ? undefined : after;
  return text === undefined
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => ({ mark: '+', text: line }));
}

function changeLines(change: TrustChange, colour: boolean): readonly string[] {
  const { what, item } = change;
  const leads = item.leadsTo === undefined ? '' : ` -> ${visible(item.leadsTo)}`;
  const name = item.name === undefined ? '' : ` ${visible(item.name)}`;
  const lines = diffLines(change);
  const paint = (line: string, mark: DiffLine['mark']): string =>
    !colour || mark === ' ' ? line : styleText(mark === '+' ? 'green' : 'red', line);
  const more = lines.length - MOST_LINES;
  const isHidden = what !== 'gone' && lines.length === 0 && item.kind !== 'package';
  return [
    `${visible(item.path)}${leads}  (${WORDS[what]}: ${KINDS[item.kind]}${name})`,
    ...lines.slice(0, MOST_LINES).map(({ mark, text }) => paint(`  ${mark} ${visibleLine(text)}`, mark)),
    ...(more > 0 ? [`  … ${more} more lines in ${visible(item.path)}`] : []),
    ...(isHidden ? ['  not shown: it is large or not text. Look at the file itself.'] : []),
  ];
}

/** All that is new, changed or gone. `shown` are paths whose text a person has seen already. */
export function changesText(
  review: ProjectReview,
  context: Pick<CommandContext, 'colour'>,
  shown: readonly string[] = [],
): string {
  return review.changes
    .map((change) => {
      const { before: _, after: __, ...bare } = change;
      const isShown = change.what === 'new' && shown.includes(change.item.path);
      if (!isShown) return changeLines(change, context.colour).join('\n');
      return `${visible(bare.item.path)}  (new: ${KINDS[bare.item.kind]}, shown above)`;
    })
    .join('\n\n');
}

/** The whole text that a person approves. */
export function reviewText(
  loaded: Pick<LoadedConfig, 'config' | 'ownChanges'>,
  review: ProjectReview,
  context: Pick<CommandContext, 'colour'>,
  shown?: readonly string[],
): string {
  const runs = whatRuns(loaded, review);
  const own = loaded.ownChanges.map((change) => ownChangeLine(change, review.root));
  return [
    ...(runs.length > 0 ? ['What would run:', ...runs, ''] : []),
    ...(own.length > 0 ? ['What it changes of your own configuration:', ...own, ''] : []),
    changesText(review, context, shown),
  ].join('\n');
}

/** One line for other commands; undefined when nothing waits. */
export function waitsText(review: ProjectReview | undefined): string | undefined {
  if (review === undefined || review.approved) return undefined;
  const waiting = review.changes.filter(({ what }) => what !== 'gone').map(({ item }) => visible(item.path));
  const [first = 'the project', ...others] = waiting;
  const subject = others.length === 0 ? first : `${first} and ${others.length} more`;
  const verb = others.length === 0 ? 'waits' : 'wait';
  const since = review.approvedAt === undefined ? '' : ' again';
  return `${subject} ${verb} for review${since}; until then nothing of this project runs: npx hookline trust`;
}
