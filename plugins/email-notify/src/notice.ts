/** Says what there is to tell of an event, ready to stand in a mail: redacted, bounded, each text one line. */
import { isFailedCommand, type ToldPayload } from './choice.ts';
import { durationText } from './duration.ts';
import { safeLine } from './safe-text.ts';

/** Characters of what an event happened to, and of a fact. */
const SUBJECT = 1_000;
const FACT = 300;

/** One fact, by its name for people. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** What a mail says of one event. JSON. */
export interface Notice {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly failed: boolean;
  /** Fixed words. */
  readonly title: string;
  /** What it happened to, a line each: a command, an error. */
  readonly subject: readonly string[];
  readonly facts: readonly Fact[];
  /** The last folder says which project; the whole path tells more about the machine than a mail needs. */
  readonly project: string;
  readonly sessionId: string;
}

/** What a notice depends on besides the event. */
export interface NoticeOptions {
  /** Whether commands are named and errors quoted. */
  readonly details: boolean;
  /** Takes secrets out. Done before anything is cut, because half a secret is not recognised. */
  readonly redact: (text: string) => string;
}

interface Words {
  readonly title: string;
  readonly failed?: boolean;
  readonly subject?: readonly (string | undefined)[];
  readonly facts?: readonly (readonly [string, string | number | undefined])[];
  readonly durationMs?: number;
}

/** What there is to tell of an event. */
export function noticeOf(event: ToldPayload, { details, redact }: NoticeOptions): Notice {
  const { title, failed = false, subject = [], facts = [], durationMs } = wordsOf(event);
  const project = (event.sessionCwd ?? event.cwd).split(/[\\/]/).findLast((part) => part !== '') ?? '/';
  const all: Words['facts'] = [
    ...facts,
    ['Duration', durationMs === undefined ? undefined : durationText(durationMs)],
    ['Project', project],
    ['Model', event.model],
    ['Session', event.sessionId],
    ['Sub-agent', event.agent?.type ?? event.agent?.id],
  ];
  return {
    time: safeLine(event.timestamp, 40),
    failed,
    title,
    project: safeLine(redact(project), 100),
    sessionId: event.sessionId,
    subject: details ? lines(subject, redact) : [],
    facts: all
      .filter(([, text]) => text !== undefined && text !== '')
      .map(([name, text]) => ({ name, text: safeLine(redact(String(text)), FACT) })),
  };
}

const lines = (texts: readonly (string | undefined)[], redact: (text: string) => string): string[] =>
  texts.flatMap((text) => (text ? [safeLine(redact(text), SUBJECT)] : []));

function wordsOf(event: ToldPayload): Words {
  switch (event.type) {
    case 'session_start':
      return { title: 'Session started', facts: [['How', event.source]] };
    case 'session_end':
      return { title: 'Session ended', durationMs: event.duration, facts: [['Reason', event.reason]] };
    case 'task_complete':
      return {
        title: event.success ? 'Task completed' : 'Task failed',
        failed: !event.success,
        durationMs: event.duration,
      };
    case 'exec.after': {
      const failed = isFailedCommand(event);
      return {
        title: failed ? 'Command failed' : 'Command run',
        failed,
        subject: [event.command],
        durationMs: event.duration,
        facts: [['Exit code', event.exitCode]],
      };
    }
    case 'permission.request':
      return {
        title: 'Permission asked',
        subject: [event.command, event.justification],
        facts: [['Tool', event.toolName]],
      };
    case 'error.occurred':
      return {
        title: `Error of ${event.source === 'model' ? 'the model' : `a ${event.source}`}`,
        failed: true,
        subject: [event.error, event.context && `While: ${event.context}`],
      };
  }
}
