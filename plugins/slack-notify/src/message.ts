/** Puts a notice into the form of Slack: a line that stands in lists and on phones, and an attachment with the rest. */
import { code, codeBlock, plain } from './mrkdwn.ts';
import type { Notice, Severity } from './notice.ts';

/** Characters of a text of a section that Slack takes, and of a field. */
const SECTION = 3_000;
const FIELD = 300;
/** Characters of the project in the first line. */
const PROJECT = 100;

const COLOURS: Readonly<Record<Severity, string>> = {
  good: 'good',
  warning: 'warning',
  danger: 'danger',
  neutral: '#439fe0',
};

/** The part of a message that a webhook and `chat.postMessage` have in common. */
export interface SlackMessage {
  readonly text: string;
  readonly attachments: readonly object[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** The message of a notice. `mention` is called when it tells of a failure. */
export function messageOf(notice: Notice, mention?: string): SlackMessage {
  const { severity, icon, title, subject, facts, project } = notice;
  const call = severity === 'danger' && mention ? ` ${mentionText(mention)}` : '';
  const line = `${title} in ${plain(project, PROJECT)}`;
  return {
    text: `:${icon}: ${line}${call}`,
    attachments: [
      {
        color: COLOURS[severity],
        fallback: line,
        blocks: [
          ...(subject ? [{ type: 'section', text: mrkdwn(codeBlock(subject, SECTION)) }] : []),
          {
            type: 'section',
            fields: facts.map(({ name, text }) => mrkdwn(`*${name}*\n${code(text, FIELD)}`)),
          },
        ],
      },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** Verbatim: nothing in it becomes a link or a mention that is not written as one. */
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text, verbatim: true });

/** What the schema takes as a mention. */
export const MENTION = /^(?:here|channel|everyone|[UW][A-Z0-9]{5,20}|S[A-Z0-9]{5,20})$/;

function mentionText(mention: string): string {
  // Again what the schema says: a variable is filled in only now.
  if (!MENTION.test(mention)) return '';
  if (/^[UW]/.test(mention)) return `<@${mention}>`;
  return /^S/.test(mention) ? `<!subteam^${mention}>` : `<!${mention}>`;
}
