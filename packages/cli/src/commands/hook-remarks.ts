/** Keeps what hooks say while they run (what a script prints, what a plugin logs), to be shown beside their results. */
import type { HookLog } from '@hookline/runtime';

const MOST_LINES = 20;

export interface HookRemarks {
  /** Writes to the log as before, and keeps the lines. */
  readonly log: HookLog;
  /** What one hook said so far; taken, not to be shown twice. */
  take(who: string): readonly string[];
}

// What a script printed must not move the cursor of who reads it.
const printable = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (char) => (char === '\t' ? ' ' : '?'));

/** `redact` sees each message whole: a private key is not known as one line by line. */
export function hookRemarks(log: HookLog, redact: (text: string) => string): HookRemarks {
  const said = new Map<string, string[]>();
  return {
    log: {
      write(level, who, message) {
        const text = message.startsWith(`${who}: `) ? message.slice(who.length + 2) : message;
        const lines = redact(text)
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '');
        said.set(who, [...(said.get(who) ?? []), ...lines.map(printable)]);
        return log.write(level, who, message);
      },
    },
    take(who) {
      const lines = said.get(who) ?? [];
      said.delete(who);
      const more = lines.length - MOST_LINES;
      return more > 0 ? [...lines.slice(0, MOST_LINES), `… and ${more} more lines`] : lines;
    },
  };
}
