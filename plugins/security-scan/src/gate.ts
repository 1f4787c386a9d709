/**
 * From findings to an answer: rules on them, lets pass what a person has permitted, writes the security log, keeps
 * the refusal for `hookline allow`. State that cannot be read or written never changes a verdict.
 */
import type { Capabilities, EventBase } from '@hookline/core';
import type { Finding, Verdict } from './finding.ts';
import { callKey } from './grant/call-key.ts';
import { type RefusalRecord, refusalsFile } from './grant/refusal-record.ts';
import { useGrant } from './grant/use-grant.ts';
import { type Ruling, ruleOn } from './policy/ruling.ts';
import type { Settings } from './policy/settings.ts';
import { securityLine, securityLogFile } from './record/security-log.ts';
import { shownText } from './record/shown-text.ts';
import { ruleOf } from './rule-book.ts';

/** What was judged. */
export interface Judged {
  readonly event: Pick<EventBase, 'sessionId' | 'timestamp' | 'cwd'> & { readonly type: string };
  /** What the findings are about, and what the allow-list is compared with. */
  readonly text: string;
  /** The same call has the same one. Default: the text. */
  readonly identity?: string;
  readonly findings: readonly Finding[];
}

/** What is to be answered. */
export interface Answer {
  readonly kind: 'ask' | 'deny';
  readonly reason: string;
}

type Used = Pick<Capabilities, 'places' | 'redact' | 'appendLine' | 'log'>;

/** For the model, which cannot permit anything. */
const HOW_TO_GO_ON = 'Ask the user; they can permit it once with `hookline allow`.';
/** For the person, who is the one that reads why a prompt was refused. */
const HOW_TO_SEND = 'Or permit it once with `hookline allow`, and send it again.';
const MOST_REASONS = 3;

/** The answer to an event in which something was found; undefined when it may pass. */
export function answerTo(judged: Judged, settings: Settings, ctx: Used): Answer | undefined {
  if (judged.findings.length === 0) return undefined;
  for (const finding of judged.findings) ctx.log.debug(whereOf(finding, judged.text));
  const ruling = ruleOn(judged.findings, judged.text, settings, ruleOf);
  if (ruling.said.length === 0 && ruling.allowed.length === 0) return undefined;
  const { event, identity = judged.text } = judged;
  const call = ruling.verdict === 'allow' ? '' : callKey(event.type, event.cwd, identity);
  // In a dry run nothing is refused, so nothing that was permitted is used up.
  const granted = call !== '' && !settings.dry && useGrant(ctx.places, call, Date.now());
  const text = shownText(judged.text, (secret) => ctx.redact(secret));
  const verdict: Verdict = granted ? 'allow' : ruling.verdict;
  log(judged, ruling, { verdict, granted, text }, settings, ctx);
  if (verdict === 'allow' || settings.dry) return undefined;
  const answer = { kind: verdict, reason: reasonOf(ruling, verdict, event.type) };
  remember(judged, ruling, { ...answer, call, text }, ctx);
  return answer;
}

/** A line for who wants to know why: the rule and the place, with the words that stand there. Of a secret only the place. */
function whereOf({ rule, span: { start, end } }: Finding, text: string): string {
  const words = rule.startsWith('secret.') ? '' : `: ${shownText(text.slice(start, end), (same) => same)}`;
  return `${rule} at ${start}-${end}${words}`;
}

/** What the model, or the person who sent a prompt, is told. */
export function reasonOf({ said }: Ruling, verdict: 'ask' | 'deny', event: string): string {
  const reasons = [
    ...new Set(said.filter((one) => one.verdict === verdict).map(({ finding }) => finding.reason)),
  ];
  const shown = reasons.slice(0, MOST_REASONS).join(' ');
  if (verdict === 'deny') return shown;
  return `${shown} ${event === 'task_start' ? HOW_TO_SEND : HOW_TO_GO_ON}`;
}

function log(
  { event }: Judged,
  { said, allowed }: Ruling,
  told: { readonly verdict: Verdict; readonly granted: boolean; readonly text: string },
  { level, dry }: Settings,
  ctx: Used,
): void {
  const { timestamp: time, sessionId, type, cwd } = event;
  append(
    securityLogFile(ctx.places),
    securityLine({ time, sessionId, event: type, cwd, level, dry, said, allowed, ...told }),
    ctx,
  );
}

function remember(
  { event }: Judged,
  { said }: Ruling,
  { kind, reason, call, text }: Answer & { readonly call: string; readonly text: string },
  ctx: Used,
): void {
  const record: RefusalRecord = {
    version: 1,
    time: event.timestamp,
    session_id: event.sessionId,
    by: 'security-scan',
    event: event.type,
    verdict: kind,
    rules: [...new Set(said.map(({ finding }) => finding.rule))],
    reason,
    text,
    cwd: event.cwd,
    call,
  };
  append(refusalsFile(ctx.places), JSON.stringify(record), ctx);
}

function append(file: string, line: string, ctx: Used): void {
  try {
    ctx.appendLine(file, line);
  } catch (thrown) {
    ctx.log.warn(`A line is missing, the verdict stands: ${String(thrown)}`);
  }
}
