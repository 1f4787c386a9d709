/**
 * Programs that turn text into text. What is constant is computed, so that a command that is put together from an
 * encoded or reversed text is judged as what it is; what is not keeps where it came from.
 */

import { wasFetched } from '../effects/fetched.ts';
import { throughLinks } from '../effects/links.ts';
import { MANY } from '../effects/loops.ts';
import { hostOf, judgeNetworkOutput } from '../effects/network.ts';
import { absolute, classify } from '../effects/paths.ts';
import { isSecretFile, isSecretFolder } from '../effects/secrets.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { isSecretName } from '../shell/secret-names.ts';
import {
  ANYTHING,
  bounded,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  SOME,
  STAR,
  type Stream,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { bytes as sizeInBytes } from './sizes.ts';

/** What a file holds, as far as it was written here or is known to be a secret. */
export function contentOf(call: Call, field: Field): Stream {
  call.machine.spend(4);
  if (field.text === '-' || /^\/(?:dev\/stdin|dev\/fd\/0|proc\/self\/fd\/0)$/.test(field.text))
    return call.stdin;
  const path = throughLinks(call.scope, absolute(call.machine, call.scope, field.text));
  const written = call.scope.files.get(path);
  if (written && !/\/$/.test(field.text)) return written;
  if (call.scope.links.size > 0 && isSecretFile(call.machine, call.scope, path))
    return { text: UNKNOWN, taint: TAINT.secret };
  if (wasFetched(call.scope, path)) return { text: UNKNOWN, taint: TAINT.network };
  if (/^\/dev\/(?:tcp|udp)\//.test(field.text)) return { text: UNKNOWN, taint: TAINT.network };
  if (field.text === '/dev/null') return NOTHING;
  if (/^\/dev\/(?:zero|u?random|full)$/.test(field.text)) return { text: UNKNOWN, taint: TAINT.endless };
  if (isSecretFile(call.machine, call.scope, field.text)) return { text: UNKNOWN, taint: TAINT.secret };
  if (
    /^\/etc\/(?:passwd|hostname|hosts|os-release|group)$|^\/proc\/(?:version|cpuinfo|self\/status)$/.test(
      field.text,
    )
  )
    return { text: UNKNOWN, taint: TAINT.machine };
  return ANYTHING;
}

/** The content of the files, or of the standard input if there are none. */
function input(call: Call, files: readonly Field[]): Stream {
  if (files.length === 0) return call.stdin;
  let text = '';
  let taint = 0;
  for (const file of files.slice(0, 64)) {
    const content = contentOf(call, file);
    text += content.text;
    taint |= content.taint;
  }
  return { text: bounded(text), taint };
}

function filter(
  letters: string,
  valued: readonly string[],
  change: (text: string, call: Call) => string,
): Handler {
  return (call) => {
    const source = input(call, readOptions(call.args, { letters, valued }).rest);
    return {
      text: hasUnknown(source.text) ? UNKNOWN : bounded(change(source.text, call)),
      taint: source.taint,
    };
  };
}

const echo: Handler = (call) => {
  let args = call.args;
  let escapes = false;
  let newline = true;
  while (args[0] && /^-[neE]+$/.test(args[0].text)) {
    if (args[0].text.includes('e')) escapes = true;
    if (args[0].text.includes('n')) newline = false;
    args = args.slice(1);
  }
  const text = args.map((field) => field.text).join(' ');
  const taint = args.reduce((all, field) => all | field.taint, 0);
  return {
    text: bounded(
      (escapes || (/\\(?:x|0|n|t|\\)/.test(text) && escapes) ? cooked(text) : text) + (newline ? '\n' : ''),
    ),
    taint,
  };
};

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

function cooked(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|0?([0-7]{1,3})|([ntrabefv\\"']))/g,
    (whole, hex, short, long, octal, letter) => {
      if (hex ?? short ?? long) {
        const code = Number.parseInt(hex ?? short ?? long, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return ESCAPES[letter as string] ?? whole;
    },
  );
}

/** The output of `printf`. */
export function formatPrintf(args: readonly string[]): string {
  const [format = '', ...values] = args;
  let output = '';
  let at = 0;
  for (let round = 0; round < 256; round++) {
    const started = at;
    output += cooked(format).replace(/%(%|[-+ #0]*(?:\d+|\*)?(?:\.\d+)?[a-zA-Z])/g, (_, kind: string) => {
      if (kind === '%') return '%';
      const value = values[at++] ?? '';
      switch (kind.at(-1)) {
        case 'b':
          return cooked(value);
        case 'x':
          return isKnown(value) ? Number(value).toString(16) : UNKNOWN;
        case 'o':
          return isKnown(value) ? Number(value).toString(8) : UNKNOWN;
        case 'c':
          return value.slice(0, 1);
        case 'd':
        case 'i':
          return isKnown(value) ? String(Number.parseInt(value, 10) || 0) : UNKNOWN;
        default: {
          const limit = /\.(\d+)s$/.exec(kind)?.[1];
          return limit === undefined ? value : value.slice(0, Number(limit));
        }
      }
    });
    if (at >= values.length || at === started || output.length > 70_000) break;
  }
  return output;
}

function decodeBase64(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9+/=_-]/g, '');
  return Buffer.from(clean, 'base64').toString('utf8');
}

/** Decodes if asked to: what is not known afterwards came out of a decoder. */
function coder(
  decodes: (call: Call) => boolean,
  decode: (text: string) => string | undefined,
  encode: (text: string) => string | undefined,
  letters: string,
  valued: readonly string[] = [],
): Handler {
  return (call) => {
    const options = readOptions(call.args, { letters, valued });
    const source = input(call, options.rest);
    const decoding = decodes(call);
    const result = isKnown(source.text) ? (decoding ? decode(source.text) : encode(source.text)) : undefined;
    if (result !== undefined) return { text: bounded(result), taint: source.taint };
    return { text: UNKNOWN, taint: decoding ? source.taint | TAINT.decoder : source.taint };
  };
}

const hasFlag = (pattern: RegExp) => (call: Call) => call.args.some((arg) => pattern.test(arg.text));

const base64 = coder(
  hasFlag(/^(?:-[a-z]*[dD]|--d\w*)$/),
  decodeBase64,
  (text) => Buffer.from(text, 'utf8').toString('base64'),
  'wbio',
  ['wrap'],
);

const base32 = coder(
  hasFlag(/^(?:-[a-z]*d|--d\w*)$/),
  (text) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    let bits = 0;
    let count = 0;
    let output = '';
    for (const character of text.toUpperCase()) {
      const value = alphabet.indexOf(character);
      if (value < 0) continue;
      bits = ((bits << 5) | value) & 0xffff;
      count += 5;
      if (count >= 8) {
        count -= 8;
        output += String.fromCharCode((bits >> count) & 0xff);
      }
    }
    return output;
  },
  () => undefined,
  'w',
  ['wrap'],
);

/** One program with the alphabets of several. */
const basenc: Handler = (call) => {
  const decoding = hasFlag(/^(?:-[a-z]*d|--d\w*)$/)(call);
  const source = input(call, readOptions(call.args, { letters: 'w', valued: ['wrap'] }).rest);
  const hexadecimal = hasFlag(/^--base16/)(call);
  if (decoding && isKnown(source.text) && (hexadecimal || hasFlag(/^--base64/)(call)))
    return {
      text: hexadecimal ? Buffer.from(source.text.trim(), 'hex').toString('utf8') : decodeBase64(source.text),
      taint: source.taint,
    };
  return { text: UNKNOWN, taint: decoding ? source.taint | TAINT.decoder : source.taint };
};

const xxd: Handler = coder(
  hasFlag(/^-[a-z]*r/),
  (text) => {
    const hex = /^[0-9a-fA-F]+: /m.test(text)
      ? text.replace(/^[0-9a-fA-F]+: ([0-9a-fA-F ]{1,39}).*$/gm, '$1')
      : text;
    return Buffer.from(hex.replace(/[^0-9a-fA-F]/g, ''), 'hex').toString('utf8');
  },
  (text) => (text.length < 4096 ? Buffer.from(text, 'utf8').toString('hex') : undefined),
  'cgls',
);

const gzip: Handler = (call) => {
  const decoding =
    call.name !== 'gzip' && call.name !== 'bzip2' && call.name !== 'xz' && call.name !== 'zstd'
      ? true
      : hasFlag(/^(?:-[a-z0-9]*d|--decompress|--uncompress)/)(call);
  const source = input(call, readOptions(call.args, { letters: 'S' }).rest);
  // A constant text that was compressed is not unpacked here: it stays something that came out of a decoder.
  return { text: UNKNOWN, taint: decoding ? source.taint | TAINT.decoder : source.taint };
};

const openssl: Handler = (call) => {
  const [command, ...args] = call.args;
  const options = readOptions(args, {
    single: true,
    valued: [
      'in',
      'out',
      'k',
      'pass',
      'K',
      'iv',
      'connect',
      'inkey',
      'key',
      'passin',
      'host',
      'subj',
      'days',
      'newkey',
      'keyout',
    ],
  });
  const source = options.value('in') ? contentOf(call, options.value('in') as Field) : call.stdin;
  const verb = command?.text ?? '';
  if (verb === 's_client') {
    judgeNetworkOutput(call.machine, call.stdin, hostOf(options.value('connect')?.text ?? ''), call.span);
    return { text: UNKNOWN, taint: TAINT.network };
  }
  if (/^(?:enc|base64|aes|des|camellia|bf|rc4|chacha)/.test(verb)) {
    const decoding = options.has('d');
    const out = options.value('out');
    if (out && decoding)
      call.scope.files.set(absolute(call.machine, call.scope, out.text), {
        text: UNKNOWN,
        taint: source.taint | TAINT.decoder,
      });
    if (
      (verb === 'base64' || options.has('base64', 'a')) &&
      !/aes|des|chacha/.test(args.map((arg) => arg.text).join(' ')) &&
      isKnown(source.text)
    ) {
      return {
        text: decoding ? decodeBase64(source.text) : Buffer.from(source.text).toString('base64'),
        taint: source.taint,
      };
    }
    // What is encrypted gives nothing away on the screen, but it is still what it was if it leaves.
    return { text: UNKNOWN, taint: decoding ? source.taint | TAINT.decoder : source.taint };
  }
  if (/^(?:rsa|pkey|ec|pkcs12)$/.test(verb) && !options.has('pubout', 'noout') && !options.has('out'))
    return { text: UNKNOWN, taint: source.taint };
  // A key that is made here protects nothing yet.
  const made = options.value('keyout') ?? (/^gen/.test(verb) ? options.value('out') : undefined);
  if (made && isKnown(made.text))
    call.scope.files.set(absolute(call.machine, call.scope, made.text), ANYTHING);
  if (verb === 'rand' && Number(options.rest.at(-1)?.text) > 20 * 2 ** 30)
    return { text: UNKNOWN, taint: TAINT.endless };
  return {
    text: UNKNOWN,
    taint: /^(?:x509|dgst|req|rand|verify|version|genrsa|ciphers)/.test(verb)
      ? 0
      : options.has('noout', 'pubout', 'out')
        ? 0
        : source.taint,
  };
};

function trSet(set: string): string[] {
  const classes: Readonly<Record<string, string>> = {
    upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    lower: 'abcdefghijklmnopqrstuvwxyz',
    digit: '0123456789',
  };
  const plain = cooked(set).replace(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole);
  const characters: string[] = [];
  for (let at = 0; at < plain.length && characters.length < 512; at++) {
    const from = plain.charCodeAt(at);
    if (plain[at + 1] === '-' && at + 2 < plain.length) {
      const to = plain.charCodeAt(at + 2);
      for (let code = from; code <= to && characters.length < 512; code++)
        characters.push(String.fromCharCode(code));
      at += 2;
    } else characters.push(plain[at] as string);
  }
  return characters;
}

const tr: Handler = (call) => {
  const options = readOptions(call.args);
  const source = call.stdin;
  if (!isKnown(source.text)) return { text: UNKNOWN, taint: source.taint };
  const from = trSet(options.rest[0]?.text ?? '');
  let text = source.text;
  if (options.has('d', 'delete')) {
    const drop = new Set(from);
    const keep = options.has('c', 'C', 'complement');
    text = [...text].filter((character) => drop.has(character) === keep).join('');
  } else if (options.rest[1]) {
    const to = trSet(options.rest[1].text);
    const map = new Map(
      from.map((character, index) => [character, to[Math.min(index, to.length - 1)] ?? '']),
    );
    if (!options.has('c', 'C')) text = [...text].map((character) => map.get(character) ?? character).join('');
  }
  return { text: bounded(text), taint: source.taint };
};

const rev = filter('', [], (text) =>
  text
    .split('\n')
    .map((line) => [...line].reverse().join(''))
    .join('\n'),
);

const cat: Handler = (call) => input(call, readOptions(call.args, { letters: '' }).rest);

const head: Handler = (call) => {
  const bytes = /^-?-(?:c|bytes=?)/;
  const options = readOptions(call.args, { letters: 'nc', valued: ['lines', 'bytes'] });
  const files = options.rest;
  const source = input(call, files);
  const counted = call.args.some((arg) => bytes.test(arg.text));
  if (hasUnknown(source.text) || (counted && !isKnown(source.text))) {
    const size = sizeInBytes(options.value('c', 'bytes')?.text ?? '0');
    if (call.name === 'tail' && source.taint & TAINT.endless) call.machine.report('dos.load', call.span);
    return {
      text: UNKNOWN,
      taint:
        call.name === 'head' && size < 20 * 2 ** 30
          ? source.taint & ~(TAINT.endless | TAINT.many)
          : source.taint,
    };
  }
  const ended = call.name === 'head' ? source.taint & ~(TAINT.endless | TAINT.many) : source.taint;
  const count =
    options.value('n', 'lines')?.text ?? call.args.find((arg) => /^-\d+$/.test(arg.text))?.text.slice(1);
  if (counted) {
    const size = Number(options.value('c', 'bytes')?.text);
    return {
      text: Number.isNaN(size)
        ? UNKNOWN
        : call.name === 'head'
          ? source.text.slice(0, size)
          : source.text.slice(-Math.abs(size)),
      taint: ended,
    };
  }
  const lines = source.text.replace(/\n$/, '').split('\n');
  const size = Number(count ?? 10);
  if (Number.isNaN(size)) return { text: source.text, taint: ended };
  const from = count?.startsWith('+') ? size - 1 : lines.length - Math.abs(size);
  const chosen = call.name === 'head' ? lines.slice(0, size) : lines.slice(Math.max(0, from));
  return { text: `${chosen.join('\n')}\n`, taint: ended };
};

const cut: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'dfcb',
    valued: ['delimiter', 'fields', 'characters', 'bytes'],
  });
  const source = input(call, options.rest);
  const delimiter = options.value('d', 'delimiter')?.text;
  const fields = options.value('f', 'fields')?.text;
  // The names in a file of `NAME=value`, not the values.
  const named = delimiter === '=' && fields === '1';
  const taint = named ? source.taint & ~(TAINT.secret | TAINT.environment) : source.taint;
  if (!isKnown(source.text)) return { text: UNKNOWN, taint };
  const characters = options.value('c', 'characters', 'b', 'bytes')?.text;
  const range = positions(fields ?? characters ?? '');
  const text = source.text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      if (characters) return [...line].filter((_, index) => range(index + 1)).join('');
      const pieces = line.split(delimiter ?? '\t');
      return pieces.length === 1
        ? line
        : pieces.filter((_, index) => range(index + 1)).join(delimiter ?? '\t');
    })
    .join('\n');
  return { text: `${text}\n`, taint };
};

