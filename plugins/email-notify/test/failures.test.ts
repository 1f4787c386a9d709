import { createServer, type Socket } from 'node:net';
import { type HooklineError, isHooklineError } from '@hookline/core/errors';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deliverMail } from '../src/deliver-mail.ts';
import type { EmailNotifyOptions } from '../src/index.ts';
import { loopback, type Mailed, mailContext } from './mail-context.ts';
import { smtpMailbox } from './smtp-mailbox.ts';

const task = { event: 'task_complete', fields: { success: false } } as const;
const login = { user: 'hookline', password: 'SECRETSECRET' };
type More = Omit<Mailed<'task_complete'>, 'event' | 'fields' | 'options'>;

/** The failure of one try. */
async function failureAt(
  port: number,
  options: EmailNotifyOptions = {},
  more: More = {},
): Promise<HooklineError> {
  try {
    await deliverMail(mailContext({ ...task, timeoutMs: 2_000, options: loopback(port, options), ...more }));
  } catch (thrown) {
    if (!isHooklineError(thrown)) throw thrown;
    expect(thrown.code).toBe('HOOKLINE_DELIVERY_FAILED');
    expect(thrown.details.fix).toBeTruthy();
    expect(JSON.stringify([thrown.message, thrown.details])).not.toContain('SECRET');
    return thrown;
  }
  throw new Error('It was delivered.');
}

const withStatus = (responseCode: number, message = 'no'): Error =>
  Object.assign(new Error(message), { responseCode });

const auth =
  (status: number): SMTPServerOptions['onAuth'] =>
  (_, __, done) =>
    done(withStatus(status));

describe.each<[string, SMTPServerOptions, EmailNotifyOptions, RegExp]>([
  ['a login that is refused', { onAuth: auth(535) }, login, /passwor/],
  ['a server without STARTTLS', {}, { secure: 'starttls' }, /"secure"/],
  ['no way to log in', { disabledCommands: ['AUTH', 'STARTTLS'] }, login, /passwor/],
  ['an unknown recipient', { onRcptTo: (_, __, done) => done(withStatus(550)) }, {}, /"to"/],
  ['a sender that is not known', { onMailFrom: (_, __, done) => done(withStatus(553)) }, {}, /"from"/],
  [
    'a mail that is refused',
    { onData: (stream, _, done) => void stream.resume().on('end', () => done(withStatus(554))) },
    {},
    /provider/,
  ],
  [
    'a mail that is too large',
    { onData: (stream, _, done) => void stream.resume().on('end', () => done(withStatus(552))) },
    {},
    /too large/,
  ],
])('%s', (_, server, options, fix) => {
  it('is given up, with what to do', async () => {
    const { port, mails } = await smtpMailbox(server);
    const { details } = await failureAt(port, options);
    expect(details.retryAfterMs).toBeUndefined();
    expect(details.fix).toMatch(fix);
    expect(mails).toEqual([]);
  });
});

describe.each<[string, SMTPServerOptions, EmailNotifyOptions]>([
  ['a login that cannot be checked now', { onAuth: auth(454) }, login],
  ['a recipient that is busy', { onRcptTo: (_, __, done) => done(withStatus(450)) }, {}],
  ['a sender that has sent enough for now', { onMailFrom: (_, __, done) => done(withStatus(451)) }, {}],
  [
    'a disk that is full',
    { onData: (stream, _, done) => void stream.resume().on('end', () => done(withStatus(452))) },
    {},
  ],
  ['a server that is overloaded', { onConnect: (_, done) => done(withStatus(421)) }, {}],
  ['a server without TLS', {}, { secure: 'tls' }],
  ['a certificate that nobody knows', { disabledCommands: [] }, { secure: 'starttls' }],
  ['a certificate that nobody knows, from the start', { secure: true }, { secure: 'tls' }],
])('%s', (_, server, options) => {
  it('is tried again', async () => {
    const { port, mails } = await smtpMailbox(server);
    const { details } = await failureAt(port, options);
    expect(details.retryAfterMs).toBeGreaterThanOrEqual(2_500);
    expect(details.retryAfterMs).toBeLessThanOrEqual(5_000);
    expect(mails).toEqual([]);
  });
});

/** A server of bare bytes. */
async function bareServer(onConnect: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnect(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as { port: number }).port;
}

/** Answers each command in turn, then hangs up. */
const hangsUpAfter = (commands: number) => (socket: Socket) => {
  let left = commands;
  socket.write('220 ready\r\n');
  socket.on('data', (chunk) => {
    if (left-- <= 0) return socket.destroy();
    socket.write(chunk.toString().startsWith('DATA') ? '354 go\r\n' : '250 fine\r\n');
  });
};

