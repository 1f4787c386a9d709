/** Hands a notification over, where there is somebody to see it. */
import { existsSync } from 'node:fs';
import type { Capabilities, EventOf } from '@hookline/core';
import type { DesktopNotifyOptions, NotifiedEvent } from './desktop-notify-options.ts';
import { findDesktop } from './find-desktop.ts';
import { noticeOf } from './notice.ts';

export type NotifiedPayload = { [N in NotifiedEvent]: EventOf<N> }[NotifiedEvent];

/** Stores it for the worker; without a desktop nothing is stored, and no worker started. */
export function handOver(
  event: NotifiedPayload,
  ctx: Pick<Capabilities, 'env' | 'enqueue' | 'redact'>,
  options: DesktopNotifyOptions,
): void {
  const isCustom = options.command !== undefined;
  if (findDesktop({ platform: process.platform, env: ctx.env, exists: existsSync, isCustom }) === undefined)
    return;
  ctx.enqueue('notice', noticeOf(event, options, { redact: (text) => ctx.redact(text), now: Date.now() }));
}
