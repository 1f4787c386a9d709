/** What an answer is read for, with a log that is kept. */
import type { AnswerScope } from '@hookline/core/entry';
import { eventOf } from './bench.ts';

/** The scope of an entry called "scan". */
export function answerScope(type: string): AnswerScope & { readonly logged: readonly string[] } {
  const logged: string[] = [];
  const log = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  return {
    name: 'scan',
    event: eventOf(type),
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    logged,
  };
}
