/**
 * What the scan would say about an event, and why: for `hookline explain`. It finds what a gate finds, and writes nothing:
 * no line of the log, no refusal, and a permission that waits is not used up.
 */
import type { EventOf } from '@hookline/core';
import type { Finding } from '../finding.ts';
import { type Judged, reasonOf } from '../gate.ts';
import { judgeEvent, type Listened, type Seen } from '../judge-event.ts';
import { placesOf } from '../places.ts';
import { type Ruling, ruleOn } from '../policy/ruling.ts';
import type { Settings } from '../policy/settings.ts';
import { masked } from '../record/shown-text.ts';
import { ruleOf } from '../rule-book.ts';
import { trace } from '../trace.ts';
import { spelledOut, underlined } from './underlined.ts';

const MOST_COMMANDS = 50;
const LONGEST_WORD = 200;

/** The lines; those that belong to another one are indented. */
export function explainEvent(event: EventOf<Listened>, settings: Settings, seen: Seen): readonly string[] {
  const judged = judgeEvent(event, seen);
  const ruling = ruleOn(judged.findings, judged.text, settings, ruleOf);
  return [
    ...verdictLines(event, ruling, settings),
    ...(event.type === 'exec.before' ? readLines(event, seen) : []),
    ...judged.findings.flatMap((finding) => findingLines(finding, judged, ruling)),
  ];
}

function verdictLines(
  { type }: EventOf<Listened>,
  ruling: Ruling,
  { level, dry }: Settings,
): readonly string[] {
  const { verdict } = ruling;
  if (verdict === 'allow') return [`says nothing at level ${level}`];
  // What the gate of a prompt cannot ask it refuses.
  const told = type === 'task_start' ? 'deny' : verdict;
  const only = dry ? '; dry: it is only recorded' : '';
  return [
    `${told} at level ${level}${only}; the agent is told:`,
    `  ${spelledOut(reasonOf(ruling, verdict, type))}`,
  ];
}

function readLines(event: EventOf<'exec.before'>, seen: Seen): readonly string[] {
  const { cwd, home, root } = placesOf(event, seen);
  const { commands, unread, looksLike } = trace(event.command, {
    cwd,
    home,
    workspaceRoot: root,
    env: seen.env,
  });
  const more = commands.length - MOST_COMMANDS;
  return [
    `read in ${spelledOut(cwd)}, where the workspace is ${spelledOut(root)}`,
    ...commands.slice(0, MOST_COMMANDS).map(({ words, within }) => {
      const place =
        within.length === 0 ? '' : `  (in ${within.map((one) => spelledOut(masked(one))).join(' > ')})`;
      return `  ${words.map(wordText).join(' ')}${place}`;
    }),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...(unread === undefined ? [] : [`  not read to its end: ${spelledOut(unread)}`]),
    ...(looksLike === undefined ? [] : [`  judged also as it looks: ${spelledOut(masked(looksLike))}`]),
  ];
}

/** A word as a person would type it: in quotes where it is one only by them. */
function wordText(word: string): string {
  const clean = masked(word);
  const text = spelledOut(clean.length > LONGEST_WORD ? `${clean.slice(0, LONGEST_WORD)}…` : clean);
  return text !== '' && !/[\s"'\\;&|<>()]/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function findingLines(finding: Finding, { text }: Judged, ruling: Ruling): readonly string[] {
  const { rule, severity, reason, span } = finding;
  return [
    `found ${rule} at ${span.start}-${span.end}, ${severity}: ${verdictOn(finding, ruling)}`,
    ...underlined(text, span).map((line) => `  ${line}`),
    `  ${spelledOut(reason)}`,
  ];
}

function verdictOn(finding: Finding, { said, allowed }: Ruling): string {
  const ruled = said.find((one) => one.finding === finding);
  if (ruled) return ruled.verdict;
  const entry = allowed.find((one) => one.finding === finding)?.allowedBy;
  return entry === undefined
    ? 'passes at this level, or its rule is off'
    : `on the allow-list as ${spelledOut(entry.pattern)} (${spelledOut(entry.reason)})`;
}
