// A server on loopback at which scripts say that they begin and end: what came before what is the order in which it was
// told, on one clock and without any sleeping. A script that begins is held until those it has to meet have begun too:
// if they are not run at the same time it is held for ever, and the deadline of its hook makes that seen.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What scripts said, in order. */
export interface Rendezvous {
  readonly url: string;
  /** `start a`, `end a`, …, in the order in which they were told. */
  readonly told: readonly string[];
  close(): Promise<void>;
}

export interface RendezvousOptions {
  /** Names of scripts that must all have begun before any of them is let go. */
  readonly meet?: readonly (readonly string[])[];
  /** Called when one has begun; it is held until this resolves. */
  readonly onStart?: (name: string) => Promise<void>;
}

/** Starts the server. */
export async function openRendezvous({ meet = [], onStart }: RendezvousOptions = {}): Promise<Rendezvous> {
  const told: string[] = [];
  const held: { readonly until: readonly string[]; readonly response: ServerResponse }[] = [];
  const letGo = (): void => {
    for (const { until, response } of held) if (until.every((one) => told.includes(one))) response.end();
  };
  const server = createServer(async (request, response) => {
    const [, what = '', ...names] = request.url?.split('/') ?? [];
    const name = names.join(' ');
    if (what !== 'await') told.push(`${what} ${name}`);
    if (what === 'start') await onStart?.(name);
    const group = meet.find((one) => one.includes(name)) ?? [name];
    const until = what === 'start' ? group.map((one) => `start ${one}`) : what === 'await' ? [name] : [];
    held.push({ until, response });
    letGo();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/**
 * The text of a script that begins at the server, does `work` and ends at it. Its name is its first argument; in `work`
 * it may `await tell('ready')`, or be held by `await tell('await/ready/other')` until another one has told that.
 */
export const stepScript = (url: string, work = ''): string => `#!/usr/bin/env node
const name = process.argv[2];
const tell = (what) =>
  fetch('${url}/' + (what.includes('/') ? what : what + '/' + name)).then((answer) => answer.text());
await tell('start');
${work}
await tell('end');
`;
