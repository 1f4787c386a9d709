/** Judges what leaves for another machine. */
import type { Span } from '../finding.ts';
import type { Machine } from '../shell/machine.ts';
import { hasUnknown, type Stream, TAINT } from '../shell/text.ts';

const LOCAL =
  /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|[\w-]+\.(?:local|test|localhost|internal|lan|home\.arpa))$/i;
const LOOPBACK =
  /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|[\w-]+\.(?:test|localhost))$/i;

/** An address in numbers, in the form that everybody writes: `0x7f000001`, `2130706433`, `0177.0.0.1`. */
function plainAddress(host: string): string {
  const mapped = /^\[?::ffff:(\d+(?:\.\d+){3})\]?$/.exec(host)?.[1];
  if (mapped !== undefined) return mapped;
  if (!/^(?:0x[\da-f]{1,8}|\d{1,11})(?:\.(?:0x[\da-f]{1,8}|\d{1,11})){0,3}$/.test(host)) return host;
  const parts = host.split('.').map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = parts.pop() as number;
  // The last number fills what the others leave.
  const bytes = [...parts];
  for (let place = 3 - parts.length; place >= 0; place--) bytes.push(Math.floor(last / 256 ** place) % 256);
  return bytes.every((byte) => byte >= 0 && byte < 256) ? bytes.join('.') : host;
}

/** The host of an address, without user, port and path. */
export function hostOf(address: string): string {
  const match = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/\s]*@)?(\[[^\]]*\]|[^:/?#\s]+)/i.exec(address);
  return plainAddress((match?.[1] ?? '').toLowerCase());
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

export function isLocalHost(host: string): boolean {
  return LOCAL.test(host);
}

/** Judges a stream that goes to a host. */
export function judgeNetworkOutput(machine: Machine, stream: Stream, host: string, span: Span): void {
  if (isLoopback(host)) return;
  if (stream.taint & (TAINT.secret | TAINT.environment)) machine.report('exfil.secret', span);
  if (stream.taint & (TAINT.dump | TAINT.tree)) machine.report('exfil.bulk', span);
  if (stream.taint & TAINT.machine) machine.report('exfil.machine', span);
}

/** Whose secret a variable holds, by the words in its name. */
const VENDORS: readonly (readonly [RegExp, RegExp])[] = [
  [/GITHUB|^GH_/, /(?:^|\.)github(?:usercontent)?\.com$|ghcr\.io$/],
  [/GITLAB|CI_JOB_TOKEN/, /gitlab/],
  [/BITBUCKET/, /bitbucket/],
  [/OPENAI/, /openai\.(?:com|azure\.com)$/],
  [/ANTHROPIC|CLAUDE/, /anthropic\.com$/],
  [/AWS/, /amazonaws\.com$/],
  [/SLACK/, /slack\.com$/],
  [/NPM|NODE_AUTH/, /npmjs\.(?:org|com)$|npm\.pkg\.github\.com$/],
  [/PYPI|TWINE/, /pypi\.org$/],
  [/STRIPE/, /stripe\.com$/],
  [/SENTRY/, /sentry\.io$/],
  [/CLOUDFLARE|^CF_/, /cloudflare\.com$/],
  [/DIGITALOCEAN|^DO_/, /digitalocean\.com$/],
  [/HEROKU/, /heroku\.com$/],
  [/VERCEL/, /vercel\.com$/],
  [/NETLIFY/, /netlify\.com$/],
  [/SENDGRID/, /sendgrid\.com$/],
  [/TWILIO/, /twilio\.com$/],
  [/DATADOG|^DD_/, /datadoghq\.(?:com|eu)$/],
  [/LINEAR/, /linear\.app$/],
  [/JIRA|ATLASSIAN|CONFLUENCE/, /atlassian\.(?:net|com)$/],
  [/NOTION/, /notion\.com$/],
  [/FIGMA/, /figma\.com$/],
  [/HF_|HUGGING/, /huggingface\.co$/],
  [/GOOGLE|GEMINI|GCP|GCLOUD/, /googleapis\.com$|google\.com$/],
  [/AZURE/, /azure\.com$|windows\.net$|microsoftonline\.com$/],
  [/SONAR/, /sonarcloud\.io$|sonar/],
  [/CIRCLE/, /circleci\.com$/],
  [/DOCKER/, /docker\.(?:com|io)$/],
  [/SUPABASE/, /supabase\.(?:co|com)$/],
  [/RAILWAY/, /railway\.(?:app|com)$/],
  [/FLY/, /fly\.io$|machines\.dev$/],
  [/TELEGRAM/, /telegram\.org$/],
  [/DISCORD/, /discord(?:app)?\.com$/],
];

/** Says whether sending the variables to the host in an authorisation is what they are for. */
export function mayAuthorise(names: readonly string[], host: string): boolean {
  if (host === '' || hasUnknown(host) || isLocalHost(host)) return true;
  return names.every((name) => {
    const upper = name.toUpperCase();
    const owned = VENDORS.filter(([owner]) => owner.test(upper));
    if (owned.length > 0) return owned.some(([, hosts]) => hosts.test(host));
    // Nobody's in particular: the host says whether it is one that collects.
    return !isCollector(host);
  });
}

/** Hosts that people send things to that they do not want to keep, or to be seen with. */
export function isCollector(host: string): boolean {
  return (
    /(?:^|\.)(?:pastebin\.com|paste\.\w+|ix\.io|termbin\.com|transfer\.sh|0x0\.st|file\.io|bashupload\.com|webhook\.site|requestbin\.\w+|pipedream\.net|ngrok(?:-free)?\.(?:io|app)|interact\.sh|oast\.\w+|burpcollaborator\.net|hookbin\.com|beeceptor\.com|dnslog\.cn|ceye\.io|catbox\.moe|gofile\.io|anonfiles\.com|temp\.sh|dpaste\.\w+|hastebin\.com|requestcatcher\.com|sprunge\.us|clbin\.com|localtunnel\.me|serveo\.net|trycloudflare\.com|attacker[\w-]*\.\w+|evil[\w-]*\.\w+|exfil[\w-]*\.\w+|collect[\w-]*\.\w+|c2\.\w+)$/i.test(
      host,
    ) || /(?:^|[.-])(?:evil|attacker|exfil|malicious|hacker|drop|steal|leak)(?:[.-]|$)/i.test(host)
  );
}
