// Secrets that are planted to be looked for: each is like no other text, and is known in every writing in which redaction
// promises to find it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a secret is planted as. `text` is how it stands in a command, a prompt or a message; `core` must never be seen again. */
export interface Canary {
  readonly kind: string;
  readonly text: string;
  readonly core: string;
}

/** The value of `SERVICE_TOKEN`. Its quote and its blank look different in JSON and in an address. */
export const ENV_SECRET = 'zq7-own "value" of/this+terminal';

const own = (text: string): string => `seen ${text} there`;
const KEY = ['MIIEzqCanaryKeyLineOne0123456789abcdef', 'zqCanaryKeyLineTwo+/0123456789=='];

export const CANARIES: readonly Canary[] = [
  { kind: 'the value of a variable', text: own(ENV_SECRET), core: ENV_SECRET },
  { kind: 'the value in JSON', text: own(JSON.stringify({ a: ENV_SECRET })), core: ENV_SECRET },
  { kind: 'the value in an address', text: own(encodeURIComponent(ENV_SECRET)), core: ENV_SECRET },
  {
    kind: 'the value in base64',
    text: own(Buffer.from(`someone:${ENV_SECRET}`).toString('base64')),
    core: ENV_SECRET,
  },
  {
    kind: 'a token',
    text: own('ghp_zqCanaryTokenzqCanaryTokenzqCan0123'),
    core: 'ghp_zqCanaryTokenzqCanaryTokenzqCan0123',
  },
  {
    kind: 'a header',
    text: "curl -H 'Authorization: Bearer zqcanaryheadervalue' http://127.0.0.1:1/",
    core: 'zqcanaryheadervalue',
  },
  { kind: 'an address', text: own('https://me:zqcanaryaddress@host.invalid/x'), core: 'zqcanaryaddress' },
  { kind: 'a password', text: 'login --password zqcanarypassword now', core: 'zqcanarypassword' },
  {
    kind: 'a private key',
    text: `-----BEGIN PRIVATE KEY-----\n${KEY.join('\n')}\n-----END PRIVATE KEY-----`,
    core: KEY[0] ?? '',
  },
  {
    kind: 'the second line of a private key',
    text: own('nothing'),
    core: KEY[1] ?? '',
  },
];

/** All of them, one after the other, as a person, a command or a program may come to say them. */
export const PLANTED = CANARIES.map(({ text }) => text).join('\n');

/** The writings of a secret, made without the code that is tested. */
function writings(core: string): readonly string[] {
  const escaped = JSON.stringify(core).slice(1, -1);
  const base64 = ['', 'x', 'xx'].map((before) => {
    const bytes = Buffer.from(before + core);
    // Without the characters that also say something of what stands around.
    const first = before === '' ? 0 : before.length + 1;
    const last = bytes.length % 3 === 0 ? undefined : -1;
    return bytes.toString('base64').replace(/=+$/, '').slice(first, last);
  });
  const twice = JSON.stringify(escaped).slice(1, -1);
  return [...new Set([core, escaped, twice, encodeURIComponent(core), ...base64])];
}

/** What of the secrets is in a text: the kind of each, and a few characters around. */
export function canariesIn(text: string): readonly string[] {
  return CANARIES.flatMap(({ kind, core }) =>
    writings(core).flatMap((writing) => {
      const at = text.indexOf(writing);
      return at === -1 ? [] : [`${kind}: ${text.slice(Math.max(0, at - 80), at + writing.length)}`];
    }),
  );
}

/** The same for every file below a folder, but for those that are excepted. */
export function canariesBelow(root: string, isExcepted: (file: string) => boolean): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !isExcepted(file))
    .flatMap((file) => canariesIn(readFileSync(file, 'latin1')).map((found) => `${file}: ${found}`));
}
