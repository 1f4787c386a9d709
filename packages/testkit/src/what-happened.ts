import type { RunResult } from './bench.ts';

/** What came of an event, in lines for the message of an assertion. */
export function whatHappened({ event, outcome, logs }: RunResult): string {
  const { verdict, rewrite, context, messages, halt, failures } = outcome;
  const lines = [
    ...(verdict ? verdict.reasons.map(({ by, text }) => `${verdict.kind} by ${by}: ${text}`) : []),
    ...(rewrite ? [`rewritten by ${rewrite.by.join(', ')}: ${JSON.stringify(rewrite.change)}`] : []),
    ...context.map(({ by, text }) => `context of ${by}: ${text}`),
    ...messages.map(({ by, text }) => `message of ${by}: ${text}`),
    ...(halt ? [`halted by ${halt.by}: ${halt.text}`] : []),
    ...failures.map(({ by, code, message }) => `FAILED ${by}: ${code} ${message}`),
    ...logs.map(({ level, message }) => `log ${level}: ${message}`),
  ];
  return `On ${event.type} ${lines.length > 0 ? 'this happened:' : 'nothing happened.'}${lines.map((line) => `\n  ${line}`).join('')}`;
}
