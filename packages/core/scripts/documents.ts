/** The pages that are made from tables in the code, as text. A test compares them with what is on disk. */

import { ERROR_CATALOGUE } from '../src/errors/catalogue.ts';
import { EVENTS } from '../src/events/table.ts';

const MADE = '<!-- Made by `npm run docs -w @hookline/core`. Do not edit. -->';

const AREAS: Readonly<Record<string, string>> = {
  CONFIG: 'Configuration',
  TRUST: 'Trust',
  PLUGIN: 'Plugins',
  HANDLER: 'Hooks',
  ENTRY: 'Entries of a configuration',
  SCRIPT: 'Scripts',
  COMMAND: 'Command hooks of a hooks.json',
  WEBHOOK: 'Webhooks',
  MCP: 'MCP tools',
  HOST: 'The agent',
  SPOOL: 'Work for later',
  STATE: 'State',
};

const areaOf = (code: string): string => AREAS[code.split('_')[1] ?? ''] ?? 'Other';

/** `docs/errors.md`. */
export function errorsPage(): string {
  const areas = new Map<string, string[]>();
  for (const [code, meaning] of Object.entries(ERROR_CATALOGUE)) {
    const rows = areas.get(areaOf(code)) ?? [];
    areas.set(areaOf(code), [...rows, `| \`${code}\` | ${meaning} |`]);
  }
  return page([
    '# Error codes',
    MADE,
    'Codes are never renamed or reused. Every message says what happened, where, and what to do about it.',
    ...[...areas].flatMap(([area, rows]) => [
      `## ${area}`,
      ['| code | meaning |', '|---|---|', ...rows].join('\n'),
    ]),
  ]);
}

const FAILURE = {
  deny: 'The event is refused.',
  feedback: 'The model is told; nothing can be undone.',
  halt: 'The turn is ended.',
  report: 'It is logged and shown; nothing is refused.',
} as const;

const list = (values: readonly string[]): string =>
  values.map((value) => `\`${value}\``).join(', ') || 'none';

/** `docs/events.md`. */
export function eventsPage(): string {
  const names = Object.keys(EVENTS);
  const sections = Object.entries(EVENTS).map(([name, spec], index) =>
    [
      `## \`${name}\``,
      '',
      spec.summary,
      '',
      '| | |',
      '|---|---|',
      `| property | \`${spec.property}\` |`,
      `| category | \`hooks.${spec.category}\` |`,
      `| lanes | ${list(spec.lanes)} |`,
      `| verdicts | ${list(spec.verdicts)} |`,
      `| a required hook fails | ${FAILURE[spec.onRequiredFailure]} |`,
      `| \`matcher\` | ${spec.tool ? 'on the name of the tool' : 'does not apply'} |`,
      `| previous, next in this list | ${list([names[index - 1], names[index + 1]].filter((one) => one !== undefined))} |`,
    ].join('\n'),
  );
  return page([
    '# Events',
    MADE,
    "The lanes run in this order: `rewrite`, `gate`, `contribute`, `observe`. Names may be written with dots or underscores; the agent's own names are accepted too. `integration.*` events come on top: they have the lanes `gate` and `observe` and the verdict `deny`.",
    ...sections,
  ]);
}

const page = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
