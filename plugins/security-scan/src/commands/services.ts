/**
 * Clients of services by what goes through them: texts that leave with them, and texts that come back. It does not judge
 * what they do to the service; the tables of their kind do.
 */
import { fillFromNetwork } from '../effects/fetched.ts';
import { hostOf, isLocalHost, isLoopback, judgeNetworkOutput, mayAuthorise } from '../effects/network.ts';
import { absolute, classify } from '../effects/paths.ts';
import { isSecretFile, isSecretFolder } from '../effects/secrets.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { isSecretName } from '../shell/secret-names.ts';
import {
  ANYTHING,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  type Stream,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';
import { runCode } from './shells.ts';

const FETCHED: Stream = { text: UNKNOWN, taint: TAINT.network };

/** A secret that is the content of a file, not a variable that a client logs in with. */
function isFileSecret(stream: Stream): boolean {
  return (stream.taint & TAINT.secret) !== 0 && (stream.taint & TAINT.variable) === 0;
}

/** Options whose file is what the client logs in with, or reads its settings from. */
const OWN =
  /^-{1,2}(?:i|k|c|key|cert|ca\w*|identity(?:-file|_file)?|private-key|kubeconfig|config(?:-file)?|env(?:-file)?|credentials?(?:-file)?|keyfile|netrc(?:-file)?|defaults(?:-extra)?-file|auth(?:file|-file)?|token-file|password-file|passfile|var-file|pem|ssh-key|service-account(?:-file)?|dotenv)(?:=|$)/i;

function reportSent(call: Call, host: string, args: readonly Field[] = call.args): void {
  if (isLoopback(host)) return;
  for (const [index, arg] of args.entries()) {
    if (isFileSecret(arg)) call.machine.report('exfil.secret', arg);
    if (OWN.test(args[index - 1]?.text ?? '') || OWN.test(arg.text)) continue;
    const path = /^(?:-{1,2}[\w-]+=|@|\w+=@)?(.+)$/.exec(arg.text)?.[1] ?? '';
    if (!/[./]/.test(path) || /^-/.test(path) || /:\/\//.test(path)) continue;
    if (
      isSecretFile(call.machine, call.scope, path) ||
      isSecretFolder(call.machine, call.scope, path) ||
      contentOf(call, { ...arg, text: path }).taint & TAINT.secret
    )
      call.machine.report('exfil.secret', arg);
  }
  judgeNetworkOutput(call.machine, call.stdin, host, call.span);
}

const ADDRESS =
  /^(?:--?[\w-]+=)?(?:[a-z][a-z\d+.-]*:\/\/|(?:[\w.-]+@)?\d{1,3}(?:\.\d{1,3}){3}(?::|\/|$)|[\w.-]+@[\w-]+\.[\w.-]+|[\w-]+(?:\.[\w-]+)+:\d+)/i;

/** The host in the words of a program that nothing is known of; nothing if it names none, or one of this machine. */
function hostIn(args: readonly Field[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const named = /^--?(?:host|hostname|server|url|endpoint|broker|address|to|remote)$/.test(
      args[index - 1]?.text ?? '',
    );
    if (!named && !ADDRESS.test(arg.text)) continue;
    const host = hostOf(arg.text.replace(/^--?[\w-]+=/, ''));
    if (host !== '' && !hasUnknown(host) && !isLocalHost(host)) return host;
  }
  return undefined;
}

/** A program that nothing is known of, but that is given an address and a secret. */
export function judgeStranger(call: Call): void {
  const given =
    isFileSecret(call.stdin) || call.stdin.taint & TAINT.environment || call.args.some(isFileSecret);
  const sends = /^(?:send|push|upload|post|put|publish|share|transfer)$/.test(call.args[0]?.text ?? '');
  if (!given && !sends) return;
  const host = hostIn(call.args);
  if (host !== undefined) reportSent(call, host, sends ? call.args : call.args.filter(isFileSecret));
}

/** Everything that it is given goes to somebody. */
const sender: Handler = (call) => {
  reportSent(call, '');
  return undefined;
};

/** Goes to the host that an option names; to this machine if there is none. */
function messenger(options: RegExp): Handler {
  return (call) => {
    const at = call.args.findIndex((arg) => options.test(arg.text));
    if (at < 0) return undefined;
    const word = call.args[at]?.text ?? '';
    const attached = /^-\w(.+)$/.exec(word)?.[1] ?? /^--[\w-]+=(.+)$/.exec(word)?.[1];
    const host = hostOf((attached ?? call.args[at + 1]?.text ?? '').replace(/,.*$/, ''));
    reportSent(
      call,
      host,
      call.args.filter((_, index) => index !== at && index !== at + 1),
    );
    return isLoopback(host) ? undefined : FETCHED;
  };
}

const connection: Handler = (call) => {
  const host = hostOf(call.args.filter((arg) => !arg.text.startsWith('-')).at(-1)?.text ?? '');
  reportSent(call, host);
  return FETCHED;
};

/** Puts what others see on the pages of a project. */
const forge: Handler = (call) => {
  const line = lineOf(call);
  if (
    /\b(?:issue|pr|mr|gist|snippet|release|discussion)\s+(?:create|comment|edit|review|note|new|upload)\b|^api\b/.test(
      line,
    )
  )
    reportSent(call, '');
  else if (
    /^(?:secret|variable)\s+set\b/.test(line) &&
    /(?:^|\s)(?:-R|--repo|-o|--org)[= ]/.test(line) &&
    (call.args.some(isFileSecret) || isFileSecret(call.stdin))
  )
    call.machine.report('exfil.secret', call.span);
  if (/^(?:repo\s+)?clone\b/.test(line)) cloned(call, call.args.slice(/^repo/.test(line) ? 2 : 1), true);
  return /^api\b|^gist\s+view|^release\s+download\b.*(?:-O|--output)[= ]-|^snippet\s+view/.test(line)
    ? FETCHED
    : undefined;
};

/** Programs whose output is what another machine says, when their words ask for it. */
function receiver(words: RegExp): Handler {
  return (call) => (words.test(lineOf(call)) ? FETCHED : undefined);
}

/** What a copy from a bucket leaves on this machine. */
const buckets: Handler = (call) => {
  const words = call.args.filter((arg) => !arg.text.startsWith('-'));
  const at = words.findIndex((arg) => /^(?:s3|gs|az|b2|oss|r2):\/\//.test(arg.text));
  if (at < 0) return undefined;
  const line = lineOf(call);
  if (/(?:^|\s)cat\s/.test(line)) return FETCHED;
  const target = words[at + 1];
  if (call.args.at(-1)?.text === '-') return FETCHED;
  if (!target || /^\w+:\/\//.test(target.text)) return undefined;
  const path = absolute(call.machine, call.scope, target.text);
  if (/(?:^|\s)(?:sync|rsync|--recursive|-r)(?:\s|$)/.test(line)) fillFromNetwork(call.scope, path);
  else {
    const base = words[at]?.text.split('/').at(-1) ?? '';
    const into = /\/$|^\.$/.test(target.text);
    call.scope.files.set(into ? `${path}/${base}` : path, FETCHED);
  }
  return undefined;
};

/** Where people keep what others use: a clone of it is what a person asked for. */
const FORGES =
  /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|gitea\.com|dev\.azure\.com|gitlab\.[\w.-]+|[\w.-]+\.googlesource\.com|git\.kernel\.org|git\.savannah\.gnu\.org)$/;

function cloned(call: Call, args: readonly Field[], known: boolean): void {
  const options = readOptions(args, {
    letters: 'boucj',
    valued: [
      'branch',
      'origin',
      'depth',
      'reference',
      'config',
      'upload-pack',
      'template',
      'filter',
      'jobs',
      'revision',
    ],
  });
  const [source, target] = options.rest;
  if (!source || !isKnown(source.text)) return;
  const remote =
    /^(?:https?|git|ssh|ftps?|svn(?:\+ssh)?):\/\//.test(source.text) || /^[\w.-]+@[\w.-]+:/.test(source.text);
  if (!remote && !known) return;
  const base = source.text
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .at(-1) as string;
  const host = hostOf(source.text.replace(/^([\w.-]+@[\w.-]+):/, '$1/'));
  const folder = absolute(call.machine, call.scope, target?.text ?? base);
  fillFromNetwork(call.scope, folder, known || FORGES.test(host) || isLocalHost(host));
}

/** A header that is set for a repository goes to its host. */
const git: Handler = (call) => {
  const header = call.args.find((arg) => /^http\.(?:[^=]*\.)?extraheader=/i.test(arg.text));
  const address = call.args.find((arg) => /^https?:\/\//.test(arg.text));
  if (header && address && header.taint & TAINT.secret) {
    const names = [...call.scope.source.slice(0, 4_096).matchAll(/\$\{?([A-Za-z_]\w*)/g)]
      .map((match) => match[1] as string)
      .filter(isSecretName);
    const host = hostOf(address.text);
    const vendor = /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)$/.test(host);
    if (!(names.length > 0 ? vendor && mayAuthorise(names, host) : isLocalHost(host)))
      call.machine.report('exfil.secret', header);
  }
  for (const arg of call.args) {
    const transport = /(?:^|=)ext::(.+)$/s.exec(arg.text)?.[1];
    if (transport) runCode(call, { text: transport.replaceAll('% ', '\\ '), taint: 0 }, [], NOTHING);
  }
  const options = readOptions(call.args, { letters: 'Cc', valued: ['git-dir', 'work-tree'], stop: true });
  const [verb, ...rest] = options.rest;
  switch (verb?.text) {
    case 'clone':
      cloned(call, rest, false);
      return undefined;
    case 'grep': {
      for (const arg of rest) {
        const pager = /^(?:-O|--open-files-in-pager=)(.+)$/s.exec(arg.text)?.[1];
        if (pager) runCode(call, { text: pager, taint: 0 }, [], NOTHING);
      }
      return rest.some((arg) => arg.text === '--no-index') ? shownFiles(call, rest) : undefined;
    }
    case 'config': {
      const inner = readOptions(rest, { letters: 'f', valued: ['file', 'blob'] });
      const file = inner.value('f', 'file');
      return file && inner.has('l', 'list', 'get', 'get-all', 'get-regexp')
        ? { text: UNKNOWN, taint: contentOf(call, file).taint & TAINT.secret }
        : undefined;
    }
    case 'credential':
      return rest[0]?.text === 'fill' ? { text: UNKNOWN, taint: TAINT.secret } : undefined;
    case 'log':
    case 'show':
    case 'diff':
    case 'blame':
    case 'annotate':
    case 'cat-file':
      return rest.some((arg) => arg.text === '--no-index')
        ? shownFiles(call, rest)
        : historyOf(call, verb.text, rest);
    case 'add': {
      const forced = rest.some((arg) => /^(?:-[a-zA-Z]*f|--force)/.test(arg.text));
      for (const arg of rest)
        if (forced && isSecretFile(call.machine, call.scope, arg.text))
          call.machine.report('exfil.published', arg);
      return undefined;
    }
    case 'archive':
      return rest.some((arg) => arg.text.startsWith('--remote')) ? FETCHED : undefined;
    default:
      return undefined;
  }
};

/** What a file that holds a secret held at some time. */
function historyOf(call: Call, verb: string, args: readonly Field[]): Stream | undefined {
  const brief =
    /^--(?:stat|name-only|name-status|numstat|shortstat|oneline|quiet|no-patch|summary|exit-code)|^-s$/;
  if (args.some((arg) => brief.test(arg.text))) return undefined;
  const patch = verb !== 'log' || args.some((arg) => /^-(?:p|u|S|G|L)|^--patch/.test(arg.text));
  const secret = args.some((arg) => {
    const path = /^[^:/]*:(.+)$/.exec(arg.text)?.[1] ?? arg.text;
    return !arg.text.startsWith('-') && isSecretFile(call.machine, call.scope, path);
  });
  return patch && secret ? { text: UNKNOWN, taint: TAINT.secret } : undefined;
}

/** Shows the files that it is given, whatever else it is for. */
function shownFiles(call: Call, args: readonly Field[]): Stream {
  let taint = 0;
  for (const arg of args) {
    if (arg.text.startsWith('-')) continue;
    taint |= contentOf(call, arg).taint & TAINT.secret;
    if (isSecretFolder(call.machine, call.scope, arg.text)) taint |= TAINT.secret;
  }
  return { text: UNKNOWN, taint };
}

const subversion: Handler = (call) => {
  const [verb, ...rest] = call.args;
  if (/^(?:co|checkout|export|clone)$/.test(verb?.text ?? '')) cloned(call, rest, false);
  return verb?.text === 'cat' ? FETCHED : undefined;
};

/** Puts a folder where everybody in the network can read it. */
function judgeServed(call: Call, folder: string, address: string): void {
  if (/^(?:127\.|localhost|::1)/.test(address)) return;
  const { kind } = classify(call.machine, call.scope, folder);
  if (/^(?:home|root|system|credentials)$/.test(kind) || isSecretFolder(call.machine, call.scope, folder))
    call.machine.report('exfil.bulk', call.span);
}

const pythonServer: Handler = (call) => {
  const at = call.args.findIndex((arg) => /^(?:http\.server|SimpleHTTPServer|pyftpdlib)$/.test(arg.text));
  if (at < 1 || call.args[at - 1]?.text !== '-m') return undefined;
  const options = readOptions(call.args.slice(at + 1), { letters: 'db', valued: ['directory', 'bind'] });
  judgeServed(call, options.value('d', 'directory')?.text ?? '.', options.value('b', 'bind')?.text ?? '');
  return undefined;
};

const phpServer: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'St' });
  const address = options.value('S');
  if (address) judgeServed(call, options.value('t')?.text ?? '.', address.text);
  return undefined;
};

const staticServer: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'pldahr',
    valued: ['listen', 'port', 'path', 'root', 'host', 'directory'],
  });
  const folder = options.value('path', 'root', 'directory', 'd', 'h') ?? options.rest.at(-1);
  judgeServed(call, folder?.text ?? '.', options.value('host', 'a', 'l')?.text ?? '');
  return undefined;
};