function positions(list: string): (position: number) => boolean {
  const ranges = list.split(',').map((item) => {
    const [from, to] = item.includes('-') ? item.split('-') : [item, item];
    return [Number(from || 1), Number(to || 1e9)] as const;
  });
  return (position) => ranges.some(([from, to]) => position >= from && position <= to);
}

/** Words that ask for what is secret in a text, or that make all of it the answer. */
const SECRET_PATTERN =
  /secret|token|passw|pwd|key|cred|auth|private|\baws|api|^\.?\*?$|^=|^\^?\.|\^\[A-Z|BEGIN|A[KS]IA|gh[pousr]_|sk[-_]|xox|AIza|DATABASE_URL|_URL|[A-Z]_?\*|^[^A-Za-z]*$/i;

const grep: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'efmABCd',
    valued: [
      'regexp',
      'file',
      'max-count',
      'after-context',
      'before-context',
      'context',
      'include',
      'exclude',
      'exclude-dir',
      'color',
      'glob',
      'type',
      'type-not',
      'max-depth',
    ],
  });
  const explicit = options.all('e', 'regexp');
  const pattern =
    explicit.length > 0
      ? explicit.map((field) => field.text).join('|')
      : options.value('f')
        ? '.'
        : (options.rest[0]?.text ?? '');
  const files = explicit.length > 0 || options.value('f') ? options.rest : options.rest.slice(1);
  if (
    options.has('q', 'quiet', 'silent', 'c', 'count', 'l', 'L', 'files-with-matches', 'files-without-match')
  ) {
    // The settings that name the guard are its own.
    const listed = options.has('l', 'files-with-matches') && /security-scan|hookline/.test(pattern);
    if (
      listed &&
      [...options.all('include', 'glob', 'g'), ...files].some((field) =>
        /toml|\.codex|hookline\.config/.test(field.text),
      )
    )
      return { text: 'hooks.toml\n', taint: 0 };
    const wide = files.find((file) =>
      /^(?:root|home|system|parent|personal)$/.test(classify(call.machine, call.scope, file.text).kind),
    );
    return wide && options.has('l', 'files-with-matches')
      ? { text: `${wide.text.replace(/\/$/, '')}/${STAR}\n`, taint: 0 }
      : { text: UNKNOWN, taint: 0 };
  }
  const recursive =
    options.has('r', 'R', 'recursive', 'dereference-recursive') || /^(?:rg|ag|ack)$/.test(call.name);
  let source = input(call, files);
  if (recursive && files.some((file) => isSecretFolder(call.machine, call.scope, file.text)))
    source = { text: UNKNOWN, taint: TAINT.secret };
  if (source.taint & TAINT.machine && source.taint & TAINT.secret)
    source = { text: source.text, taint: source.taint };
  const bare = /^\^?\\?b?[A-Z][A-Z0-9_]*\\?b?=?$/.test(pattern) || /^\^?[A-Za-z][\w |\\-]*=?$/.test(pattern);
  const onlyNames = options.has('o') && /^\^?\[?\^?[A-Z=]/.test(pattern) && !/=\.|\.\*|\.\+/.test(pattern);
  const harmless =
    (bare &&
      !SECRET_PATTERN.test(pattern) &&
      !isSecretName(pattern.replace(/[^A-Za-z_]/g, '')) &&
      !options.has('v')) ||
    onlyNames;
  if (source.taint & TAINT.environment && call.stdin.taint & TAINT.environment && files.length === 0) {
    const asked =
      /secret|token|passw|pwd|key|cred|auth|private|aws|api|database_url|pgpass|github|openai|stripe|npm_/i.test(
        pattern,
      ) &&
      !options.has('v') &&
      !/npm_config/i.test(pattern);
    return { text: UNKNOWN, taint: (source.taint & ~TAINT.environment) | (asked ? TAINT.secret : 0) };
  }
  const guard =
    source.taint & TAINT.processes && /hookline/i.test(pattern) && !options.has('v') ? TAINT.guard : 0;
  const kept = options.has('v') ? source.taint : (source.taint & ~TAINT.processes) | guard;
  const taint = harmless ? kept & ~TAINT.secret : kept;
  // Names of files of which those with secrets are picked.
  if (/^(?:\.\/)?[\uE001\uE003]\n?$/.test(source.text) && files.length === 0 && !options.has('v')) {
    const picked = NAMED_SECRETS.find(([words]) => words.test(pattern))?.[1];
    if (picked) return { text: `${picked}\n`, taint };
    if (source.text.startsWith(SOME) && /^env\$?$/i.test(pattern)) return { text: '.env\n', taint };
  }
  // Names that may be anything of a kind stay what they may be.
  if (!isKnown(source.text) && !hasUnknown(source.text) && files.length === 0)
    return { text: source.text, taint };
  if (!isKnown(source.text) || !isKnown(pattern) || pattern.length > 100) return { text: UNKNOWN, taint };
  return { text: matching(source.text, pattern, options.has('v')), taint };
};

