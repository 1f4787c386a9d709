/** Programs that fetch, and programs that send. */

import {
  hostOf,
  isCollector,
  isLocalHost,
  isLoopback,
  judgeNetworkOutput,
  mayAuthorise,
} from '../effects/network.ts';
import { absolute, classify } from '../effects/paths.ts';
import { isSecretFolder } from '../effects/secrets.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { type Options, readOptions } from '../shell/options.ts';
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
const GIVEN = TAINT.secret | TAINT.environment;

const AUTHORISES =
  /^(?:authorization|proxy-authorization|x-api-key|api-key|apikey|x-auth-token|private-token|job-token|x-token|x-access-token|cookie|x-github-token|x-vault-token|x-figma-token|dd-api-key|dd-application-key|x-goog-api-key|x-rapidapi-key|x-shopify-access-token|x-[\w-]*(?:token|key|secret|auth)|token|circle-token|fastly-key|xi-api-key|ocp-apim-subscription-key|x-amz-security-token)\s*:/i;

const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/\bgh\s+auth\s+token/, 'GITHUB_TOKEN'],
  [/\bgcloud\s+auth\s+(?:application-default\s+)?print-/, 'GOOGLE_TOKEN'],
  [/\baz\s+account\s+get-access-token/, 'AZURE_TOKEN'],
  [/\bheroku\s+auth:token/, 'HEROKU_TOKEN'],
  [/\bfly(?:ctl)?\s+auth\s+token/, 'FLY_TOKEN'],
];

