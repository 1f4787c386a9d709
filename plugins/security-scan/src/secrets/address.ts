/** What is secret in an address: a password before the `@`, and addresses that are a secret as a whole. */
import { isAlphanumeric } from './characters.ts';
import type { SecretMatch } from './match.ts';
import { isKey, isPassword } from './password.ts';
import { isMadeUp, isReference, isWeakPassword } from './placeholder.ts';
import { vendorAt } from './vendor-token.ts';

const AUTHORITY = /[^\s/?#"'`<>\\)\]},|]{0,600}/y;
/** The rest of an address, for those that are a secret as a whole. */
const REST = /[^\s"'`<>\\)\]},|]{0,600}/y;

/** Hosts where whoever knows the address may write, and what its path looks like. */
const WEBHOOKS: readonly (readonly [kind: string, host: RegExp, path: RegExp])[] = [
  [
    'slack-webhook',
    /^hooks\.slack(?:-gov)?\.com$/,
    /^\/(?:services\/T[A-Z0-9]{5,}\/B[A-Z0-9]{5,}|workflows\/T?[A-Z0-9]{5,}\/A?[A-Z0-9]{5,}(?:\/\d+)?|triggers\/[A-Z0-9]{5,}\/\d+)\/([A-Za-z0-9]{16,})/,
  ],
  [
    'discord-webhook',
    /(?:^|\.)discord(?:app)?\.com$/,
    /^\/api(?:\/v\d+)?\/webhooks\/\d{15,22}\/([A-Za-z0-9_-]{50,})/,
  ],
  [
    'teams-webhook',
    /(?:^|\.)webhook\.office\.com$|^outlook\.office(?:365)?\.com$/,
    /^\/webhook(?:b2)?\/([0-9a-f-]{30,}@[0-9a-f-]{30,}\/IncomingWebhook\/[0-9a-f]{24,}\/[0-9a-f-]{30,})/,
  ],
  [
    'power-automate-webhook',
    /(?:^|\.)(?:logic\.azure\.com|api\.powerplatform\.com)(?::443)?$/,
    /[?&]sig=([A-Za-z0-9_%-]{30,})/,
  ],
  [
    'google-chat-webhook',
    /^chat\.googleapis\.com$/,
    /^\/v1\/spaces\/[\w-]+\/messages\?(?:[^ ]*&)?token=([A-Za-z0-9_%-]{20,})/,
  ],
  ['telegram-token', /^api\.telegram\.org$/, /^\/(?:file\/)?bot(\d{8,10}:[A-Za-z0-9_-]{35})/],
  ['zapier-webhook', /^hooks\.zapier\.com$/, /^\/hooks\/catch\/\d+\/([a-z0-9]{5,})/],
  ['make-webhook', /^hook\.(?:[a-z]{2}\d\.)?make\.com$/, /^\/([a-z0-9]{24,})/],
  [
    'ifttt-webhook',
    /^maker\.ifttt\.com$/,
    /^\/trigger\/[\w{}-]+\/(?:json\/)?with\/key\/([A-Za-z0-9_-]{20,})/,
  ],
  ['pagerduty-webhook', /^events\.(?:eu\.)?pagerduty\.com$/, /^\/integration\/([0-9a-f]{32})/],
  [
    'feishu-webhook',
    /^open\.(?:feishu\.cn|larksuite\.com)$/,
    /^\/open-apis\/bot\/v\d\/hook\/([0-9a-f-]{32,})/,
  ],
  ['dingtalk-webhook', /^oapi\.dingtalk\.com$/, /^\/robot\/send\?access_token=([0-9a-f]{40,})/],
  ['wecom-webhook', /^qyapi\.weixin\.qq\.com$/, /^\/cgi-bin\/webhook\/send\?key=([0-9a-f-]{32,})/],
  ['pipedream-webhook', /^[a-z0-9]{12,20}\.m\.pipedream\.net$/, /^(\/?)/],
  ['healthcheck-address', /^hc-ping\.com$/, /^\/([0-9a-f]{8}-[0-9a-f-]{27})/],
  ['opsgenie-key', /^api\.(?:eu\.)?opsgenie\.com$/, /^\/v1\/json\/\w+\?apiKey=([0-9a-f-]{32,})/],
  ['mattermost-webhook', /^(?:chat|mattermost)\./, /^\/hooks\/([a-z0-9]{26})$/],
  [
    'rocketchat-webhook',
    /^(?:chat|rocket(?:chat)?)\.|\.rocket\.chat$/,
    /^\/hooks\/([A-Za-z0-9]{17}\/[A-Za-z0-9]{40,})/,
  ],
  ['deploy-hook', /^api\.netlify\.com$/, /^\/build_hooks\/([0-9a-f]{24})/],
  ['deploy-hook', /^api\.vercel\.com$/, /^\/v1\/integrations\/deploy\/prj_\w+\/(\w{8,})/],
  ['deploy-hook', /^api\.render\.com$/, /^\/deploy\/srv-\w+\?key=([\w-]{8,})/],
  [
    'storage-signature',
    /\.(?:blob|file|queue|table|dfs)\.core\.windows\.net$|\.servicebus\.windows\.net$/,
    /[?&]sig=([A-Za-z0-9%/+=]{40,})/,
  ],
  ['infura-key', /(?:^|\.)infura\.io$/, /^\/(?:ws\/)?v3\/([0-9a-f]{32})/],
  ['alchemy-key', /\.g\.alchemy\.com$/, /^\/v2\/([A-Za-z0-9_-]{32})/],
  ['quiknode-key', /\.quiknode\.pro$/, /^\/([0-9a-f]{40})/],
];

/** Hosts that only the machine itself, or the containers of one composition, can reach. */
const isNear = (host: string): boolean =>
  !host.includes('.') ||
  /^(?:127\.|0\.0\.0\.0|10\.0\.2\.2|.*\.(?:local|localhost|internal\.test|test|invalid)$)/.test(host);
const isOfExamples = (host: string): boolean =>
  /(?:^|\.)example(?:\.(?:com|org|net|io))?$|(?:^|\.)(?:foo|bar|host|hostname|server|domain|your-?[a-z]+)\.(?:com|org|io|net)$/.test(
    host,
  );

/** The anchors of {@link addressAt}. */
export const ADDRESS_ANCHORS = ['://'] as const;

/** The secret of the address whose `://` is here. */
export function addressAt(text: string, at: number): SecretMatch | undefined {
  if (!isAlphanumeric(text.charCodeAt(at - 1))) return undefined;
  const from = at + 3;
  AUTHORITY.lastIndex = from;
  const authority = AUTHORITY.exec(text)?.[0] ?? '';
  const mark = authority.lastIndexOf('@');
  const host = authority
    .slice(mark + 1)
    .toLowerCase()
    .replace(/:\d*$/, '');
  if (mark > 0) return credentialsAt(text, from, authority.slice(0, mark), host);
  return webhookAt(text, at, from + authority.length, host);
}

function credentialsAt(text: string, from: number, user: string, host: string): SecretMatch | undefined {
  const colon = user.indexOf(':');
  for (const start of colon < 0 ? [from] : [from, from + colon + 1]) {
    const token = vendorAt(text, start);
    if (token) return 'kind' in token ? token : undefined;
  }
  if (/(?:^|\.)sentry\.io$/.test(host)) return undefined;
  const end = from + user.length;
  if (colon < 0) {
    return isKey(user) && user.length >= 20 ? { kind: 'address-token', start: from, end } : undefined;
  }
  const [name, password] = [user.slice(0, colon), user.slice(colon + 1)];
  if (!isAddressPassword(name, unescaped(password), host)) return undefined;
  return { kind: 'address-password', start: from + colon + 1, end };
}

function isAddressPassword(name: string, password: string, host: string): boolean {
  if (password.length < 4 || isReference(password) || isWeakPassword(password)) return false;
  if (/^\$|[{}()<>*]|^%\w*$|^:/.test(password) || password === name) return false;
  // In an example there is an example of a password; nobody makes one up that is as random as this.
  if (isOfExamples(host) && !(password.length >= 16 && isKey(password) && /\d/.test(password))) return false;
  // Of a password that only this machine takes it must be clear that nobody wrote it down for a first step.
  if (isNear(host)) return isPassword(password) && password.length >= 10 && /\d/.test(password);
  return password.length >= 6 || /\d/.test(password);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function webhookAt(text: string, at: number, from: number, host: string): SecretMatch | undefined {
  const found = WEBHOOKS.filter(([, ofHost]) => ofHost.test(host));
  if (found.length === 0) return undefined;
  REST.lastIndex = from;
  const rest = REST.exec(text)?.[0] ?? '';
  for (const [kind, , path] of found) {
    const match = path.exec(rest);
    const secret = match?.[1];
    if (!match || secret === undefined || (secret.length > 1 && isMadeUp(secret))) continue;
    const end = from + match.index + match[0].length;
    // Of an address with a signature only that is secret; of the others the whole gives the right to write.
    const start = kind === 'storage-signature' ? end - secret.length : at - schemeLength(text, at);
    return { kind, start, end };
  }
  return undefined;
}

function schemeLength(text: string, at: number): number {
  return /(?:https?|wss?|sb|amqps?)$/i.exec(text.slice(Math.max(0, at - 12), at))?.[0].length ?? 0;
}
