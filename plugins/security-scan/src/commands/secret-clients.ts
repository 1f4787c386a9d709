/** Programs that show secrets which lie in a store, or show a file although that is not what they are for. */

import { absolute } from '../effects/paths.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { isSecretName } from '../shell/secret-names.ts';
import { ANYTHING, type Field, isKnown, type Stream, TAINT, UNKNOWN } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';

const SECRET: Stream = { text: UNKNOWN, taint: TAINT.secret };

/** A key that this very command line has made protects nothing yet. */
function makes(option: RegExp): Handler {
  return (call) => {
    const file = call.args[call.args.findIndex((arg) => option.test(arg.text)) + 1];
    if (file && call.args.some((arg) => option.test(arg.text)) && isKnown(file.text))
      call.scope.files.set(absolute(call.machine, call.scope, file.text), ANYTHING);
    return undefined;
  };
}

function wasMade(call: Call, file: Field): boolean {
  const written = call.scope.files.get(absolute(call.machine, call.scope, file.text));
  return written !== undefined && !(written.taint & TAINT.secret);
}

function asks(words: RegExp): Handler {
  return (call) => (words.test(lineOf(call)) ? SECRET : undefined);
}

/** Shows the files that it names. */
const reader: Handler = (call: Call) => {
  const taint = call.args
    .filter((arg) => !/^[-+]/.test(arg.text))
    .reduce((all, arg) => all | (contentOf(call, arg).taint & TAINT.secret), 0);
  return taint === 0 ? undefined : { text: UNKNOWN, taint };
};

/** An editor that is told to print and to leave shows the file. */
const editor: Handler = (call) => {
  const prints = call.args.some(
    (arg, index) =>
      (/^(?:-c|--cmd)$/.test(call.args[index - 1]?.text ?? '') || arg.text.startsWith('+')) &&
      /^\+?:?(?:%|\d+,[\d$]+|g\/.*\/)?(?:p|print|nu|number|l|list|w\s*!|!cat)\b/.test(arg.text),
  );
  return prints || call.name === 'ed' || call.name === 'ex' ? reader(call) : undefined;
};

const inspect: Handler = (call) => {
  const line = lineOf(call);
  return /(?:^|\s)inspect\s/.test(line) && /(?:-f|--format)[= ]?.*\.Config(?:\.Env\b|\s*\}\})/.test(line)
    ? SECRET
    : undefined;
};

/** The environment that a container was made with. */
const query: Handler = (call) =>
  /^(?!.*(?:split|keys)\b).*\.Config\.Env\b/s.test(
    call.args.find((arg) => !arg.text.startsWith('-'))?.text ?? '',
  )
    ? SECRET
    : undefined;

/** A value by its name; all of them are listed with the secret ones left out. */
const outputs: Handler = (call) =>
  call.args.some((arg) => arg.text === 'output') && call.args.some((arg) => isSecretName(arg.text))
    ? SECRET
    : undefined;

const decrypts = asks(/^(?:-d|--decrypt)\b(?!.*(?:-o|--output)[= ])/);

const printenv: Handler = (call) => (call.args.some((arg) => isSecretName(arg.text)) ? SECRET : undefined);

export const SECRET_CLIENTS: Readonly<Record<string, Handler>> = {
  docker: inspect,
  podman: inspect,
  nerdctl: inspect,
  crictl: inspect,
  jq: query,
  printenv,
  declare: (call) =>
    call.args.some((arg) => /^-[a-z]*p/.test(arg.text)) && call.args.some((arg) => isSecretName(arg.text))
      ? SECRET
      : undefined,
  nmcli: asks(/(?:^|\s)(?:-\w*s|--show-secrets)\b.*\bcon\w*\s+show|wifi\s+show-password/),
  netsh: asks(/key=clear/i),
  security: asks(/^(?:find-(?:generic|internet)-password\b.*-\w*[wg]|dump-keychain|export\b)/),
  'secret-tool': asks(/^(?:lookup|search\b.*--unlock)/),
  'kwallet-query': asks(/-r/),
  gopass: asks(/^(?:show|cat)\b/),
  'keepassxc-cli': asks(/^(?:show\b.*(?:-s|--show-protected)|clip|export)/),
  sops: asks(/^(?:(?:-d|--decrypt|decrypt)\b(?!.*(?:--output|-o|-i|--in-place))|exec-env\b.*env)/),
  age: (call) => {
    const key = call.args[call.args.findIndex((arg) => /^(?:-i|--identity)$/.test(arg.text)) + 1];
    return key && wasMade(call, key) ? undefined : decrypts(call);
  },
  ...Object.fromEntries(
    'desktop pass osxkeychain secretservice wincred ecr-login gcloud gcr helper'
      .split(' ')
      .map((store) => [`docker-credential-${store}`, asks(/^get\b/)]),
  ),
  terraform: outputs,
  tofu: outputs,
  terragrunt: outputs,
  pulumi: (call) =>
    /--show-secrets\b/.test(lineOf(call)) ||
    (/^config\s+get\b/.test(lineOf(call)) && call.args.some((arg) => isSecretName(arg.text)))
      ? SECRET
      : undefined,
  'age-keygen': makes(/^(?:-o|--output)$/),
  minisign: makes(/^-s$/),
  certtool: makes(/^--outfile$/),
  getent: (call) => {
    const [base, name] = call.args;
    if (base?.text !== 'passwd' || !name || !/^[\w-]+$/.test(name.text))
      return /^g?shadow\b/.test(lineOf(call)) ? SECRET : undefined;
    const home = name.text === 'root' ? '/root' : `/home/${name.text}`;
    return { text: `${name.text}:x:1000:1000::${home}:/bin/bash\n`, taint: 0 };
  },
  'git-crypt': asks(/^export-key\s+-/),
  wpa_passphrase: asks(/./),
  sqlite3: reader,
  m4: reader,
  ed: editor,
  ex: editor,
  vi: editor,
  vim: editor,
  nvim: editor,
  ul: reader,
  rev: reader,
  look: reader,
  xmllint: reader,
  column: reader,
  csplit: reader,
  ptx: reader,
  date: reader,
  tsort: reader,
  'ssh-keygen': asks(/(?:^|\s)-\w*e\b.*-m\s+PKCS8.*-P/),
};
