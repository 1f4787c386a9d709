/** Writes a mail of one event or of many: a subject that says the most, a text, and the same as plain HTML. */
import { digestOf, type Mailbox } from './mailbox.ts';
import type { Notice } from './notice.ts';
import { htmlText, safeLine } from './safe-text.ts';

/** Events that a mail lists; of what is beyond them it tells the number. */
export const MOST_LISTED = 500;

/** A mail, its recipients left out. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets. The same for the same events: who gets a mail twice can tell. */
  readonly messageId: string;
  /** The thread that it belongs to. */
  readonly thread?: string;
}

/** The mail of some events, which are at least one. `key` tells this mail from others that would say the same. */
export function mailOf(notices: readonly Notice[], mailbox: Mailbox, key: string): Mail {
  const sessions = new Set(notices.map(({ sessionId }) => sessionId));
  const [session] = sessions;
  const domain = mailbox.from.address.split('@').at(-1) ?? 'localhost';
  const idOf = (...parts: readonly unknown[]): string => `<${digestOf(JSON.stringify(parts))}@${domain}>`;
  const listed = notices.slice(0, MOST_LISTED);
  const left = notices.length - listed.length;
  const more = left > 0 ? `And ${left} more.` : undefined;
  return {
    subject: `${safeLine(mailbox.subjectPrefix, 60)} ${subjectOf(notices)}`.trim(),
    text: [...listed.map(textOf), ...(more ? [more] : []), FOOTER].join('\n\n'),
    html: `<!doctype html><html><body style="${PAGE}">${listed.map(htmlOf).join('')}${more ? `<p>${more}</p>` : ''}<p style="${QUIET}">${FOOTER}</p></body></html>`,
    messageId: idOf('mail', key, notices),
    // No mail has this id: programs thread what refers to the same one, whichever of the mails arrives first.
    ...(sessions.size === 1 && { thread: idOf('session', session) }),
  };
}

const FOOTER = 'Sent by Hookline (email-notify). Answers are not read.';
const PAGE = 'font-family:sans-serif;font-size:14px';
const QUIET = 'color:#666;font-size:12px';
const BLOCK = 'background:#f4f4f4;padding:6px;white-space:pre-wrap;word-break:break-word;margin:4px 0';

function subjectOf(notices: readonly Notice[]): string {
  const projects = [...new Set(notices.map(({ project }) => project))];
  const where = projects.length > 2 ? `${projects.length} projects` : projects.join(' and ');
  if (notices.length === 1) return `${notices[0]?.title} in ${where}`;
  const failed = notices.filter((notice) => notice.failed).length;
  return `${notices.length} events in ${where}${failed > 0 ? `, ${failed} failed` : ''}`;
}

const textOf = ({ time, title, project, subject, facts }: Notice): string =>
  [
    `${title} in ${project}`,
    ...subject.map((line) => `    ${line}`),
    ...facts.map(({ name, text }) => `${name}: ${text}`),
    `Time: ${time}`,
  ].join('\n');

function htmlOf({ time, title, project, subject, facts, failed }: Notice): string {
  const colour = failed ? '#a30200' : '#1d1c1d';
  const rows = [...facts, { name: 'Time', text: time }]
    .map(({ name, text }) => `<tr><td style="${QUIET}">${htmlText(name)}</td><td>${htmlText(text)}</td></tr>`)
    .join('');
  const block = subject.length > 0 ? `<pre style="${BLOCK}">${htmlText(subject.join('\n'))}</pre>` : '';
  return `<h3 style="color:${colour};margin:16px 0 4px">${htmlText(`${title} in ${project}`)}</h3>${block}<table>${rows}</table>`;
}
