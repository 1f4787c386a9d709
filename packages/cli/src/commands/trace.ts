/** `hookline trace`: what fired, what was decided, how long each hook took. Reads the journal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { JournalLine } from '@hookline/runtime';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { visible } from '../output/visible.ts';

export interface TraceOptions {
  /** A session id, or the beginning of one; default: the session of the newest line. */
  readonly session?: string;
  /** Every session of the journal. */
  readonly all?: boolean;
  /** The newest so many lines. Default 200. */
  readonly last?: number;
  readonly json?: boolean;
}

function readJournal(hooklineHome: string): JournalLine[] {
  const folder = join(hooklineHome, 'journal');
  let days: string[];
  try {
    days = readdirSync(folder).filter((name) => name.includes('.jsonl'));
  } catch {
    return [];
  }
  const lines = days.flatMap((day) => readFileSync(join(folder, day), 'utf8').split('\n'));
  return lines
    .flatMap((line): JournalLine[] => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    })
    .sort((a, b) => a.time.localeCompare(b.time));
}

export function trace(options: TraceOptions, context: CommandContext): ExitCode {
  const all = readJournal(context.homes.hooklineHome);
  const session = options.session ?? all.at(-1)?.session_id;
  const shown = all
    .filter((line) => options.all === true || (session !== undefined && line.session_id.startsWith(session)))
    .slice(-(options.last ?? 200));
  if (options.json) {
    context.json(shown);
    return 0;
  }
  if (shown.length === 0) {
    context.out(
      all.length === 0
        ? 'The journal holds nothing yet. Hooks write to it when the agent calls them.'
        : `The journal holds nothing of session "${session}". See: hookline trace --all`,
    );
    return 0;
  }
  context.out(timeline(shown, context.colour));
  const others =
    new Set(all.map((line) => line.session_id)).size - new Set(shown.map((line) => line.session_id)).size;
  if (others > 0 && options.all !== true) {
    context.out(`\n${others} other session${others === 1 ? '' : 's'} in the journal: hookline trace --all`);
  }
  context.out(`\njournal  ${join(context.homes.hooklineHome, 'journal')}`);
  context.out(`log      ${join(context.homes.codexHome, 'hooks.log')}`);
  return 0;
}

/** The lines as a timeline: one block an event, its hooks below it. */
export function timeline(lines: readonly JournalLine[], colour: boolean): string {
  type Style = Parameters<typeof styleText>[0];
  const paint = (style: Style, text: string): string => (colour ? styleText(style, text) : text);
  const first = lines[0];
  const start = first ? Date.parse(first.time) : 0;
  const styleOf = (decision: string): Style =>
    /deny|halt/.test(decision) ? 'red' : /ask|feedback|resume|rewrite/.test(decision) ? 'yellow' : 'green';
  const blocks: string[] = [];
  let session: string | undefined;
  for (const line of lines) {
    if (line.session_id !== session) {
      session = line.session_id;
      blocks.push(`${blocks.length > 0 ? '\n' : ''}session ${oneLine(session)}  ${visible(line.cwd)}`);
    }
    const at = `+${((Date.parse(line.time) - start) / 1000).toFixed(2)}s`.padStart(8);
    const decision = line.decision.padEnd(9);
    const cost = `${Math.round(line.ms)} ms`.padStart(7);
    blocks.push(
      `${paint('dim', at)}  ${line.event.padEnd(18)} ${paint(styleOf(line.decision), decision)} ${cost}  ${oneLine(line.subject ?? '')}`.trimEnd(),
    );
    for (const hook of line.hooks) {
      const said = hook.answered?.join(', ') ?? '';
      const status =
        hook.status === 'ok'
          ? said || 'no opinion'
          : hook.status + (hook.why ? `: ${oneLine(hook.why)}` : '');
      blocks.push(
        `          ${paint('dim', '└')} ${oneLine(hook.by)}  ${paint('dim', `${hook.ms} ms`)}  ${status}`,
      );
    }
    for (const reason of line.reasons) blocks.push(`            ${paint('dim', oneLine(reason))}`);
  }
  return blocks.join('\n');
}

// What a command printed into the journal must not move the cursor of who reads it.
const oneLine = (text: string): string => visible(text.replaceAll(/\p{Cc}+/gu, ' ')).slice(0, 160);
