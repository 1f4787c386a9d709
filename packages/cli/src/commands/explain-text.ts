/** The explanation for people: a line for each hook, and below it what it was tested on and what it says itself. */
import { styleText } from 'node:util';
import type { ExplainedCondition } from '@hookline/core/engine';
import type { CommandContext } from '../command-context.ts';
import { originPlace } from '../output/origin-place.ts';
import { table } from '../output/table.ts';
import { visible, visibleLine } from '../output/visible.ts';
import type { ExplainView } from './explain.ts';
import type { ExplainedEvent, ExplainedHook, HookStatus } from './explain-hooks.ts';

const INDENT = '       ';
const LONGEST_VALUE = 200;
const COLOURS: Readonly<Partial<Record<HookStatus, 'green' | 'yellow' | 'red'>>> = {
  runs: 'green',
  waiting: 'yellow',
  fails: 'red',
};

/** All events, and the notes. */
export function explainText({ events, notes }: ExplainView, context: CommandContext): string {
  return [
    ...events.map((event) => eventText(event, context)),
    ...(notes.length > 0 ? [notes.map((note) => `note: ${note}`).join('\n')] : []),
  ].join('\n\n');
}

function eventText({ event, tested, hooks }: ExplainedEvent, context: CommandContext): string {
  const head = `${event}  ${headline(hooks, tested)}`;
  const rows = table(
    hooks.map((hook) => cells(hook, context)),
    '  ',
  ).split('\n');
  return [
    head,
    ...hooks.flatMap((hook, index) => [
      rows[index] ?? '',
      ...details(hook).map((line) => `${INDENT}${visibleLine(line)}`),
    ]),
  ].join('\n');
}

function headline(hooks: readonly ExplainedHook[], tested: boolean): string {
  if (hooks.length === 0) return 'no hook listens to it here. What there is: npx hookline list';
  const count = hooks.filter(({ status }) => status === (tested ? 'runs' : 'listens')).length;
  const verb = count === 1 ? (tested ? 'runs' : 'listens') : tested ? 'run' : 'listen';
  return `${count} of ${hooks.length} ${verb}; nothing was run`;
}

function cells(hook: ExplainedHook, { cwd, colour }: CommandContext): readonly string[] {
  const { turn, status, lane, mode, priority, name, type, required, timeoutMs, from } = hook;
  const word = colour ? styleText(COLOURS[status] ?? 'dim', status) : status;
  const how = [
    type ?? 'plugin',
    priority === undefined || priority === 'normal' ? '' : priority,
    required ? 'required' : '',
    timeoutMs === undefined ? '' : `${timeoutMs / 1_000} s`,
  ].filter(Boolean);
  return [
    turn === undefined ? '-' : String(turn),
    word,
    mode === 'async' ? 'async' : (lane ?? ''),
    visible(name),
    how.join(' '),
    visible(originPlace(from, cwd)),
  ];
}

function details({
  why,
  matcher,
  conditions = [],
  explained,
  explainFailed,
}: ExplainedHook): readonly string[] {
  const failing = conditions.find(({ holds }) => !holds);
  // Of a name that is found nowhere the reason says where it was looked for.
  const isTold = failing !== undefined && failing.from !== 'nowhere' && matcher?.selects !== false;
  return [
    ...(why === undefined || isTold ? [] : [why]),
    ...(matcher?.selects === true ? [`matcher "${matcher.pattern}" selects ${matcher.subject}`] : []),
    ...conditions.map(conditionText),
    ...(explained ?? []),
    ...(explainFailed === undefined ? [] : [`it could not explain itself: ${explainFailed}`]),
  ];
}

const OPERATORS: Readonly<Record<ExplainedCondition['op'], string>> = {
  any: 'is one of',
  none: 'is none of',
  contains: 'contains',
  matches: 'matches',
  never: 'is never true',
};

/** `holds: command contains "push"; it is "git push"`. */
function conditionText({ key, op, wanted, holds, from, value }: ExplainedCondition): string {
  const [only, ...others] = Array.isArray(wanted) ? (wanted as readonly unknown[]) : [];
  const isOne = Array.isArray(wanted) && others.length === 0;
  const operator = isOne ? (op === 'any' ? 'is' : 'is not') : OPERATORS[op];
  const said = isOne ? only : wanted;
  const test = [key, operator, said === undefined ? '' : JSON.stringify(said)].filter(Boolean).join(' ');
  const found =
    from === 'nowhere'
      ? 'it is set nowhere'
      : from === 'variable'
        ? 'it is the value of a variable, which is not shown'
        : `it is ${shortened(JSON.stringify(value) ?? String(value))}${from === 'context' ? ' by [hooks.context]' : ''}`;
  return `${holds ? 'holds' : 'does not hold'}: ${test}; ${found}`;
}

const shortened = (text: string): string =>
  text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE).toWellFormed()}…` : text;