/** The secret variables that the text of the command names. */
function secretNames(call: Call): string[] {
  const names = new Set<string>();
  for (const match of call.scope.source.slice(0, 16_384).matchAll(/\$\{?!?([A-Za-z_]\w*)/g)) {
    if (isSecretName(match[1] as string)) names.add(match[1] as string);
  }
  // What a client of a vendor prints is as good as a variable with its name.
  for (const [client, owner] of CLIENTS)
    if (client.test(call.scope.source.slice(0, 16_384))) names.add(owner);
  return [...names];
}

/** Says whether the host is whom the variables are meant for, by a word that both have. */
function belongs(names: readonly string[], host: string): boolean {
  return (
    names.length > 0 &&
    names.every(
      (name) =>
        /^(?:API_KEY|APIKEY|TOKEN|ACCESS_TOKEN)$/i.test(name) ||
        name
          .toLowerCase()
          .split('_')
          .some(
            (word) =>
              word.length > 3 &&
              !/^(?:token|secret|access|password|auth|private|database|pass|user|prod)$/.test(word) &&
              host.includes(word),
          ),
    )
  );
}

function judgeSent(
  call: Call,
  sent: Stream,
  host: string,
  authorises: boolean,
  span: { start: number; end: number },
): void {
  const away = !isLoopback(host) || host === '';
  if (!away) return;
  if (sent.taint & GIVEN) {
    const variable = sent.taint & TAINT.variable;
    const names = secretNames(call);
    const allowed = variable
      ? authorises
        ? mayAuthorise(names, host)
        : (isLocalHost(host) || belongs(names, host)) && !isCollector(host) && mayAuthorise(names, host)
      : isLoopback(host);
    if (!allowed) call.machine.report('exfil.secret', span);
  }
  judgeNetworkOutput(call.machine, { text: sent.text, taint: sent.taint & ~GIVEN }, host, span);
}

const CURL = {
  letters: 'AbcCdDeEFHKmoPQrtTuUwxXyYzh',
  valued:
    'data data-raw data-binary data-urlencode data-ascii form form-string header output request user user-agent url upload-file json cookie cookie-jar config cacert capath cert cert-type key key-type pass proxy proxy-user max-time connect-timeout retry retry-delay retry-max-time resolve connect-to referer range write-out output-dir limit-rate interface dns-servers unix-socket abstract-unix-socket aws-sigv4 oauth2-bearer dump-header max-redirs max-filesize noproxy time-cond ciphers tls-max tlsv1 trace trace-ascii stderr speed-limit speed-time keepalive-time netrc-file proto proto-redir socks5 socks5-hostname hostpubmd5 engine etag-save etag-compare variable mail-from mail-rcpt quote continue-at parallel-max rate local-port'.split(
      ' ',
    ),
};

const curl: Handler = (call) => {
  const options = readOptions(call.args, CURL);
  const addresses = [...options.rest, ...options.all('url')];
  const main = addresses[0];
  const host = hostOf(main?.text ?? '');
  const url = main?.text ?? '';
  if (options.has('help', 'version', 'V')) return ANYTHING;
  if (options.has('K', 'config')) {
    const config = contentOf(call, options.value('K', 'config') as Field);
    if (config.taint & TAINT.network) call.machine.report('rce.download-run', call.span);
    // Its options, one a line: as if they stood here.
    if (isKnown(config.text) && config.text.trim() !== '' && !call.scope.calls.includes('curl -K')) {
      const words = config.text
        .split('\n')
        .slice(0, 40)
        .flatMap((line) => {
          const [, name, value] = /^\s*-{0,2}([A-Za-z][\w-]*)\s*[=:\s]?\s*(.*?)\s*$/.exec(line) ?? [];
          if (!name) return [];
          const text = value?.replace(/^"(.*)"$/, '$1') ?? '';
          return [name.length === 1 ? `-${name}` : `--${name}`, ...(text === '' ? [] : [text])];
        })
        .map((text) => ({ ...call.span, text, taint: config.taint }));
      const at = call.args.findIndex((arg) => /^(?:-K|--config)$/.test(arg.text));
      const rest = call.args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
      curl({
        ...call,
        scope: { ...call.scope, calls: [...call.scope.calls, 'curl -K'] },
        args: [...words, ...rest],
      });
    }
  }
  const upload = (field: Field, text: string) => {
    const content = contentOf(call, { ...field, text });
    judgeSent(call, content, host, false, field);
    if (isSecretFolder(call.machine, call.scope, text)) call.machine.report('exfil.secret', field);
  };
  for (const field of [
    ...options.all('d'),
    ...options.all('data', 'data-binary', 'data-ascii', 'data-urlencode', 'json'),
  ]) {
    const file = /^(?:[\w[\].-]*)@(.+)$/.exec(field.text)?.[1];
    if (file) upload(field, file);
    else judgeSent(call, field, host, false, field);
  }
  for (const field of options.all('data-raw', 'form-string', 'user-agent', 'A', 'referer', 'e'))
    judgeSent(call, field, host, false, field);
  for (const field of options.all('F', 'form')) {
    const file = /=\s*[@<]([^;]+)/.exec(field.text)?.[1];
    if (file) for (const part of file.split(',')) upload(field, part);
    else judgeSent(call, field, host, false, field);
  }
  for (const field of options.all('T', 'upload-file')) upload(field, field.text);
  // What is typed there comes here, and the other way round.
  if (/^telnet:/i.test(url) && options.has('T', 'upload-file') && !isLoopback(host))
    call.machine.report('revshell.socket', call.span);
  for (const field of [...options.all('H'), ...options.all('header')])
    judgeSent(call, field, host, AUTHORISES.test(field.text), field);
  for (const field of options.all('u', 'user', 'oauth2-bearer', 'b', 'cookie', 'E', 'cert'))
    judgeSent(call, field, host, true, field);
  for (const field of addresses) judgeAddress(call, field);
  const method = (
    options.value('X', 'request')?.text ??
    (options.has('d', 'data', 'json', 'data-raw', 'data-binary') ? 'POST' : 'GET')
  ).toUpperCase();
  if (
    (options.has('k', 'insecure') || options.has('proxy-insecure')) &&
    host !== '' &&
    !isLocalHost(host) &&
    !hasUnknown(host)
  )
    call.machine.report('disable-security.tls', call.span);
  judgeRequest(
    call,
    method,
    url,
    host,
    options
      .all('d', 'data', 'data-raw', 'json', 'data-binary')
      .map((field) => field.text)
      .join(' '),
  );
  const socket = options.value('unix-socket')?.text ?? '';
  if (/(?:docker|containerd|podman)\w*\.sock$/.test(socket) && method !== 'GET')
    call.machine.report('privesc.container', call.span);
  if (/^file:\/\//.test(url))
    return contentOf(call, { ...(main as Field), text: url.replace(/^file:\/\/(?:localhost)?/, '') });
  return save(call, options, addresses);
};

function save(call: Call, options: Options, addresses: readonly Field[]): Stream {
  const output = options.value('o', 'output');
  const folder = options.value('output-dir')?.text;
  const taint = TAINT.network;
  if (output && output.text !== '-' && !/^\/dev\/(?:stdout|fd\/1|null)$/.test(output.text)) {
    const field = folder ? { ...output, text: `${folder}/${output.text}` } : output;
    writeTarget(call.machine, call.scope, field, {
      append: false,
      content: { text: UNKNOWN, taint },
      placed: true,
    });
    call.scope.files.set(absolute(call.machine, call.scope, field.text), { text: UNKNOWN, taint });
    return options.has('w', 'write-out') ? ANYTHING : NOTHING;
  }
  if (output && /null$/.test(output.text)) return ANYTHING;
  if (options.has('O', 'remote-name', 'remote-name-all', 'J', 'remote-header-name')) {
    for (const address of addresses) {
      const base =
        address.text
          .replace(/[?#].*$/, '')
          .split('/')
          .at(-1) ?? '';
      call.scope.files.set(absolute(call.machine, call.scope, `${folder ?? '.'}/${base}`), {
        text: UNKNOWN,
        taint,
      });
    }
    return NOTHING;
  }
  return FETCHED;
}

function judgeAddress(call: Call, field: Field): void {
  const host = hostOf(field.text);
  if (
    /^169\.254\.169\.254$|^metadata(?:\.google\.internal)?$|^100\.100\.100\.200$|^fd00:ec2::254$/.test(
      host.replace(/[[\]]/g, ''),
    )
  ) {
    if (
      /iam|security-credentials|token|user-data|identity|service-accounts|attributes/.test(field.text) ||
      /\/latest\/?(?:meta-data\/?)?$/.test(field.text)
    )
      call.machine.report('secret-read.metadata', field);
  }
  judgeSent(call, field, host, false, field);
}

const VENDOR_API =
  /(?:^|\.)(?:api\.github\.com|gitlab\.com|api\.cloudflare\.com|api\.digitalocean\.com|management\.azure\.com|amazonaws\.com|googleapis\.com|api\.heroku\.com|api\.vercel\.com|api\.netlify\.com|api\.fly\.io|api\.machines\.dev|api\.linode\.com|api\.hetzner\.cloud|api\.vultr\.com|api\.supabase\.com|npmjs\.org|api\.render\.com|app\.terraform\.io|hub\.docker\.com|api\.bitbucket\.org|api\.pagerduty\.com|api\.stripe\.com|slack\.com)$/;

function judgeRequest(call: Call, method: string, url: string, host: string, body: string): void {
  const port = /:(\d+)(?:\/|$)/.exec(url.replace(/^[a-z]+:\/\//, ''))?.[1];
  const path = url.replace(/^[a-z]+:\/\/[^/]*/, '').replace(/^[^/]*\//, '/');
  if (method === 'DELETE') {
    if (
      /^(?:9200|9243|5984|6333|8086|8123|9090|7474|8983)$/.test(port ?? '') ||
      /elastic|opensearch|couchdb|qdrant|solr/.test(host)
    ) {
      if (!/\/_doc\/|\/points\//.test(path)) call.machine.report('db-drop.index', call.span);
    } else if (VENDOR_API.test(host)) call.machine.report('cloud-destroy.api', call.span);
    else if (
      /\/(?:_all|\*)$|\/api\/v\d+\/(?:namespaces|nodes|persistentvolumes)\//.test(path) ||
      /(?:^|[.-])(?:prod|production)(?:[.-]|$)/.test(host)
    )
      call.machine.report('cloud-destroy.api', call.span);
  }
  // A request that says by its name what it takes away.
  if (
    !isLoopback(host) &&
    /\bmutation\b[\s\S]*?[{\s](?:(?:volume|project|service|environment|database|bucket|app|repository|team|organization|user|site|machine|deployment|plugin|domain)\w*(?:Delete|Destroy|Remove)|(?:delete|destroy|remove)(?:Volume|Project|Service|Environment|Database|Bucket|App|Repository|Team|Organization|User|Site|Machine|Domain)\w*)\s*\(/.test(
      body.slice(0, 2_000),
    )
  )
    call.machine.report('cloud-destroy.api', call.span);
  if (method === 'POST' && /_delete_by_query/.test(url)) call.machine.report('db-drop.index', call.span);
  if (
    /"?query"?\s*:?.*\b(?:DROP\s+(?:TABLE|DATABASE)|TRUNCATE)\b/i.test(body) &&
    /:8123|clickhouse|influx|:8086/.test(url)
  )
    call.machine.report('db-drop.sql', call.span);
  if (method === 'PUT' && /branches\/[^/]+\/protection/.test(url)) return;
}

const WGET = {
  letters: 'oaeiOPUQtTwABDIRXlS',
  valued:
    'output-document output-file append-output directory-prefix post-data post-file body-data body-file method header user password user-agent tries timeout wait input-file base execute use-askpass limit-rate referer level accept reject ca-certificate certificate private-key load-cookies save-cookies'.split(
      ' ',
    ),
};

const wget: Handler = (call) => {
  const options = readOptions(call.args, WGET);
  const [main] = options.rest;
  const host = hostOf(main?.text ?? '');
  for (const field of options.all('post-data', 'body-data')) judgeSent(call, field, host, false, field);
  for (const field of options.all('post-file', 'body-file'))
    judgeSent(call, contentOf(call, field), host, false, field);
  for (const field of options.all('header')) judgeSent(call, field, host, AUTHORISES.test(field.text), field);
  for (const field of options.all('user', 'password')) judgeSent(call, field, host, true, field);
  for (const field of options.all('use-askpass')) runCode(call, field, []);
  for (const address of options.rest) judgeAddress(call, address);
  if (options.has('no-check-certificate') && !isLocalHost(host))
    call.machine.report('disable-security.tls', call.span);
  judgeRequest(call, (options.value('method')?.text ?? 'GET').toUpperCase(), main?.text ?? '', host, '');
  const clustered = [...options.flags].some((flag) => flag === 'O');
  const output = options.value('O', 'output-document');
  if (/^file:\/\//.test(main?.text ?? '') && main)
    return contentOf(call, { ...main, text: main.text.replace(/^file:\/\//, '') });
  if (output?.text === '-' || (output && /^\/dev\/(?:stdout|fd\/1)$/.test(output.text))) return FETCHED;
  if (output) {
    writeTarget(call.machine, call.scope, output, { append: false, content: FETCHED, placed: true });
    call.scope.files.set(absolute(call.machine, call.scope, output.text), FETCHED);
  } else if (!clustered) {
    const folder = options.value('P', 'directory-prefix')?.text ?? '.';
    for (const address of options.rest) {
      const base =
        address.text
          .replace(/[?#].*$/, '')
          .split('/')
          .at(-1) ?? '';
      call.scope.files.set(absolute(call.machine, call.scope, `${folder}/${base}`), FETCHED);
    }
  }
  return NOTHING;
};

const download: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'odxsjk', valued: ['out', 'dir', 'output'] });
  const output = options.value('o', 'out', 'output');
  for (const address of options.rest) {
    const base = output?.text ?? address.text.split('/').at(-1) ?? '';
    call.scope.files.set(
      absolute(call.machine, call.scope, `${options.value('d', 'dir')?.text ?? '.'}/${base}`),
      FETCHED,
    );
  }
  return /^(?:lynx|links|elinks|w3m)$/.test(call.name) ? FETCHED : NOTHING;
};

const httpie: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'oasA',
    valued: ['output', 'auth', 'session', 'auth-type', 'verify', 'timeout'],
  });
  const words = options.rest.map((field) => field.text);
  const method = /^[A-Z]+$/.test(words[0] ?? '') ? (words[0] as string) : 'GET';
  const url = (/^[A-Z]+$/.test(words[0] ?? '') ? words[1] : words[0]) ?? '';
  const host = hostOf(url);
  for (const field of options.rest) {
    const file = /^[\w.-]*(?:=|:=)?@(.+)$/.exec(field.text)?.[1];
    if (file && !/:\/\//.test(field.text))
      judgeSent(call, contentOf(call, { ...field, text: file }), host, false, field);
    else judgeSent(call, field, host, AUTHORISES.test(field.text), field);
  }
  judgeSent(call, call.stdin, host, false, call.span);
  judgeRequest(call, method, url, host, '');
  return FETCHED;
};

const netcat: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'eciIopPqsTVwXxg',
    valued: ['exec', 'sh-exec', 'lua-exec', 'proxy', 'source-port', 'idle-timeout', 'wait'],
  });
  // `-c` takes a command only in some of its kinds; `-e` always does.
  if (options.value('e', 'exec', 'sh-exec', 'lua-exec')) call.machine.report('revshell.socket', call.span);
  else if (options.value('c') && /sh\b|cmd|\//.test(options.value('c')?.text ?? ''))
    call.machine.report('revshell.socket', call.span);
  const words = options.rest.filter((field) => !/^\d+$/.test(field.text));
  const host = options.has('l', 'listen') ? '' : (words[0]?.text ?? '');
  if (options.has('z')) return NOTHING;
  if (call.stdin.taint & TAINT.pipe && host !== '') call.machine.report('revshell.pipe', call.span);
  const given = call.stdin;
  if (given.taint & (GIVEN | TAINT.dump | TAINT.tree) && !isLoopback(host))
    call.machine.report(given.taint & GIVEN ? 'exfil.secret' : 'exfil.bulk', call.span);
  else judgeNetworkOutput(call.machine, given, host, call.span);
  return FETCHED;
};

const socat: Handler = (call) => {
  const line = lineOf(call);
  const network =
    /\b(?:TCP|TCP4|TCP6|UDP|OPENSSL|SSL|SCTP|SOCKS\w*|PROXY|TCP-LISTEN|TCP4-LISTEN|OPENSSL-LISTEN|UDP-LISTEN)[\w-]*:/i.test(
      line,
    );
  if (/\b(?:EXEC|SYSTEM|SHELL):/i.test(line) && network) call.machine.report('revshell.socket', call.span);
  const host = /\b(?:TCP4?|TCP6|UDP|OPENSSL|SSL)(?:-CONNECT)?:([^:,]+)/i.exec(line)?.[1] ?? '';
  for (const match of line.matchAll(/\b(?:FILE|OPEN|GOPEN):([^,\s]+)/gi)) {
    if (network)
      judgeNetworkOutput(
        call.machine,
        contentOf(call, { text: match[1] as string, taint: 0, ...call.span }),
        host,
        call.span,
      );
  }
  if (network) judgeNetworkOutput(call.machine, call.stdin, host, call.span);
  return network ? FETCHED : ANYTHING;
};

const telnet: Handler = (call) => {
  const host = call.args.find((arg) => !arg.text.startsWith('-'))?.text ?? '';
  if (call.stdin.taint & TAINT.pipe) call.machine.report('revshell.pipe', call.span);
  judgeNetworkOutput(call.machine, call.stdin, host, call.span);
  return FETCHED;
};

/** Mail leaves, whatever it carries. */
const mail: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'sarcbAtqf', valued: ['attach', 'subject'] });
  for (const file of options.all('a', 'A', 'attach'))
    judgeNetworkOutput(call.machine, contentOf(call, file), '', file);
  judgeNetworkOutput(call.machine, call.stdin, '', call.span);
  return NOTHING;
};

/** A name that is asked for is told to whoever answers. */
const dns: Handler = (call) => {
  const answers = call.args.some((arg) => /^(?:-t|-q=|-type=)?txt$|^-q=txt$|^-type=txt$/i.test(arg.text));
  for (const arg of call.args) {
    if (arg.taint & (GIVEN | TAINT.machine))
      call.machine.report(arg.taint & GIVEN ? 'exfil.secret' : 'exfil.machine', arg);
  }
  return answers ? FETCHED : ANYTHING;
};

const ping: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'cinIlMmpQsStTwW' });
  if (options.has('f')) call.machine.report('dos.flood', call.span);
  const pattern = options.value('p');
  if (pattern && pattern.taint & GIVEN) call.machine.report('exfil.secret', call.span);
  return dns(call);
};

const ftp: Handler = (call) => {
  const texts = [...call.args.map((arg) => arg.text), call.stdin.text].join('\n');
  for (const match of texts.matchAll(
    /(?:^|[;\n\s"'])(?:m?put|mirror\s+-R|send|store)\s+(?:-\S+\s+)*([^\s;"']+)/g,
  )) {
    judgeNetworkOutput(
      call.machine,
      contentOf(call, {
        text: (match[1] as string).replace(/^~\//, `${call.machine.home}/`),
        taint: 0,
        ...call.span,
      }),
      '',
      call.span,
    );
  }
  for (const arg of call.args) {
    const file = contentOf(call, arg);
    if (/^(?:ftp-upload|ncftpput|tftp)$/.test(call.name)) judgeNetworkOutput(call.machine, file, '', arg);
  }
  return FETCHED;
};

/** Sends the files that it names to a place on the net. */
const sender: Handler = (call) => {
  for (const arg of call.args) {
    if (isSecretFolder(call.machine, call.scope, arg.text)) call.machine.report('exfil.secret', arg);
    else judgeNetworkOutput(call.machine, contentOf(call, arg), '', arg);
    if (
      /^(?:home|root|system)$/.test(classify(call.machine, call.scope, arg.text).kind) &&
      arg.text.length > 0 &&
      !arg.text.startsWith('-') &&
      /^[/~.]/.test(arg.text)
    )
      call.machine.report('exfil.bulk', arg);
  }
  judgeNetworkOutput(call.machine, call.stdin, '', call.span);
  return ANYTHING;
};

const rclone: Handler = (call) => {
  const words = readOptions(call.args, {
    valued: ['config', 'exclude', 'include', 'filter', 'transfers', 'checkers'],
  }).rest;
  const verb = words[0]?.text ?? '';
  if (call.args.some((arg) => /^(?:-n|--dry-run)$/.test(arg.text))) return ANYTHING;
  if (/^(?:purge|delete|deletefile|rmdirs|cleanup)$/.test(verb))
    call.machine.report('cloud-destroy.storage', call.span);
  if (verb === 'sync' || verb === 'move') call.machine.report('cloud-destroy.storage', call.span);
  if (/^(?:copy|copyto|sync|move)$/.test(verb)) return sender({ ...call, args: words.slice(1, 2) });
  if (/^config$/.test(verb) && /^(?:show|dump|file)$/.test(words[1]?.text ?? ''))
    return { text: UNKNOWN, taint: words[1]?.text === 'file' ? 0 : TAINT.secret };
  return ANYTHING;
};

const ngrok: Handler = (call) => {
  const words = call.args.map((arg) => arg.text);
  if (
    (words[0] === 'tcp' &&
      /^(?:22|3389|5900|5432|3306|6379)$/.test(words.find((word) => /^\d+$/.test(word)) ?? '')) ||
    (call.name === 'chisel' && /\bR:/.test(words.join(' ')))
  )
    call.machine.report('revshell.tunnel', call.span);
  const shared = /^file:\/\/(.*)$/.exec(words[1] ?? '')?.[1];
  const kind = shared === undefined ? '' : classify(call.machine, call.scope, shared).kind;
  if (/^(?:home|root|system|credentials|parent)$/.test(kind)) call.machine.report('exfil.bulk', call.span);
  return ANYTHING;
};

const flood: Handler = (call) => {
  const line = lineOf(call);
  if (call.name === 'hping3' ? /--flood|--faster|-i\s*u\d/.test(line) : true)
    call.machine.report('dos.flood', call.span);
  return ANYTHING;
};

/** Load tools are for one's own machine. */
const load: Handler = (call) => {
  const address = call.args.find((arg) => /^https?:\/\//.test(arg.text));
  if (address && !isLocalHost(hostOf(address.text)) && !hasUnknown(address.text))
    call.machine.report('dos.flood', call.span);
  return ANYTHING;
};

export const WEB: Readonly<Record<string, Handler>> = {
  curl,
  curlie: curl,
  wget,
  wget2: wget,
  aria2c: download,
  axel: download,
  fetch: (call) =>
    call.args.some((arg, index) => arg.text === '-' && call.args[index - 1]?.text === '-o')
      ? FETCHED
      : download(call),
  lynx: download,
  links: download,
  elinks: download,
  w3m: download,
  http: httpie,
  https: httpie,
  xh: httpie,
  httpie,
  nc: netcat,
  ncat: netcat,
  netcat,
  cryptcat: netcat,
  'nc.traditional': netcat,
  'nc.openbsd': netcat,
  pwncat: netcat,
  rustcat: netcat,
  rcat: netcat,
  socat,
  telnet,
  mail,
  mailx: mail,
  mutt: mail,
  sendmail: mail,
  msmtp: mail,
  swaks: mail,
  dig: dns,
  nslookup: dns,
  host: dns,
  drill: dns,
  ping,
  ping6: ping,
  ftp,
  lftp: ftp,
  sftp: ftp,
  tftp: ftp,
  ncftpput: ftp,
  pastebinit: sender,
  croc: sender,
  wormhole: sender,
  'magic-wormhole': sender,
  transfer: sender,
  gist: sender,
  ffsend: sender,
  s3cmd: sender,
  rclone,
  ngrok,
  chisel: ngrok,
  bore: ngrok,
  hping3: flood,
  slowloris: flood,
  slowhttptest: flood,
  siege: load,
  ab: load,
  wrk: load,
  hey: load,
  vegeta: load,
  bombardier: load,
};
