/** A digest in a home of its own, in this process or in others, and the server that it is sent to. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EnqueueOptions } from '@hookline/core';
import { recordedEvent } from '@hookline/testkit';
import { expect, onTestFinished } from 'vitest';
import { collect, type DigestOrder, flush } from '../src/collect.ts';
import { deliverDigest } from '../src/deliver-digest.ts';
import type { EmailNotifyOptions } from '../src/index.ts';
import type { DigestTask } from './digest-process.ts';
import { loopback, mailContext } from './mail-context.ts';
import { type ReceivedMail, type SmtpMailbox, smtpMailbox } from './smtp-mailbox.ts';

const PROCESS = fileURLToPath(new URL('digest-process.ts', import.meta.url));

export interface Order {
  readonly data: DigestOrder;
  readonly when: EnqueueOptions;
}

export interface Collection {
  readonly smtp: SmtpMailbox;
  readonly home: string;
  /** The folder of the mailbox. */
  readonly folder: () => string;
  readonly options: EmailNotifyOptions;
  readonly orders: readonly Order[];
  add(name: string): void;
  flush(): void;
  /** Sends the first order, or another one. */
  send(order?: unknown, options?: EmailNotifyOptions): Promise<void>;
  sendAll(): Promise<void>;
  /** Runs another process to its end, or until it is killed. */
  run(
    task: Pick<DigestTask, 'deliver' | 'killBefore'> & { readonly collect?: readonly string[] },
  ): Promise<'done' | 'killed'>;
  /** Every file that is kept. */
  files(): readonly string[];
}

export async function collection(more: EmailNotifyOptions = {}): Promise<Collection> {
  const smtp = await smtpMailbox();
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-digest-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const options = loopback(smtp.port, more);
  const orders: Order[] = [];
  const places = { codexHome: home, hooklineHome: home };
  const ctx = {
    places,
    redact: (text: string) => text.replaceAll('hunter2hunter2', '[redacted]'),
    enqueue: (_: string, data: unknown, when: EnqueueOptions = {}) =>
      void orders.push({ data: data as DigestOrder, when }),
  };
  const send = (order: unknown = orders[0]?.data, at = options): Promise<void> =>
    deliverDigest(order, { ...mailContext({ event: 'session_end', options: at }), places });
  return {
    smtp,
    home,
    folder: () => join(home, 'email-notify', readdirSync(join(home, 'email-notify'))[0] ?? ''),
    options,
    orders,
    add: (error) => collect(recordedEvent('error.occurred', { error }), options, ctx),
    flush: () => flush(options, ctx),
    send,
    sendAll: async () => {
      for (const { data } of orders) await send(data);
    },
    run: ({ collect: names, ...task }) =>
      new Promise((resolve, reject) => {
        const events = names?.map((error) => recordedEvent('error.occurred', { error }));
        const given = JSON.stringify({ ...task, collect: events, home, options } satisfies DigestTask);
        execFile(process.execPath, [PROCESS, given], (error, stdout, stderr) => {
          for (const line of stdout.split('\n').filter(Boolean)) orders.push(JSON.parse(line));
          if (!error) return resolve('done');
          if (error.signal === 'SIGKILL') return resolve('killed');
          reject(new Error(stderr));
        });
      }),
    files: () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ name }) => name),
  };
}

/** The names of the events in the mails, sorted. */
export const namesIn = ({ mails }: Pick<SmtpMailbox, 'mails'>): string[] =>
  mails.flatMap(({ text }) => [...text.matchAll(/^ {4}(event-\S+)/gm)].map(([, name]) => name ?? '')).sort();

/** The same, where two mails of one id must say the same, and count as one. */
export function toldOnce({ mails }: SmtpMailbox): string[] {
  const byId = new Map<string, ReceivedMail>();
  for (const mail of mails) {
    const id = mail.headers['message-id'] ?? '';
    expect(byId.get(id)?.text ?? mail.text).toBe(mail.text);
    byId.set(id, mail);
  }
  return namesIn({ mails: [...byId.values()] });
}
