import emailNotify from '@hookline/plugin-email-notify';
import { testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';

const least = { host: 'smtp.example.com', from: 'hookline@example.com', to: ['team@example.com'] };
const env = {
  SMTP_HOST: 'smtp.example.com',
  SMTP_PORT: '2525',
  SMTP_PASSWORD: 'made-up',
  MAIL_TO: 'a@example.com, b@example.com',
};
const set = (options: object) => testPlugin(emailNotify, { options: { ...least, ...options }, env });

describe('options that are taken', () => {
  it.each([
    {},
    {
      host: '${SMTP_HOST}',
      port: '${SMTP_PORT}',
      to: ['${MAIL_TO}'],
      user: 'hookline',
      password: '${SMTP_PASSWORD}',
    },
    { from: 'Hookline of the team <hookline@example.com>', to: ['A <a@example.com>', 'root@localhost'] },
    { host: '127.0.0.1', secure: 'none' },
    { host: 'localhost', secure: 'none', port: 1025 },
    { secure: 'none', allow_plain: true },
    { mode: 'immediate', events: ['exec.after'], subject_prefix: '' },
    { digest_minutes: 60, digest_at_session_end: true },
  ])('%j', async (options) => {
    await expect(set(options)).resolves.toBeDefined();
  });
});

describe('options that are refused', () => {
  it.each<[object, RegExp]>([
    [{ host: undefined }, /host: The mail server is a text/],
    [{ host: 'smtp://smtp.example.com' }, /host: It is the name of a server/],
    [{ host: 'smtp.example.com\n' }, /host: It is the name of a server/],
    [{ port: 0 }, /port: A port is/],
    [{ port: '25' }, /port: A port is/],
    [{ secure: 'ssl' }, /secure: It is "starttls", "tls" or "none"/],
    [{ secure: 'none' }, /secure: .*others can read them.*allow_plain/],
    [{ user: 'hookline' }, /user: It needs password/],
    [{ password: '${SMTP_PASSWORD}' }, /password: It needs a "user"/],
    [{ user: 'hookline', password: 'hunter2hunter2' }, /write "\$\{SMTP_PASSWORD\}"/],
    [{ from: 'hookline' }, /from: It is not an address/],
    [{ from: 'a@example.com\r\nBcc: b@example.com' }, /from: It is not an address/],
    [{ from: 'a@b <a@example.com>, c@example.com' }, /from: It is not an address/],
    [{ to: 'team@example.com' }, /to: It is a list/],
    [{ to: [] }, /to: Nobody is written to/],
    [{ to: ['team@example.com', 'x'] }, /to\S*1\S*: It is not an address/],
    [{ to: ['a@example.com\nb@example.com'] }, /It is not an address/],
    [{ to: ['a@example.com>'] }, /It is not an address/],
    [{ events: ['patch.after'] }, /An event for mails is one of/],
    [{ mode: 'daily' }, /mode: It is "digest" or "immediate"/],
    [{ digest_minutes: 0 }, /from 1 to 60/],
    [{ digest_minutes: 61 }, /from 1 to 60/],
    [{ smtp_host: 'x' }, /smtp_host/],
  ])('%j', async (options, problem) => {
    await expect(set(options)).rejects.toThrow(problem);
  });

  it('without quoting a secret', async () => {
    await expect(set({ user: 'a', password: 'hunter2hunter2' })).rejects.not.toThrow('hunter2');
  });
});

it('names the variable that is not set', async () => {
  const unset = testPlugin(emailNotify, { options: { ...least, user: 'a', password: '${SMTP_PASSWORD}' } });
  await expect(unset).rejects.toThrow('${SMTP_PASSWORD} is not set');
});
