/** A Slack and a mail server on loopback, which can be down at first. */
import { createServer } from 'node:http';
import { createServer as createListener } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message, of a webhook or of a bot. */
export interface SlackMessage {
  readonly text: string;
  readonly channel?: string;
  readonly thread_ts?: string;
}

export interface Slack {
  readonly messages: SlackMessage[];
  /** What is answered in place of `ok`. */
  refusal?: { readonly status: number; readonly word: string };
}

/** A port where nothing listens: it was free a moment ago. */
export async function freePort(): Promise<number> {
  const listener = createListener();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as { port: number };
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

export async function startSlack(port: number): Promise<Slack> {
  const slack: Slack = { messages: [] };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { refusal } = slack;
      if (refusal) return response.writeHead(refusal.status).end(refusal.word);
      slack.messages.push(JSON.parse(body));
      const ts = `1700000000.00000${slack.messages.length}`;
      response.end(request.url?.endsWith('/chat.postMessage') ? JSON.stringify({ ok: true, ts }) : 'ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return slack;
}

/** The mails that arrive, as they were sent. */
export async function startMailServer(port: number): Promise<readonly string[]> {
  const mails: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _, done) =>
      password === 'made-up-password'
        ? done(null, { user: username })
        : done(Object.assign(new Error('wrong'), { responseCode: 535 })),
    onData(stream, _, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => {
        mail += chunk.toString('utf8');
      });
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return mails;
}