const NAMED_SECRETS: readonly (readonly [words: RegExp, name: string])[] = [
  [/^(?:\^|\.\*|\/)?\\?\.env(?:\$|\\b|\\\.(?:local|production)\$?|\.\*)?$/, '.env'],
  [/^(?:\^|\.\*|\/)?id_(?:rsa|ed25519)\$?$/, 'id_rsa'],
  [/^\\?\.(?:pem|key)\$?$/, 'private.pem'],
];

function matching(text: string, pattern: string, inverted: boolean): string {
  // Only a pattern without repetition is tried: others may take long to match.
  if (/[*+{(\\[]/.test(pattern)) return UNKNOWN;
  try {
    const expression = new RegExp(pattern);
    return `${text
      .split('\n')
      .filter((line) => line !== '' && expression.test(line) !== inverted)
      .join('\n')}\n`;
  } catch {
    return UNKNOWN;
  }
}

const sed: Handler = (call) => {
  const inPlace = call.args.some((arg) => /^(?:-[nErsz]*i|--in-place)/.test(arg.text));
  const options = readOptions(call.args, { letters: 'efl', valued: ['expression', 'file'] });
  const explicit = options.all('e', 'expression');
  const script =
    explicit.length > 0
      ? explicit.map((field) => field.text).join(';')
      : options.value('f', 'file')
        ? ''
        : (options.rest[0]?.text ?? '');
  const files = explicit.length > 0 || options.value('f', 'file') ? options.rest : options.rest.slice(1);
  // GNU sed runs what follows `e`, and its input with the flag `e` of `s`.
  const short = script.slice(0, 400);
  const command = /(?:^|[;\n}]|^\d+|\$)\s*e\s+(.+)$/m.exec(short)?.[1];
  if (command) call.machine.runScript(command, call.scope, call.span, NOTHING);
  const replaced =
    /(?:^|[;\n{]|\d)s([^\w\s;])((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1[gipmI\d]*e[gipmI\d]*(?:$|[;\n}])/.exec(
      short,
    );
  if (replaced)
    call.machine.runScript(
      replaced[3]?.replace(/\\(\W)/g, '$1') || call.stdin.text,
      call.scope,
      call.span,
      NOTHING,
    );
  if (inPlace) {
    for (const file of files) {
      const backup = /^-i$/.test(file.text);
      if (!backup) writeTarget(call.machine, call.scope, file, { append: false, content: ANYTHING });
      // Switching off what a config says is a change of what it protects, wherever the file lies.
      if (/sshd_config/.test(file.text)) call.machine.report('disable-security.config', call.span);
    }
    return NOTHING;
  }
  const source = input(call, files);
  const hidden = /=\.[*+]|=\[\^.*\]\*|=\.\*\$|\*{3}|REDACTED|xxx|<hidden>/i.test(short);
  const taint = hidden ? source.taint & ~(TAINT.secret | TAINT.environment) : source.taint;
  const inserted = [
    ...script.slice(0, 400).matchAll(/(?:^|[;\n])\s*(?:\d+|\$|\/[^/\n]*\/)?\s*[iac](?:\\\n?|\s)\s*([^\n]+)/g),
  ];
  if (inserted.length > 0)
    return { text: `${inserted.map((match) => match[1]).join('\n')}\n${source.text}`, taint };
  // What is put before or after each line is put there whatever the lines are.
  const edge = /^\s*s([^\w\s])[\^$]\1[^*?[\]&\\]*\1g?\s*$/.test(script) && !hasUnknown(source.text);
  if ((!isKnown(source.text) && !edge) || script.length > 400) return { text: UNKNOWN, taint };
  const text = substitute(
    source.text,
    explicit.length > 0 ? explicit.map((field) => field.text) : script.split(/;(?=s)/),
  );
  return { text: text === undefined ? UNKNOWN : bounded(text), taint };
};

function substitute(text: string, scripts: readonly string[]): string | undefined {
  let current = text;
  for (const script of scripts.slice(0, 16)) {
    const match = /^\s*s(.)(.*)$/s.exec(script);
    if (!match) return undefined;
    const separator = match[1] as string;
    const parts = (match[2] as string).split(separator);
    if (parts.length !== 3) return undefined;
    const [from = '', to = '', flags = ''] = parts;
    if (from === '^' || from === '$') {
      current = current
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => (from === '^' ? to + line : line + to))
        .join('\n');
      current += '\n';
      continue;
    }
    if (/[*+{(\\[|?]/.test(from) && !/^\\?[.^$*/]$/.test(from)) return undefined;
    try {
      current = current
        .split('\n')
        .map((line) => line.replace(new RegExp(from, flags.includes('g') ? 'g' : ''), () => to))
        .join('\n');
    } catch {
      return undefined;
    }
  }
  return current;
}

const tee: Handler = (call) => {
  const options = readOptions(call.args);
  const append = options.has('a', 'append');
  for (const file of options.rest) {
    if (call.stdin.taint & TAINT.endless && !/^\/dev\//.test(file.text))
      call.machine.report('dos.disk-full', call.span);
    call.machine.feed(file.text, call.stdin);
    // Out of nothing comes an empty file.
    const emptied = call.stdin.text === '' && classify(call.machine, call.scope, file.text).kind === 'tree';
    writeTarget(call.machine, call.scope, file, { append, content: call.stdin, placed: !emptied });
    const path = absolute(call.machine, call.scope, file.text);
    const before = append ? (call.scope.files.get(path) ?? NOTHING) : NOTHING;
    call.scope.files.set(path, {
      text: bounded(before.text + call.stdin.text),
      taint: before.taint | call.stdin.taint,
    });
  }
  return call.stdin;
};

/** Lines that are put in another order, or fewer of them. */
const lines: Handler = (call) => {
  const source = passing(call) as Stream;
  const text = call.args.every((arg) => arg.text.startsWith('-')) ? call.stdin.text : UNKNOWN;
  return { text: hasUnknown(text) ? UNKNOWN : text, taint: source.taint };
};

const passing: Handler = (call) => {
  const files = call.args.filter((arg) => !arg.text.startsWith('-'));
  const source = input(call, call.stdin === NOTHING || call.stdin.text === '' ? files : []);
  const read = files.reduce((taint, file) => taint | (contentOf(call, file).taint & TAINT.secret), 0);
  return { text: UNKNOWN, taint: source.taint | read };
};

/** A question that ends in names, counts or kinds: `.data | keys`. */
const NAMES_ONLY =
  /(?:^|\|)\s*(?:keys|keys_unsorted|length|type|paths|has\(\s*"[^"]*"\s*\)|to_entries\s*\|\s*map\(\.key\)|to_entries\[\]\s*\|?\s*\.key|map_values\((?:length|type|"[^"]*")\)|with_entries\(\.value\s*(?:\|?=)\s*(?:"[^"]*"|length)\))(?:\s*(?:\[\]|\|\s*(?:\.\[\]|sort|length|join\("[^"]*"\)|@csv|@tsv|@json)))*\s*$/;

/** Its first word is a question, not a file. */
const querying: Handler = (call) => {
  const at = call.args.findIndex((arg) => !arg.text.startsWith('-'));
  // Names and numbers of what is in it.
  if (NAMES_ONLY.test(call.args[at]?.text ?? '')) return ANYTHING;
  return passing({ ...call, args: call.args.filter((_, index) => index !== at) });
};

/** Lines that are made of the names of files. */
const stat: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'cf', valued: ['format', 'printf'] });
  const format = options.value('c', 'format', 'printf')?.text;
  if (format === undefined || !/%n/.test(format) || !/[A-Za-z]\s/.test(format)) return counting(call);
  return {
    text: options.rest
      .slice(0, 16)
      .map((file) => `${format.replace(/%n/g, () => file.text).replace(/%\w/g, SOME)}\n`)
      .join(''),
    taint: 0,
  };
};

/** A question that is a text, or decodes one. */
const jq: Handler = (call) => {
  const question = call.args.find((arg) => !arg.text.startsWith('-'))?.text ?? '';
  const [, constant, coded] = /^\s*"((?:[^"\\]|\\.){1,4000})"\s*(\|\s*@base64d)?\s*$/.exec(question) ?? [];
  if (constant !== undefined) {
    const text = constant.replace(/\\(["\\/])/g, '$1').replace(/\\n/g, '\n');
    return { text: `${coded ? decodeBase64(text) : text}\n`, taint: 0 };
  }
  const passed = querying(call) as Stream;
  return /@base64d/.test(question) ? { text: UNKNOWN, taint: passed.taint | TAINT.decoder } : passed;
};

/** Reads and shows nothing of it but a number or a name. */
const counting: Handler = () => ({ text: UNKNOWN, taint: 0 });

const seq: Handler = (call) => {
  const numbers = call.args.map((arg) => Number(arg.text));
  if (numbers.some(Number.isNaN) || numbers.length === 0) return ANYTHING;
  const from = numbers.length > 1 ? (numbers[0] as number) : 1;
  const to = numbers.at(-1) as number;
  const step = numbers.length > 2 ? (numbers[1] as number) : 1;
  const items: number[] = [];
  for (let at = from; step > 0 && at <= to && items.length < 64; at += step) items.push(at);
  const turns = Math.abs((to - from) / (step || 1));
  return { text: `${items.join('\n')}\n`, taint: turns >= MANY ? TAINT.many : 0 };
};

const mktemp: Handler = () => ({ text: '/tmp/tmp.\uE003\n', taint: 0 });

const realpath: Handler = (call) => {
  const target = readOptions(call.args, { letters: 's', valued: ['relative-to'] }).rest[0];
  return target ? { text: `${absolute(call.machine, call.scope, target.text)}\n`, taint: 0 } : ANYTHING;
};

const dirname: Handler = (call) => {
  const target = call.args.at(-1)?.text ?? '';
  if (!isKnown(target)) return ANYTHING;
  const slash = target.replace(/\/+$/, '').lastIndexOf('/');
  return { text: `${slash < 0 ? '.' : slash === 0 ? '/' : target.slice(0, slash)}\n`, taint: 0 };
};

const basename: Handler = (call) => {
  const [path, suffix] = readOptions(call.args).rest;
  if (!path) return ANYTHING;
  const base = path.text.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return {
    text: `${suffix && base.endsWith(suffix.text) ? base.slice(0, -suffix.text.length) : base}\n`,
    taint: 0,
  };
};

const ls: Handler = (call) => {
  const folders = readOptions(call.args, { valued: ['color', 'sort'] }).rest;
  const folder = folders[0]?.text;
  if (folder && isSecretFile(call.machine, call.scope, folder)) return { text: `${folder}\n`, taint: 0 };
  return {
    text: `${folder && !folder.includes('\uE001') ? `${folder.replace(/\/$/, '')}/` : ''}${folder?.includes('\uE001') ? folder : '\uE001'}\n`,
    taint: 0,
  };
};

const machineFacts: Handler = () => ({ text: UNKNOWN, taint: TAINT.machine });

export const FILTERS: Readonly<Record<string, Handler>> = {
  echo,
  cat,
  bat: cat,
  batcat: cat,
  tac: filter('', [], (text) => `${text.replace(/\n$/, '').split('\n').reverse().join('\n')}\n`),
  rev,
  tr,
  base64,
  gbase64: base64,
  base32,
  basenc,
  xxd,
  uudecode: gzip,
  gzip,
  gunzip: gzip,
  zcat: gzip,
  bzip2: gzip,
  bunzip2: gzip,
  bzcat: gzip,
  xz: gzip,
  unxz: gzip,
  xzcat: gzip,
  zstd: gzip,
  zstdcat: gzip,
  openssl,
  head,
  tail: head,
  cut,
  grep,
  egrep: grep,
  fgrep: grep,
  rg: grep,
  ag: grep,
  ack: grep,
  zgrep: grep,
  sed,
  gsed: sed,
  tee,
  sort: lines,
  uniq: lines,
  shuf: lines,
  nl: passing,
  od: passing,
  hexdump: passing,
  hd: passing,
  strings: passing,
  less: passing,
  more: passing,
  most: passing,
  view: passing,
  fold: filter('w', ['width'], (text) => text),
  fmt: passing,
  column: passing,
  paste: passing,
  join: passing,
  expand: passing,
  pr: passing,
  jq,
  stat,
  yq: querying,
  iconv: passing,
  diff: (call) =>
    call.args.some((arg) => /^(?:-[a-z]*q|--brief)$/.test(arg.text)) ? NOTHING : passing(call),
  cmp: counting,
  comm: passing,
  look: passing,
  split: passing,
  pbcopy: counting,
  xclip: counting,
  wc: counting,
  md5sum: counting,
  sha256sum: counting,
  sha1sum: counting,
  shasum: counting,
  file: counting,
  du: counting,
  df: counting,
  seq,
  mktemp,
  realpath,
  readlink: realpath,
  dirname,
  basename,
  ls,
  whoami: machineFacts,
  id: machineFacts,
  hostname: machineFacts,
  uname: (call) => ({
    text: UNKNOWN,
    taint: call.args.some((arg) => /^-[a-z]*a/.test(arg.text)) ? TAINT.machine : 0,
  }),
  ifconfig: machineFacts,
  ipconfig: machineFacts,
  pbpaste: machineFacts,
};
