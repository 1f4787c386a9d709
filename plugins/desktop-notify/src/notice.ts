/** Says what a notification tells. Bounded, redacted, one line each; what the agent says only where it is asked for. */
import { basename } from 'node:path';
import type { DesktopNotifyOptions } from './desktop-notify-options.ts';
import type { NotifiedPayload } from './hand-over.ts';
import { bodyText, titleText } from './shown-text.ts';

/** A notification, as it is handed over. */
export interface Notice {
  readonly event: string;
  readonly title: string;
  readonly body: string;
  /** Milliseconds since the epoch at which it was news. */
  readonly at: number;
}

export interface NoticeSources {
  readonly redact: (text: string) => string;
  readonly now: number;
}

/** The notification about an event. */
export function noticeOf(
  event: NotifiedPayload,
  { title = 'Codex', commands = true, show_message: says = false }: DesktopNotifyOptions,
  { redact, now }: NoticeSources,
): Notice {
  const [what, about] = told(event, { commands, says });
  // Each part is redacted by itself: joined, one could change how the other is read.
  const folder = basename(event.sessionCwd ?? event.cwd);
  const parts = [folder, ...about].filter((part) => part !== undefined && part !== '') as string[];
  return {
    event: event.type,
    title: titleText(redact(`${title}: ${what}`)),
    body: bodyText(parts.map((part) => redact(part.slice(0, LOOKED_AT))).join(' · ')),
    at: now,
  };
}

/** Characters of a text that are looked at: a command may have megabytes, of which a notification shows a line. */
const LOOKED_AT = 65_536;

type Told = readonly [what: string, about: readonly (string | undefined)[]];

function told(event: NotifiedPayload, { commands, says }: { commands: boolean; says: boolean }): Told {
  switch (event.type) {
    case 'task_complete':
      return [
        event.success ? 'task finished' : 'task failed',
        [
          event.duration === undefined ? undefined : spoken(event.duration),
          says ? event.lastMessage : undefined,
        ],
      ];
    case 'permission.request': {
      const { toolName, command, justification } = event;
      const asked = commands && command !== undefined ? `${toolName}: ${command}` : toolName;
      return ['waits for permission', [asked, says ? justification : undefined]];
    }
    case 'error.occurred':
      return ['error', [event.error]];
    case 'session_end':
      return ['session ended', [event.duration === undefined ? undefined : spoken(event.duration)]];
  }
}

/** Milliseconds in words. */
function spoken(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}m ${seconds % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}
