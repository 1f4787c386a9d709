/** Shows a notification that was handed over. What cannot be shown is told once a session, and never tried again. */
import { existsSync } from 'node:fs';
import type { DeliveryContext, ExecResult } from '@hookline/core';
import type { DesktopNotifyOptions } from './desktop-notify-options.ts';
import { findDesktop } from './find-desktop.ts';
import type { Notice } from './notice.ts';
import { programsFor } from './program.ts';

type Context = Pick<DeliveryContext<DesktopNotifyOptions>, 'options' | 'env' | 'exec' | 'log' | 'state'>;

/** Milliseconds after which it is no news any more: the machine slept, or the worker was held up. */
const STALE_MS = 60_000;
const TOLD = 'told';

/** Shows it. Never throws: a notification is not worth a dead letter. */
export async function show(data: unknown, ctx: Context, now = Date.now()): Promise<void> {
  const notice = data as Notice;
  const { options, env } = ctx;
  if (now - notice.at > STALE_MS) return ctx.log.debug(`Not shown, it is too old: ${notice.title}`);
  const desktop = findDesktop({
    platform: process.platform,
    env,
    exists: existsSync,
    isCustom: options.command !== undefined,
  });
  // The worker of another terminal may have taken this up.
  if (desktop === undefined) return ctx.log.debug('Not shown: there is no desktop here.');
  for (const { file, args, env: added, timeoutMs } of programsFor(desktop, notice, options, env)) {
    const result = await ctx.exec(file, args, {
      env: added,
      timeoutMs,
      maxOutputBytes: 64 * 1024,
      dropsExcess: true,
    });
    if (result.status === 'exited' && result.exitCode === 0) return;
    tell(file, result, desktop === 'custom', ctx);
    if (result.status !== 'not-started') return;
  }
}

function tell(file: string, result: ExecResult, isCustom: boolean, { log, state }: Context): void {
  const { status, exitCode, errorCode, stderr } = result;
  const how =
    status === 'exited' ? `exit code ${exitCode}` : status === 'not-started' ? (errorCode ?? status) : status;
  const said = stderr.trim().slice(0, 300);
  const line = `No notification: ${file} (${how})${said && `: ${said}`}`;
  const told = state.get(TOLD);
  const isTold = Array.isArray(told) && told.includes(file);
  if (isTold) {
    log.debug(line);
    return;
  }
  state.set(TOLD, [...(Array.isArray(told) ? told : []), file]);
  // A program that the person has named is meant to be there; that a desktop has none is no mistake of theirs.
  if (isCustom) log.warn(`${line} Correct "command" of desktop-notify.`);
  else log.info(line);
}
