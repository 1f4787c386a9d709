/** Checks what a plugin registers. A wrong priority would put a handler into no batch: it would never run, unseen. */
import { HooklineError } from '../errors/hookline-error.ts';
import type { HandlerOptions } from '../plugin/context.ts';
import { PRIORITIES } from './handler.ts';

/**
 * Checks a handler and its options.
 *
 * @throws HooklineError `HOOKLINE_PLUGIN_SETUP_FAILED`.
 */
export function checkHandler(where: string, call: unknown, options: HandlerOptions): void {
  const { priority, timeoutMs, resumes } = options;
  if (typeof call !== 'function') {
    throw refused(`${where} was given a value of type ${typeof call} as its handler.`, 'Give it a function.');
  }
  if (priority !== undefined && !PRIORITIES.includes(priority)) {
    throw refused(`${where} has the priority "${priority}".`, `Use one of ${PRIORITIES.join(', ')}.`);
  }
  if (timeoutMs !== undefined && !(Number.isFinite(timeoutMs) && timeoutMs > 0)) {
    throw refused(`${where} has the timeout ${String(timeoutMs)}.`, 'Give milliseconds above zero.');
  }
  if (resumes !== undefined && !(Number.isInteger(resumes) && resumes >= 0)) {
    throw refused(`${where} has ${String(resumes)} resumes.`, 'Give a whole number.');
  }
}

const refused = (what: string, fix: string): HooklineError =>
  new HooklineError('HOOKLINE_PLUGIN_SETUP_FAILED', { what, fix });
