/** `Authorization` and `Cookie` headers, `Bearer` tokens, and `curl -u name:password`. */
import type { SecretMatch } from './match.ts';
import { isKey, isPassword } from './password.ts';
import { isMadeUp, isReference } from './placeholder.ts';
import { vendorAt } from './vendor-token.ts';

const AFTER_NAME = /\\{0,2}["'`]?\]?\s{0,4}(?::|=>|=|,)\s{0,4}(?:[bfr]{0,2}\\{0,2}["'`])?/y;
const SCHEME =
  /(?:bearer|token|basic|apikey|api-key|bot|ssws|splunk|geniekey|key|pve[a-z]{1,10}|oauth2?|zoho-oauthtoken|discogs token=)(?:\s{1,4}|=)(?:key=|token=)?["']?/iy;
const VALUE = /[^\s"'`\\,;<>|)}\]]{8,4000}/y;

/** The anchors of {@link authorizationAt}. */
export const AUTHORIZATION_ANCHORS = ['authorization', 'bearer '] as const;

/** The credential of the header whose name, or whose scheme, is here. */
export function authorizationAt(text: string, at: number): SecretMatch | undefined {
  const isHeader = text.slice(at, at + 1).toLowerCase() === 'a';
  let from = at;
  if (isHeader) {
    const name = text.slice(at, at + 13);
    from = sticky(AFTER_NAME, text, at + name.length);
    if (from < 0) return undefined;
  }
  const behind = sticky(SCHEME, text, from);
  const scheme = behind < 0 ? '' : text.slice(from, behind).toLowerCase();
  return credentialAt(text, behind < 0 ? from : behind, scheme);
}

function credentialAt(text: string, start: number, scheme: string): SecretMatch | undefined {
  const token = vendorAt(text, start);
  if (token) return 'kind' in token ? token : undefined;
  const end = sticky(VALUE, text, start);
  if (end < 0) return undefined;
  const value = text.slice(start, end);
  if (scheme.startsWith('basic')) {
    return isBasic(value) ? { kind: 'authorization', start, end } : undefined;
  }
  return isCredential(value) ? { kind: 'authorization', start, end } : undefined;
}

/** A JWT is judged by its own detector: here it would be found also where it is an example. */
function isCredential(value: string): boolean {
  return !value.startsWith('eyJ') && isKey(value);
}

function isBasic(value: string): boolean {
  if (isReference(value) || isMadeUp(value) || !/^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(value)) return false;
  return holdsPassword(value);
}

/** Whether base64 is that of a name and a password. */
export function holdsPassword(base64: string): boolean {
  const plain = Buffer.from(base64, 'base64').toString('utf8');
  // Anything that is not printable was no text.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001f\u007f-\u009f\ufffd]/.test(plain)) return false;
  const colon = plain.indexOf(':');
  if (colon < 0) return false;
  const [name, password] = [plain.slice(0, colon), plain.slice(colon + 1)];
  if (isKey(password) || isPassword(password)) return true;
  return password === '' && isKey(name);
}

/** The anchors of {@link cookieAt}. */
export const COOKIE_ANCHORS = ['cookie: ', 'cookie":', "cookie':", ' --cookie '] as const;

const PAIR =
  /(?:^|[;\s"'])(?:[\w.-]{0,40}(?:sess|sid|auth|token|jwt|login|remember)[\w.-]{0,40})=([^;\s"']{20,2000})/i;

/** The session in the cookies of the header that is here. */
export function cookieAt(text: string, at: number): SecretMatch | undefined {
  const from = text.startsWith(' -', at) ? at + ' --cookie '.length : text.indexOf(':', at) + 1;
  const line = /^[^\r\n]{0,2000}/.exec(text.slice(from, from + 2_000))?.[0] ?? '';
  const pair = PAIR.exec(line);
  const value = pair?.[1];
  if (!pair || value === undefined || !isKey(value)) return undefined;
  const end = from + pair.index + pair[0].length;
  return { kind: 'session-cookie', start: end - value.length, end };
}

/** The anchors of {@link userPasswordAt}. */
export const USER_ANCHORS = [
  ' -u',
  ' --user',
  ' --proxy-user',
  'sshpass -p',
  ' -p',
  ' -a ',
  ' -P ',
  'sudo -S',
  '--password-stdin',
  'chpasswd',
  ':5432:',
] as const;

const USER = /(?:-u|--user|--proxy-user)[= ]{0,2}["']?([\w.@+-]{1,80}):([^\s"']{4,300})/y;
const SSHPASS = /sshpass -p ?["']?([^\s"']{4,200})/y;
const DIRECT = /-p(["']?)([^\s"'-][^\s"']{3,200})/y;

const APART = /-[paP] ["']?([^\s"'-][^\s"']{4,200})/y;
/** Programs that take a password as a word of its own, by the option. */
const TAKES: Readonly<Record<string, RegExp>> = {
  p: /\b(?:docker|podman|nerdctl|buildah|skopeo|az|oc|cf|helm registry|crane auth|oras|ibmcloud|vault)\s+(?:auth\s+)?login\b[^\n|;&]*$/,
  a: /\bredis-cli\b[^\n|;&]*$/,
  P: /\b(?:sqlcmd|bcp|ldapmodify)\b[^\n|;&]*$/,
};
/** Only the clients of MySQL take a password without a blank; elsewhere it is a port, a path, a profile. */
const MYSQL = /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mysqlimport)\b[^\n|;&]*$/;
const PIPED =
  /(?:echo|printf)\s+(?:-n\s+)?(?:["']%s(?:\\n)?["']\s+)?["']?([^\s"'|]{6,200})["']?\s*\|\s*[^|\n]{0,80}$/;

const PIPED_INTO = ['sudo -S', '--password-stdin', 'chpasswd'];
/** A line of `.pgpass`. */
const PGPASS = /:5432:[\w*.-]{1,80}:[\w.-]{1,80}:([^\s:"']{6,200})/y;

/** The password of the command-line option that is here. */
export function userPasswordAt(text: string, at: number): SecretMatch | undefined {
  if (text.startsWith('sshpass', at)) return captured(SSHPASS, text, at, 1);
  if (text.startsWith(':5432:', at)) return captured(PGPASS, text, at, 1);
  if (PIPED_INTO.some((name) => text.startsWith(name, at))) return pipedAt(text, at);
  const option = text.charAt(at + 2);
  if (text.charAt(at + 1) === '-' && option in TAKES) {
    const before = text.slice(Math.max(0, at - 160), at);
    if (text.charAt(at + 3) === ' ')
      return TAKES[option]?.test(before) ? captured(APART, text, at + 1, 1) : undefined;
    return option === 'p' && MYSQL.test(before) ? captured(DIRECT, text, at + 1, 2) : undefined;
  }
  return captured(USER, text, at + 1, 2);
}

/** What is said to a program that reads its password: `echo … | sudo -S`. */
function pipedAt(text: string, at: number): SecretMatch | undefined {
  const from = Math.max(0, at - 320);
  const match = PIPED.exec(text.slice(from, at));
  const value = match?.[1];
  if (!match || value === undefined || !(isPassword(value) || isKey(value))) return undefined;
  const start = from + match.index + match[0].indexOf(value);
  return { kind: 'command-password', start, end: start + value.length };
}

function captured(pattern: RegExp, text: string, at: number, group: number): SecretMatch | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const value = match?.[group];
  if (!match || value === undefined) return undefined;
  const end = at + match[0].length;
  const start = end - value.length;
  const token = vendorAt(text, start);
  if (token) return 'kind' in token ? token : undefined;
  return isPassword(value) || isKey(value) ? { kind: 'command-password', start, end } : undefined;
}

/** Where a pattern that begins here ends; -1 where it does not. */
function sticky(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
