/** The listing for people: a section for each thing that there is, in a form that fits the terminal. */
import { styleText } from 'node:util';
import type { InstalledFile, LineTrust } from '@hookline/host-codex/install';
import type { CommandContext } from '../command-context.ts';
import { listing, type Row, wrapped } from '../output/listing.ts';
import { nearFile } from '../output/origin-place.ts';
import { visible } from '../output/visible.ts';
import type {
  ListedAgent,
  ListedHook,
  ListedKind,
  ListedOff,
  ListedPlugin,
  ListView,
  Way,
} from './list-view.ts';

const TRUST: Readonly<Record<LineTrust, string>> = {
  managed: "managed by this machine's administrator",
  trusted: 'trusted',
  untrusted: 'not trusted, so not run',
  modified: 'changed since it was trusted, so not run',
  off: 'switched off in Codex',
};

const count = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? '' : 's'}`;

class ListText {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /** `@acme/hookline-preset 1.2.0 > hooks.toml:3:12 (project)`: a preset is named by its package. */
  #way(way: Way): string {
    return way
      .map(({ packageName, version, file, line, column, layer }, index) => {
        if (packageName !== undefined) return `${packageName} ${version ?? ''}`.trimEnd();
        const place = [nearFile(file, this.#context.cwd), line, column].filter((part) => part !== undefined);
        return `${place.join(':')}${index === way.length - 1 ? ` (${layer})` : ''}`;
      })
      .join(' > ');
  }

  plugin({ name, packageName, version, events, kinds, from }: ListedPlugin): Row {
    const origin = packageName === undefined ? 'local' : `${packageName} ${version ?? ''}`.trimEnd();
    const heard = events.includes('*') ? 'known when it runs' : events.join(', ');
    const way = this.#way(from);
    return row({
      line: [name, origin, [heard, ...kinds.map((kind) => `brings ${kind}`)].filter(Boolean).join('; '), way],
      head: [name, origin],
      details: [
        ['events', heard],
        ['brings', kinds.join(', ')],
        ['from', way],
      ],
    });
  }

  hook({ name, native, events, type, mode, priority, required, from }: ListedHook): Row {
    const moments = native ?? events.join(', ');
    const how = [mode, priority === 'normal' ? '' : priority, required ? 'required' : '']
      .filter(Boolean)
      .join(' ');
    const way = this.#way(from);
    return row({
      line: [moments, type, name, how, way],
      head: [name],
      details: [
        ['events', moments],
        ['runs as', `${type}, ${how}`],
        ['from', way],
      ],
    });
  }

  off({ what, name, how, from, by }: ListedOff): Row {
    const [place, end] = [from[0], by[0]];
    const itself = place?.file === end?.file && place?.path === end?.path;
    const why = itself ? `${how} there` : `${how} by ${this.#way(by)}`;
    const way = this.#way(from);
    return row({
      line: [what, name, way, why],
      head: [what, name],
      details: [
        ['from', way],
        ['why', why],
      ],
    });
  }

  kind({ type, by, version, hooks }: ListedKind): Row {
    const origin = by === undefined ? 'code that was not run' : `${by} ${version ?? ''}`.trimEnd();
    const cells = [type, origin, hooks === 0 ? 'not used' : count(hooks, 'hook')];
    return row({ line: cells, head: cells, details: [] });
  }

  agent({ files, off }: ListedAgent): readonly string[] {
    const { columns } = this.#context;
    const indented = (text: string, indent: string): string =>
      wrapped(visible(text), columns, indent).join('\n');
    if (files.length === 0) {
      const how = 'For one run: npx hookline codex. For all: npx hookline install --trust';
      return [indented(`Hookline is not installed in Codex here. ${how}`, '  ')];
    }
    const whole =
      off === 'hooks switched off'
        ? ['Codex runs no hooks at all: [features] hooks = false in its config.toml.']
        : off === 'managed hooks only'
          ? ["This machine's administrator lets Codex run managed hooks only."]
          : [];
    return [
      ...whole.map((text) => indented(text, '  ')),
      ...files.flatMap((file) => [
        indented(`${nearFile(file.file, this.#context.cwd)} (${file.scope})`, '  '),
        ...ignored(file).map((text) => indented(text, '    ')),
        ...(file.lines.length > 0 ? [listing(trustRows(file), columns, '    ')] : []),
      ]),
    ];
  }
}

/** All that others wrote, with what a terminal would obey spelled out. */
function row({ line, head, details }: Row): Row {
  return {
    line: line.map(visible),
    head: head.map(visible),
    details: details.map(([label, words]) => [label, visible(words)] as const),
  };
}

function ignored({ ignored: why, fault, scope }: InstalledFile): readonly string[] {
  if (why === 'not readable') return [`Codex ignores this file: ${fault}`];
  if (why === 'worktree')
    return ['Codex reads the hooks of the main checkout instead: this is a git worktree.'];
  if (why === undefined || scope === 'user') return [];
  return [
    'Codex does not trust this project, so it runs none of these. To trust it and them: npx hookline install --trust',
  ];
}

/** The lines of a file, those of one trust together. */
function trustRows({ lines }: InstalledFile): readonly Row[] {
  const groups = Map.groupBy(lines, ({ trust, whole }) =>
    whole || !(trust === 'trusted' || trust === 'managed')
      ? TRUST[trust]
      : 'edited, so that it does not hear everything',
  );
  return [...groups].map(([trust, members]) => {
    const events = [...new Set(members.map(({ event }) => event))].join(', ');
    return { line: [trust, events], head: [trust], details: [['', events]] };
  });
}

/** The whole text, a section for each thing that there is; empty where nothing is configured and nothing installed. */
export function listText(view: ListView, context: CommandContext): string {
  const text = new ListText(context);
  const title = (words: string): string => (context.colour ? styleText('bold', words) : words);
  const section = (name: string, rows: readonly Row[]): readonly string[] =>
    rows.length === 0 ? [] : [`${title(name)}\n${listing(rows, context.columns)}`];
  const { plugins, hooks, notInForce, kinds, agents } = view;
  const isEmpty = plugins.length + hooks.length + notInForce.length === 0;
  return [
    ...section(
      'Plugins',
      plugins.map((one) => text.plugin(one)),
    ),
    ...section(
      'Hooks',
      hooks.map((one) => text.hook(one)),
    ),
    ...section(
      'Written, and not in force',
      notInForce.map((one) => text.off(one)),
    ),
    ...section('Kinds of hooks', isEmpty ? [] : kinds.map((one) => text.kind(one))),
    ...agents
      .filter(({ files }) => !isEmpty || files.length > 0)
      .map((agent) => [title('Codex'), ...text.agent(agent)].join('\n')),
  ].join('\n\n');
}
