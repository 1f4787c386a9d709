/** Editors that change the files that they are given: what guards the session is not theirs to change. */
import { classify } from '../effects/paths.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { ANYTHING, isKnown, STAR } from '../shell/text.ts';

/** The files of a whole home or machine, changed at once: nobody knows what they are. */
function judgeEverywhere(call: Call): void {
  if (call.scope.site !== 'local') return;
  for (const arg of call.args) {
    if (arg.text.startsWith('-') || NO_FILE.test(arg.text) || !/^[/~]/.test(arg.text)) continue;
    const { kind, path, contents } = classify(call.machine, call.scope, arg.text);
    // A folder alone is what `find` goes through.
    if (isKnown(arg.text) && /^(?:root|home|parent)$/.test(kind))
      call.machine.report('fs-destroy.overwrite', arg);
    if (isKnown(arg.text)) continue;
    if (
      (contents && /^(?:root|home|system|parent|personal|credentials)$/.test(kind)) ||
      (path.endsWith(`/${STAR}`) && /^(?:root|home|system|personal|credentials|rc)$/.test(kind))
    )
      call.machine.report('fs-destroy.overwrite', arg);
  }
}

/** A script, not a file. */
const NO_FILE = /[\s;{}()|]|^s(.).*\1/;

/** Every word that is a file of the guard counts: which words are files depends on the tool. */
function edits(inPlace: RegExp): Handler {
  return (call: Call) => {
    if (!inPlace.test(call.args.map((arg) => arg.text).join(' '))) return undefined;
    judgeEverywhere(call);
    for (const arg of call.args) {
      if (arg.text.startsWith('-') || /\s/.test(arg.text)) continue;
      if (classify(call.machine, call.scope, arg.text).kind === 'guard')
        call.machine.report('hook-tamper.files', arg);
    }
    return undefined;
  };
}

/** Takes lines out, or puts nothing in their place. */
const REMOVES = /\/[^/]*\/(?:[,+]\S*)?d(?:\s|$|;)|^s(.).*\1\1[gi]*$/;

/** Checks that run before a commit, taken out of the list of checks. */
const sed: Handler = (call) => {
  const line = call.args.map((arg) => arg.text);
  // What the kernel is told when it starts.
  if (
    line.some((text) => /(?:apparmor|selinux|audit|lockdown)=0|mitigations=off|nokaslr/.test(text)) &&
    line.some((text) => /grub|cmdline|loader\/entries/.test(text))
  )
    call.machine.report('disable-security.kernel', call.span);
  const changes = line.some((text) => /^(?:-[nErsz]*i|--in-place)/.test(text));
  if (changes) judgeEverywhere(call);
  // Every line goes.
  if (changes && line.some((text) => /^(?:1,\$)?\s*d$/.test(text)))
    call.machine.report('fs-destroy.overwrite', call.span);
  if (!changes || !line.some((text) => REMOVES.test(text))) return undefined;
  for (const arg of call.args) {
    if (
      classify(call.machine, call.scope, arg.text).kind === 'hooks' &&
      line.some(
        (text) => /repo|hook|id:|gitleaks|secret|scan|lint|test|check/i.test(text) && REMOVES.test(text),
      )
    )
      call.machine.report('hook-tamper.git-hooks', arg);
  }
  return undefined;
};

/** Writes its input to a file, as `tee` does, when all of it is there. */
const sponge: Handler = (call) => {
  for (const arg of call.args) {
    if (arg.text.startsWith('-')) continue;
    writeTarget(call.machine, call.scope, arg, {
      append: call.args.some((other) => other.text === '-a'),
      content: call.stdin.text === '' ? ANYTHING : call.stdin,
      placed: true,
    });
  }
  return undefined;
};

export const IN_PLACE: Readonly<Record<string, Handler>> = {
  sponge,
  sed,
  gsed: sed,
  perl: edits(/(?:^|\s)-[a-zA-Z0-9]*i/),
  ruby: edits(/(?:^|\s)-[a-zA-Z0-9]*i/),
  yq: edits(/(?:^|\s)(?:-[a-zA-Z]*i[a-zA-Z]*|--inplace|--in-place)(?=\s|$)/),
  tomlq: edits(/(?:^|\s)(?:-[a-zA-Z]*i[a-zA-Z]*|--in-place)(?=\s|$)/),
  dasel: edits(/^(?:put|delete)\b/),
  crudini: edits(/--(?:set|del|merge)\b/),
  ed: edits(/./),
  ex: edits(/./),
  vim: edits(/(?:^|\s)(?:-c|-es?|-[a-zA-Z]*s|--cmd|\+)/),
  nvim: edits(/(?:^|\s)(?:-c|-es?|-[a-zA-Z]*s|--cmd|--headless|\+)/),
  emacs: edits(/--(?:batch|eval)/),
  patch: edits(/./),
  sd: edits(/./),
  jaq: edits(/(?:^|\s)(?:-i|--in-place)(?=\s|$)/),
  augtool: edits(/./),
  rpl: edits(/./),
};