/** `smbclient //host/share -c 'put file'`. */
const share: Handler = (call) => {
  for (const match of [lineOf(call), call.stdin.text].join('\n').matchAll(/\b(?:m?put)\s+([^\s;"']+)/g)) {
    const file = { text: match[1] as string, taint: 0, ...call.span };
    judgeNetworkOutput(call.machine, contentOf(call, file), '', call.span);
  }
  judgeNetworkOutput(call.machine, call.stdin, '', call.span);
  return FETCHED;
};

/** Installs what comes straight from the network, before anybody could look at it. */
const installer: Handler = (call) => {
  for (const arg of call.args)
    if (/^\/dev\/fd\//.test(arg.text) && contentOf(call, arg).taint & TAINT.network)
      call.machine.report('rce.remote-package', arg);
  return undefined;
};

const clipboard: Handler = (call) =>
  call.name === 'pbpaste' || call.args.some((arg) => /^-{1,2}o(?:ut(?:put)?)?$/.test(arg.text))
    ? FETCHED
    : ANYTHING;

const rsync: Handler = (call) => {
  const words = readOptions(call.args, { letters: 'efBTM', valued: ['rsh', 'exclude', 'include'] }).rest;
  const target = words.at(-1);
  if (!target || words.length < 2 || !/^(?:[\w.-]+@)?[\w.-]+::?|^rsync:\/\//.test(words[0]?.text ?? ''))
    return undefined;
  const path = absolute(call.machine, call.scope, target.text);
  const base = words[0]?.text.split(/[/:]/).at(-1) ?? '';
  if (base === '') fillFromNetwork(call.scope, path);
  else call.scope.files.set(/\/$|^\.$/.test(target.text) ? `${path}/${base}` : path, FETCHED);
  return undefined;
};

/** An address that is opened in a browser: what stands in it is told to its host. */
const browser: Handler = (call) => {
  for (const arg of call.args)
    if (/^https?:/.test(arg.text) && isFileSecret(arg)) call.machine.report('exfil.secret', arg);
  return undefined;
};

/** A connection that sends what it reads. */
const openssl: Handler = (call) => {
  const at = call.args.findIndex((arg) => arg.text === '-connect');
  if (call.args[0]?.text !== 's_client' || at < 0) return undefined;
  judgeNetworkOutput(call.machine, call.stdin, hostOf(call.args[at + 1]?.text ?? ''), call.span);
  return FETCHED;
};

const curl: Handler = (call) => {
  const address = call.args.find((arg) => /^(?:telnet|dict|gopher|ftp|tftp|mqtt|smtp):\/\//.test(arg.text));
  if (address) judgeNetworkOutput(call.machine, call.stdin, hostOf(address.text), call.span);
  return undefined;
};

/** The units that a pattern names, as far as the pattern says it. */
const systemctl: Handler = (call) => {
  const [verb, ...rest] = call.args.filter((arg) => !arg.text.startsWith('-'));
  if (!/^list-(?:units|unit-files|timers|sockets)$/.test(verb?.text ?? '') || rest.length === 0)
    return undefined;
  return { text: `${rest.map((arg) => arg.text.replace(/[*?\uE001\uE002]/g, '')).join('\n')}\n`, taint: 0 };
};

export const SERVICES: Readonly<Record<string, Handler>> = {
  gh: forge,
  glab: forge,
  hub: forge,
  git,
  openssl,
  curl,
  systemctl,
  svn: subversion,
  hg: subversion,
  aws: (call) => {
    if (/\bpublish\b|\bsend-(?:message|email)\b|\bput-(?:object|record|events)\b/.test(lineOf(call)))
      reportSent(call, '');
    return buckets(call);
  },
  gsutil: buckets,
  gcloud: buckets,
  s5cmd: buckets,
  dig: receiver(/./),
  host: receiver(/./),
  nslookup: receiver(/./),
  drill: receiver(/./),
  kubectl: receiver(/(?:^|\s)(?:get|logs|exec)\s/),
  oc: receiver(/(?:^|\s)(?:get|logs|exec)\s/),
  etcdctl: receiver(/(?:^|\s)get\s/),
  consul: receiver(/^kv\s+get\b/),
  rclone: receiver(/^cat\b/),
  mc: receiver(/^cat\b/),
  ipfs: (call) => {
    if (/^add\b/.test(lineOf(call))) reportSent(call, '');
    return /^cat\b/.test(lineOf(call)) ? FETCHED : undefined;
  },
  psql: receiver(/(?:^|\s)-\w*c|--command/),
  mysql: receiver(/(?:^|\s)-\w*e|--execute/),
  mariadb: receiver(/(?:^|\s)-\w*e|--execute/),
  'redis-cli': messenger(/^-h|^-u|^--host/),
  mosquitto_pub: messenger(/^-h|^--host|^-L/),
  mosquitto_sub: receiver(/./),
  nats: messenger(/^(?:-s|--server)/),
  kcat: messenger(/^-b/),
  kafkacat: messenger(/^-b/),
  'kafka-console-producer': messenger(/^--(?:bootstrap-server|broker-list)/),
  'kafka-console-producer.sh': messenger(/^--(?:bootstrap-server|broker-list)/),
  logger: messenger(/^(?:-n|--server)/),
  whois: messenger(/^-h/),
  finger: receiver(/@/),
  snmptrap: sender,
  snmpset: sender,
  'gnutls-cli': connection,
  stunnel: connection,
  websocat: connection,
  wscat: connection,
  slackcat: sender,
  'slack-cli': sender,
  'telegram-send': sender,
  sendxmpp: sender,
  sendemail: sender,
  mpack: sender,
  'notify-send': () => undefined,
  ntfy: sender,
  keybase: sender,
  'discord.sh': sender,
  smbclient: share,
  cadaver: share,
  'xdg-open': browser,
  open: browser,
  firefox: browser,
  'google-chrome': browser,
  python: pythonServer,
  python2: pythonServer,
  python3: pythonServer,
  php: phpServer,
  serve: staticServer,
  'http-server': staticServer,
  'live-server': staticServer,
  twistd: staticServer,
  httpd: staticServer,
  miniserve: staticServer,
  dufs: staticServer,
  webfsd: staticServer,
  rsync,
  dpkg: installer,
  rpm: installer,
  pbpaste: clipboard,
  xclip: clipboard,
  xsel: clipboard,
  'wl-paste': () => FETCHED,
};
