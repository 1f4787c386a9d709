/** Says what there is to tell of an event: a title, what it happened to, and the facts beside it. Knows nothing of Slack's format. */
import { isFailedCommand, type ToldPayload } from './choice.ts';
import { durationText } from './duration.ts';

/** How a message is coloured. */
export type Severity = 'good' | 'warning' | 'danger' | 'neutral';

/** One fact, by its name for people. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** What is told. Its texts are redacted, and as long as they are. */
export interface Notice {
  readonly severity: Severity;
  /** The name of an emoji. */
  readonly icon: string;
  /** Fixed words. */
  readonly title: string;
  /** What it happened to: a command, an error. */
  readonly subject?: string;
  readonly facts: readonly Fact[];
  /** The last folder says which project; the whole path tells more about the machine than a channel needs. */
  readonly project: string;
}

/** What a notice depends on besides the event. */
export interface NoticeOptions {
  /** Whether commands are named and errors quoted. */
  readonly details: boolean;
  readonly redact: (text: string) => string;
}

type Words = Pick<Notice, 'severity' | 'icon' | 'title'> & {
  readonly subject?: string;
  readonly facts?: readonly (Fact | undefined)[];
  readonly durationMs?: number;
};

/** What there is to tell of an event. */
export function noticeOf(event: ToldPayload, { details, redact }: NoticeOptions): Notice {
  const { subject, facts = [], durationMs, ...words } = wordsOf(event);
  const project = (event.sessionCwd ?? event.cwd).split(/[\\/]/).findLast((part) => part !== '') ?? '/';
  const all = [
    ...facts,
    durationMs === undefined ? undefined : { name: 'Duration', text: durationText(durationMs) },
    fact('Project', project),
    fact('Model', event.model),
    fact('Session', event.sessionId),
    fact('Sub-agent', event.agent?.type ?? event.agent?.id),
  ];
  return {
    ...words,
    project: redact(project),
    ...(details && subject ? { subject: redact(subject) } : {}),
    facts: all.filter((one) => one !== undefined).map(({ name, text }) => ({ name, text: redact(text) })),
  };
}

const fact = (name: string, text: string | number | undefined): Fact | undefined =>
  text === undefined || text === '' ? undefined : { name, text: String(text) };

function wordsOf(event: ToldPayload): Words {
  switch (event.type) {
    case 'session_start':
      return {
        severity: 'neutral',
        icon: 'rocket',
        title: 'Session started',
        facts: [event.source === 'startup' ? undefined : fact('How', event.source)],
      };
    case 'session_end':
      return {
        severity: 'neutral',
        icon: 'checkered_flag',
        title: 'Session ended',
        durationMs: event.duration,
        facts: [fact('Reason', event.reason)],
      };
    case 'task_complete':
      return {
        ...(event.success
          ? { severity: 'good', icon: 'white_check_mark', title: 'Task completed' }
          : { severity: 'danger', icon: 'x', title: 'Task failed' }),
        durationMs: event.duration,
      };
    case 'exec.after':
      return {
        ...(isFailedCommand(event)
          ? { severity: 'danger', icon: 'x', title: 'Command failed' }
          : { severity: 'good', icon: 'white_check_mark', title: 'Command run' }),
        subject: event.command,
        durationMs: event.duration,
        facts: [fact('Exit code', event.exitCode)],
      };
    case 'permission.request':
      return {
        severity: 'warning',
        icon: 'raised_hand',
        title: 'Permission asked',
        subject: [event.command, event.justification].filter(Boolean).join('\n'),
        facts: [fact('Tool', event.toolName)],
      };
    case 'error.occurred':
      return {
        severity: 'danger',
        icon: 'rotating_light',
        title: `Error of ${event.source === 'model' ? 'the model' : `a ${event.source}`}`,
        subject: [event.error, event.context && `While: ${event.context}`].filter(Boolean).join('\n'),
      };
  }
}