describe.each<[string, (socket: Socket) => void]>([
  ['says nothing', () => {}],
  ['hangs up at once', (socket) => socket.destroy()],
  ['speaks HTTP', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['speaks noise', (socket) => socket.write(Buffer.from([0, 255, 13, 10, 0, 1]))],
  ['hangs up after the greeting', hangsUpAfter(0)],
  ['hangs up after EHLO', hangsUpAfter(1)],
  ['hangs up after MAIL', hangsUpAfter(2)],
  ['hangs up after RCPT', hangsUpAfter(3)],
  ['hangs up in the middle of the mail', hangsUpAfter(4)],
  ['stops after the greeting', (socket) => socket.write('220 ready\r\n')],
])('a server that %s', (_, onConnect) => {
  it('is tried again, within the time of a try', async () => {
    const { details } = await failureAt(await bareServer(onConnect), {}, { timeoutMs: 700 });
    expect(details.retryAfterMs).toBeGreaterThan(0);
  });
});

it('waits for a server that is down', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as { port: number };
  await new Promise((resolve) => gone.close(resolve));
  const { message, details } = await failureAt(port);
  expect(message).toContain('ECONNREFUSED');
  expect(details.retryAfterMs).toBeGreaterThan(0);
});

it('ends with its try, and its connection too', async () => {
  const stop = new AbortController();
  const closed = Promise.withResolvers<void>();
  const port = await bareServer((socket) => {
    socket.on('close', () => closed.resolve());
    stop.abort();
  });
  const { details } = await failureAt(port, {}, { signal: stop.signal, timeoutMs: 600_000 });
  expect(details.retryAfterMs).toBeGreaterThan(0);
  await closed.promise;
});

it.each<[EmailNotifyOptions['secure'], SMTPServerOptions]>([
  ['starttls', { disabledCommands: [] }],
  ['tls', { secure: true }],
])('keeps mail and password from others: %s', async (secure, server) => {
  const seen: unknown[] = [];
  const { port, mails } = await smtpMailbox({
    ...server,
    authOptional: false,
    allowInsecureAuth: false,
    onAuth: ({ username, password }, session, done) => {
      seen.push([username, password, session.secure]);
      done(null, { user: username });
    },
  });
  const tls = { rejectUnauthorized: false };
  await deliverMail(mailContext({ ...task, options: loopback(port, { ...login, secure }), tls }));
  expect(seen).toEqual([['hookline', 'SECRETSECRET', true]]);
  expect(mails).toHaveLength(1);
});

describe('a server that takes a mail for some', () => {
  const to = ['a@example.com', 'b@example.com', 'c@example.com'];

  it('is not asked again for whom it refused for good', async () => {
    const warnings: string[] = [];
    const { port, mails } = await smtpMailbox({
      onRcptTo: ({ address }, _, done) => done(address.startsWith('b') ? withStatus(550, 'unknown') : null),
    });
    await deliverMail(mailContext({ ...task, options: loopback(port, { to }), warnings }));
    expect(mails.map((mail) => mail.to)).toEqual([['a@example.com', 'c@example.com']]);
    expect(warnings).toEqual([
      expect.stringMatching(/^b@example\.com does not get this mail, others do: .*unknown/),
    ]);
  });

  it('is asked again only for whom it asked to come again for', async () => {
    let isBusy = true;
    const { port, mails } = await smtpMailbox({
      onRcptTo: ({ address }, _, done) => {
        if (address.startsWith('b') && isBusy) return done(withStatus(450));
        return done(address.startsWith('c') ? withStatus(550) : null);
      },
    });
    const state = new Map<string, unknown>();
    const { details } = await failureAt(port, { to }, { state });
    expect(details.retryAfterMs).toBeGreaterThan(0);
    isBusy = false;
    await deliverMail(mailContext({ ...task, options: loopback(port, { to }), state, attempt: 2 }));
    expect(mails.map((mail) => mail.to)).toEqual([['a@example.com'], ['b@example.com']]);
    expect(mails[0]?.headers['message-id']).toBe(mails[1]?.headers['message-id']);
    expect(mails[1]?.headers['to']).toBe('a@example.com, b@example.com, c@example.com');
  });
});

describe('what only a variable says', () => {
  it.each<[EmailNotifyOptions, RegExp]>([
    [{ host: 'smtp.example.com', secure: 'none' }, /others can read/],
    [{ host: 'https://smtp.example.com' }, /"host"/],
    [{ host: 'a\nb' }, /"host"/],
    [{ port: '25 or so' }, /"port"/],
    [{ port: '70000' }, /"port"/],
    [{ from: 'SECRET' }, /"from"/],
    [{ to: ['a@example.com\nRCPT TO:<evil@example.net>'] }, /"to"/],
    [{ to: [' , '] }, /"to"/],
    [{ user: 'a', password: '' }, /"password"/],
  ])('is refused before anything is sent (%#)', async (options, problem) => {
    const sent = deliverMail(mailContext({ ...task, options: loopback(1, options) }));
    await expect(sent).rejects.toThrow(problem);
    await expect(sent).rejects.not.toThrow('SECRET');
    await expect(sent).rejects.toMatchObject({ code: 'HOOKLINE_CONFIG_INVALID' });
  });
});
