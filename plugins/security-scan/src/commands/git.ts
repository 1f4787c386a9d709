/** git: what is lost if it is not committed, not pushed, or not here any more. */

import { judgeSourceControl } from '../effects/hooks.ts';
import { hostOf, isCollector, mayAuthorise } from '../effects/network.ts';
import { classify } from '../effects/paths.ts';
import { isSecretFile } from '../effects/secrets.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { isSecretName } from '../shell/secret-names.ts';
import {
  ANYTHING,
  type Field,
  hasUnknown,
  NOTHING,
  SOME,
  type Stream,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { readingsOf, reads } from './readings.ts';
import { runCode } from './shells.ts';

const MAIN = /^(?:\+?(?:refs\/heads\/)?(?:main|master|trunk|develop|production|prod|release))$/;
/** Files that a tool writes again: taking them back loses nothing. */
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock|go\.sum|dist\/.*|[\w.-]+\.snap)$/;

type Verb = (call: Call, args: readonly Field[]) => void;

const has = (args: readonly Field[], pattern: RegExp) => args.some((arg) => pattern.test(arg.text));
/** Before `--`, where options are. */
const head = (args: readonly Field[]) => {
  const end = args.findIndex((arg) => arg.text === '--');
  return end < 0 ? args : args.slice(0, end);
};
const tail = (args: readonly Field[]) => {
  const end = args.findIndex((arg) => arg.text === '--');
  return end < 0 ? [] : args.slice(end + 1);
};

const FILE =
  /\.(?:[cm]?[jt]sx?|json|py|go|rs|java|kt|rb|php|c|cc|cpp|h|hpp|cs|swift|md|mdx|ya?ml|toml|css|scss|html?|vue|svelte|sql|sh|txt|xml|lock|gradle|ex|exs|proto)$/;

const VERBS: Readonly<Record<string, Verb>> = {
  reset(call, args) {
    if (has(args, /^--(?:hard|merge)$|^--har/)) call.machine.report('git-loss.reset', call.span);
  },
  clean(call, args) {
    if (has(head(args), /^(?:-[a-zA-Z]*n|--dry-run)/)) return;
    if (has(head(args), /^-[a-zA-Z]*f|^--force/) || has(args, /^-[a-zA-Z]*i|^--interactive/))
      call.machine.report('git-loss.clean', call.span);
    else if (call.scope.vars.has('clean.requireForce')) call.machine.report('git-loss.clean', call.span);
  },
  checkout(call, args) {
    const options = head(args);
    if (has(options, /^(?:-[a-zA-Z]*f[a-zA-Z]*|--force)$/))
      return call.machine.report('git-loss.discard', call.span);
    if (has(options, /^(?:-b|--orphan|--theirs|--ours|-t|--track|--detach|-d)$/)) return;
    if (has(options, /^-B$/)) return;
    const paths = tail(args);
    const rest = options.filter((arg) => !arg.text.startsWith('-'));
    if (has(options, /^-[a-z]*p|^--patch/)) return;
    if (args.some((arg) => arg.text === '--')) {
      if (paths.length > 0 && !paths.every((path) => GENERATED.test(path.text)))
        call.machine.report('git-loss.discard', call.span);
      return;
    }
    const [first, ...more] = rest;
    const isPath = (text: string) =>
      /^(?:\.|\.\/.*|\.\.|:\/|\*|:\(.*|[\uE001].*|.*\/)$/.test(text) ||
      FILE.test(text) ||
      /^[\uE001]/.test(text);
    const named = [first, ...more].filter((field) => field !== undefined && isPath(field.text));
    if (named.length > 0 && !named.every((field) => GENERATED.test(field?.text ?? '')))
      call.machine.report('git-loss.discard', call.span);
    else if (more.length > 0 && !named.length && !more.every((field) => GENERATED.test(field.text)))
      call.machine.report('git-loss.discard', call.span);
    else if (has(options, /^--pathspec-from-file/)) call.machine.report('git-loss.discard', call.span);
  },
  restore(call, args) {
    const options = readOptions(args, {
      letters: 's',
      valued: ['source', 'pathspec-from-file', 'conflict'],
      known: ['staged', 'worktree', 'source'],
    });
    const staged = options.has('staged', 'S');
    const worktree = options.has('worktree', 'W');
    if ((staged && !worktree) || options.has('p', 'patch', 'ours', 'theirs')) return;
    if (options.rest.length > 0 && options.rest.every((path) => GENERATED.test(path.text))) return;
    if (options.rest.length > 0 || options.has('pathspec-from-file'))
      call.machine.report('git-loss.discard', call.span);
  },
  switch(call, args) {
    if (has(head(args), /^(?:-[a-zA-Z]*f[a-zA-Z]*|--force|--discard-changes)$/))
      call.machine.report('git-loss.discard', call.span);
    if (has(head(args), /^(?:-C|--force-create)$/)) call.machine.report('git-loss.branch', call.span);
  },
  'checkout-index'(call, args) {
    if (has(args, /^-[a-z]*f|^--force/)) call.machine.report('git-loss.discard', call.span);
  },
  'read-tree'(call, args) {
    if (has(args, /^--reset/) && has(args, /^-[a-z]*u/)) call.machine.report('git-loss.reset', call.span);
  },
  push(call, args) {
    const options = readOptions(args, {
      letters: 'o',
      known: ['no-verify', 'no-verbose'],
      valued: ['repo', 'push-option', 'receive-pack', 'exec'],
    });
    if (options.has('n', 'dry-run')) return;
    const [, ...refs] = options.rest;
    const force = options.has('f', 'force') || refs.some((ref) => ref.text.startsWith('+'));
    if (options.has('mirror', 'prune')) return call.machine.report('git-loss.remote', call.span);
    if (options.has('d', 'delete') || refs.some((ref) => /^\+?:./.test(ref.text)))
      return call.machine.report('git-loss.remote', call.span);
    if (force) call.machine.report('git-loss.force-push', call.span);
    else if (
      [...options.flags].some((flag) => flag.startsWith('force-with-lease')) &&
      refs.some((ref) => MAIN.test(ref.text.split(':').at(-1) ?? ''))
    )
      call.machine.report('git-loss.force-push', call.span);
    if (options.has('no-verify')) call.machine.report('hook-tamper.skip', call.span);
    const remote = options.rest[0]?.text ?? '';
    for (const field of options.rest) judgeCredential(call, field);
    const command = options.value('receive-pack', 'exec')?.text;
    if (command && !/^git-receive-pack$/.test(command)) runCode(call, { text: command, taint: 0 }, []);
    if (/^ext::/.test(remote)) runCode(call, { text: remote.slice(5).replaceAll('% ', '\\ '), taint: 0 }, []);
  },
  branch(call, args) {
    const options = readOptions(args, {
      letters: 'u',
      valued: ['sort', 'format', 'contains', 'merged', 'no-merged', 'set-upstream-to', 'points-at'],
    });
    const deletes = options.has('D') || (options.has('d', 'delete') && options.has('f', 'force'));
    if (deletes) call.machine.report('git-loss.branch', call.span);
    else if (options.has('d', 'delete') && options.rest.some((field) => MAIN.test(field.text)))
      call.machine.report('git-loss.branch', call.span);
    else if (
      (options.has('f', 'force') || options.has('M', 'C')) &&
      (options.rest.length > 1 || MAIN.test(options.rest[0]?.text ?? '')) &&
      !(options.has('M') && options.rest.length === 1)
    )
      call.machine.report('git-loss.branch', call.span);
  },
  stash(call, args) {
    if (/^(?:drop|clear)$/.test(args.find((arg) => !arg.text.startsWith('-'))?.text ?? ''))
      call.machine.report('git-loss.stash', call.span);
  },
  reflog(call, args) {
    if (/^(?:expire|delete)$/.test(args[0]?.text ?? '') && !has(args, /^(?:-n|--dry-run)$/))
      call.machine.report('git-loss.history', call.span);
  },
  gc(call, args) {
    if (has(args, /^--prune=(?!2\.weeks)|^--prune$/)) call.machine.report('git-loss.history', call.span);
  },
  prune(call, args) {
    if (!has(args, /^(?:-n|--dry-run)$/)) call.machine.report('git-loss.history', call.span);
  },
  'filter-branch': (call) => call.machine.report('git-loss.history', call.span),
  'filter-repo': (call, args) =>
    has(args, /^(?:--analyze|--dry-run|--help|-h)$/)
      ? undefined
      : call.machine.report('git-loss.history', call.span),
  'update-ref'(call, args) {
    if (has(args, /^(?:-d|--delete|--stdin)$/) || has(args, /^refs\/heads\/|^HEAD$/))
      call.machine.report('git-loss.branch', call.span);
  },
  'symbolic-ref'(call, args) {
    if (has(args, /^(?:-d|--delete)$/)) call.machine.report('git-loss.branch', call.span);
  },
  replace: (call, args) =>
    has(args, /^-f$|^--force/) ? call.machine.report('git-loss.history', call.span) : undefined,
  tag(call, args) {
    if (
      has(args, /^(?:-[a-zA-Z]*d|--delete)$/) &&
      (args.length > 2 || args.some((arg) => hasUnknown(arg.text)))
    )
      call.machine.report('git-loss.branch', call.span);
  },
  worktree(call, args) {
    if (args[0]?.text === 'remove' && has(args, /^(?:-f+|--force)$/))
      call.machine.report('git-loss.worktree', call.span);
  },
  submodule(call, args) {
    if (args[0]?.text === 'deinit' && has(args, /^(?:-f|--force|--all)$/))
      call.machine.report('git-loss.worktree', call.span);
    const at = args.findIndex((arg) => arg.text === 'foreach');
    if (at >= 0)
      runCode(
        call,
        line(args.slice(at + 1).filter((arg) => !/^--?(?:recursive|quiet|q)$/.test(arg.text))),
        [],
        NOTHING,
      );
  },
  bisect(call, args) {
    if (args[0]?.text === 'run') call.machine.runWords(args.slice(1), call.scope, NOTHING, call.span);
  },
  rebase(call, args) {
    const options = readOptions(args, {
      letters: 'xsX',
      known: ['no-verify', 'no-verbose'],
      valued: ['exec', 'onto', 'strategy', 'strategy-option'],
    });
    for (const command of options.all('x', 'exec')) runCode(call, command, [], NOTHING);
    if (options.has('no-verify')) call.machine.report('hook-tamper.skip', call.span);
  },
  rm(call, args) {
    const options = readOptions(args, { valued: ['pathspec-from-file'] });
    judgeGuarded(call, options.rest);
    if (options.has('cached', 'n', 'dry-run')) return;
    for (const field of options.rest) {
      const { kind } = classify(call.machine, call.scope, field.text);
      if (kind === 'guard') call.machine.report('hook-tamper.files', field);
      else if (kind === 'hooks') call.machine.report('hook-tamper.git-hooks', field);
    }
    const all = options.rest.some((field) => /^(?:\.|\.\/|\*|:\/|[\uE001]|\.\/[\uE001])$/.test(field.text));
    if (all && (options.has('r') || options.has('f', 'force')))
      call.machine.report('git-loss.discard', call.span);
    else if (options.has('f', 'force') && options.has('r'))
      call.machine.report('git-loss.discard', call.span);
  },
  commit(call, args) {
    const options = readOptions(args, {
      letters: 'mFCctSu',
      known: ['no-verify', 'no-verbose'],
      valued: [
        'message',
        'file',
        'author',
        'date',
        'fixup',
        'squash',
        'template',
        'trailer',
        'reuse-message',
        'reedit-message',
        'cleanup',
      ],
    });
    if (options.has('no-verify', 'n')) call.machine.report('hook-tamper.skip', call.span);
  },
  merge: (call, args) =>
    has(head(args), /^--no-veri(?:fy?)?$/) ? call.machine.report('hook-tamper.skip', call.span) : undefined,
  am: (call, args) =>
    has(head(args), /^--no-veri(?:fy?)?$/) ? call.machine.report('hook-tamper.skip', call.span) : undefined,
  config(call, args) {
    judgeSourceControl(call, args);
    const options = readOptions(args, { letters: 'f', valued: ['file', 'default', 'type', 'blob'] });
    const [name, value] = options.rest[0]?.text === 'set' ? options.rest.slice(1) : options.rest;
    if (!name || !value || options.has('get', 'unset', 'get-all', 'list')) return;
    // What every push from now on does.
    if (/^remote\..+\.push$/i.test(name.text) && /^\+/.test(value.text))
      call.machine.report('git-loss.remote-config', call.span);
    if (/^remote\..+\.mirror$/i.test(name.text) && /^(?:true|1|yes|on)$/i.test(value.text))
      call.machine.report('git-loss.remote-config', call.span);
    if (!/^(?:alias\.|core\.hookspath$|http\..*sslverify$|credential\.helper$)/i.test(name.text))
      configValue(call, `${name.text}=${value.text}`);
  },
  mv: (call, args) => judgeGuarded(call, readOptions(args).rest.slice(0, -1)),
  remote(call, args) {
    if (/^(?:remove|rm)$/.test(args[0]?.text ?? '') && args[1]?.text === 'origin')
      call.machine.report('git-loss.remote-config', call.span);
    // What is pushed there is collected there.
    const address = args.at(-1);
    if (/^(?:add|set-url)$/.test(args[0]?.text ?? '') && address && isCollector(hostOf(address.text)))
      call.machine.report('exfil.bulk', address);
  },
  clone(call, args) {
    for (const arg of args)
      if (/^ext::/.test(arg.text))
        runCode(call, { text: arg.text.slice(5).replaceAll('% ', '\\ '), taint: 0 }, []);
    const options = readOptions(args, {
      letters: 'cuboj',
      valued: ['config', 'upload-pack', 'branch', 'depth', 'origin', 'template'],
    });
    const command = options.value('u', 'upload-pack')?.text;
    if (command) runCode(call, { text: command, taint: 0 }, []);
    for (const setting of options.all('c', 'config')) configValue(call, setting.text);
  },
  lfs(call, args) {
    if (args[0]?.text === 'prune' && has(args, /^(?:-f|--force)/))
      call.machine.report('git-loss.history', call.span);
    if (args[0]?.text === 'migrate' && args[1]?.text !== 'info')
      call.machine.report('git-loss.history', call.span);
  },
  // Of git-extras and of branchless: each drops commits or the past of files.
  obliterate: (call) => call.machine.report('git-loss.history', call.span),
  hide: (call) => call.machine.report('git-loss.history', call.span),
  nuke: (call) => call.machine.report('git-loss.branch', call.span),
  'delete-branch': (call) => call.machine.report('git-loss.remote', call.span),
  'delete-tag': (call) => call.machine.report('git-loss.remote', call.span),
  'reset-file': (call) => call.machine.report('git-loss.discard', call.span),
  'clear-soft': (call) => call.machine.report('git-loss.clean', call.span),
  clear: (call) => call.machine.report('git-loss.clean', call.span),
  undo: (call, args) =>
    has(args, /^(?:-h|--hard)$/) ? call.machine.report('git-loss.reset', call.span) : undefined,
  annex: (call, args) =>
    /^(?:drop|dropunused|dropkey|uninit|unannex)$/.test(args[0]?.text ?? '') && has(args, /^--force$/)
      ? call.machine.report('git-loss.history', call.span)
      : undefined,
};

/** Files of the guard that git is told to take away. */
function judgeGuarded(call: Call, fields: readonly Field[]): void {
  for (const field of fields) {
    if (classify(call.machine, call.scope, field.text).kind === 'guard')
      call.machine.report('hook-tamper.files', field);
  }
}

/** A secret in an address of a repository: it goes to its host. */
function judgeCredential(call: Call, field: Field): void {
  if (!(field.taint & TAINT.secret) || !/^https?:/.test(field.text)) return;
  const names = [...call.scope.source.slice(0, 4_096).matchAll(/\$\{?([A-Za-z_]\w*)/g)]
    .map((match) => match[1] as string)
    .filter(isSecretName);
  if (!mayAuthorise(names, hostOf(field.text))) call.machine.report('exfil.secret', field);
}

function line(fields: readonly Field[]): Stream {
  return { text: fields.map((field) => field.text).join(' '), taint: 0 };
}

/** `-c name=value`: some of these names are commands, some switch hooks off. */
function configValue(call: Call, setting: string): void {
  const equals = setting.indexOf('=');
  const name = (equals < 0 ? setting : setting.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? '' : setting.slice(equals + 1);
  if (name === 'core.hookspath') call.machine.report('hook-tamper.hooks-path', call.span);
  else if (name === 'http.sslverify' && /^(?:false|0|no|off)$/i.test(value))
    call.machine.report('disable-security.tls', call.span);
  else if (name.startsWith('alias.')) call.scope.aliases.set(`git ${name.slice(6)}`, value);
  else if (
    /^(?:core\.(?:pager|editor|sshcommand|fsmonitor|gitproxy)|sequence\.editor|diff\.external|pager\.\w+|credential\.helper|gpg\.program|filter\..*\.(?:clean|smudge)|merge\..*\.driver|protocol\.ext\.allow)$/.test(
      name,
    )
  ) {
    if (
      !/^(?:cat|less.*|true|false|code .*|vim?|nano|always|store|cache.*|osxkeychain|ssh(?:\s.*)?)$/.test(
        value,
      )
    )
      runCode(call, { text: value.replace(/^!/, ''), taint: 0 }, [], NOTHING);
  }
}

const git: Handler = (call) => {
  let at = 0;
  let { scope } = call;
  for (; at < call.args.length; at++) {
    const text = call.args[at]?.text ?? '';
    const value = call.args[at + 1]?.text ?? '';
    if (text === '-c' || text === '--config-env') {
      configValue(call, value);
      at++;
    } else if (
      text === '-C' ||
      text === '--git-dir' ||
      text === '--work-tree' ||
      text === '--namespace' ||
      text === '--exec-path'
    ) {
      if (text === '-C') scope = { ...scope, cwd: value.startsWith('/') ? value : `${scope.cwd}/${value}` };
      at++;
    } else if (!text.startsWith('-')) break;
  }
  const verb = call.args[at]?.text ?? '';
  const args = call.args.slice(at + 1);
  const inner = { ...call, scope };
  if (/^(?:-h|--help)$/.test(args[0]?.text ?? '') || verb === 'help' || verb === '') return ANYTHING;
  for (const [name, value] of call.environment) {
    if (
      /^(?:GIT_SSH_COMMAND|GIT_SSH|GIT_PAGER|PAGER|EDITOR|GIT_EDITOR|GIT_SEQUENCE_EDITOR|GIT_EXTERNAL_DIFF|GIT_ASKPASS|GIT_PROXY_COMMAND)$/.test(
        name,
      ) &&
      !/^(?:ssh\b.*|cat|less.*|true|:|vim?|nano|code.*|echo|\/bin\/true)$/.test(value.text)
    )
      runCode(call, value, [], NOTHING);
  }
  const alias = scope.aliases.get(`git ${verb}`);
  if (alias !== undefined && !scope.calls.includes(`git ${verb}`)) {
    const code = alias.startsWith('!') ? alias.slice(1) : `git ${alias}`;
    const nested = { ...inner, scope: { ...scope, calls: [...scope.calls, `git ${verb}`] } };
    return runCode(nested, { text: `${code} ${args.map((arg) => arg.text).join(' ')}`, taint: 0 }, []);
  }
  if (
    /^(?:commit|push|merge|rebase|am)$/.test(verb) &&
    [...call.environment.keys()].some((name) => name === 'SKIP' || name === 'PRE_COMMIT_ALLOW_NO_CONFIG')
  ) {
    call.machine.report('hook-tamper.skip', call.span);
  }
  if (Object.hasOwn(VERBS, verb)) VERBS[verb]?.(inner, args);
  return gitOutput(call, verb, args);
};

function gitOutput(call: Call, verb: string, args: readonly Field[]): Stream {
  if (verb === 'rev-parse' && has(args, /^--show-toplevel$/))
    return { text: `${call.machine.root}\n`, taint: 0 };
  if (verb === 'rev-parse' && has(args, /^--(?:absolute-git-dir|git-common-dir)$/))
    return { text: `${call.machine.root}/.git\n`, taint: 0 };
  const below = args[args.findIndex((arg) => arg.text === '--git-path') + 1]?.text;
  if (verb === 'rev-parse' && has(args, /^--git-path$/)) return { text: `.git/${below}\n`, taint: 0 };
  // Lines that are made to be run.
  const format = args.map((arg) => /^--format=(.+)$/s.exec(arg.text)?.[1]).find((text) => text !== undefined);
  if (
    format &&
    /^(?:for-each-ref|branch|tag|log|ls-files|ls-tree|stash|worktree)$/.test(verb) &&
    /\s/.test(format)
  )
    return { text: `${format.replace(/%\([^)]*\)|%\w+/g, SOME)}\n`, taint: 0 };
  if (verb === 'rev-parse' && has(args, /^--git-dir$/)) return { text: '.git\n', taint: 0 };
  if (verb === 'rev-parse' && has(args, /^--show-cdup$/)) return { text: '\n', taint: 0 };
  // What a helper is asked for, it shows.
  if (verb.startsWith('credential') && args.some((arg) => /^(?:fill|get)$/.test(arg.text)))
    return { text: UNKNOWN, taint: TAINT.secret };
  if (verb === 'ls-files' && !has(args, /^[^-]/))
    return {
      text: has(args, /^(?:-o|--others|-m|--modified|-d|--deleted)/) ? `${SOME}\n` : `\uE001\n`,
      taint: 0,
    };
  if ((verb === 'archive' || verb === 'bundle') && !has(args, /^(?:-o|--output)/))
    return { text: UNKNOWN, taint: TAINT.tree };
  if (
    /^(?:diff|log|blame|annotate|grep)$/.test(verb) &&
    (verb !== 'log' || has(args, /^-[a-z]*p|^--patch/))
  ) {
    if (
      args.some((arg) => isSecretFile(call.machine, call.scope, arg.text)) &&
      !has(args, /^--(?:stat|name-only|name-status|quiet|numstat)/)
    )
      return { text: UNKNOWN, taint: TAINT.secret };
  }
  if (verb === 'show' || verb === 'cat-file') {
    if (
      args.some((arg) => /:(?:.*\/)?\.env(?:\.(?:local|production|prod|staging))?$|:.*id_rsa$/.test(arg.text))
    )
      return { text: UNKNOWN, taint: TAINT.secret };
  }
  return ANYTHING;
}

const bfg: Handler = (call) => call.machine.report('git-loss.history', call.span);

/** Other tools of version control: their verbs for the same losses. */
interface Losses {
  readonly discards?: RegExp;
  readonly rewrites?: RegExp;
  readonly pushes?: RegExp;
  readonly branches?: RegExp;
}

const MERCURIAL: Losses = {
  discards:
    /^(?:update|up|checkout|co|goto|go)\b.*(?:\s-\w*C|--clean|--discard)|^revert\b.*(?:--all|\s-a\b|--no-backup|\s-C\b|\s\.$)|^(?:purge|clean)\b(?!.*(?:-p\b|--print))|^shelve\b.*(?:--delete|-d\b|--cleanup)/,
  rewrites:
    /^(?:strip|debugstrip|rollback|histedit\b.*--drop|prune|obsolete|debugobsolete|hide|undo\b.*--no-keep)\b/,
  pushes: /^push\b.*(?:\s-f\b|--force|--delete)/,
  branches: /^(?:bookmarks?|book)\b.*(?:-\w*D|--strip)/,
};

const OTHERS: Readonly<Record<string, Losses>> = {
  hg: MERCURIAL,
  chg: MERCURIAL,
  sl: MERCURIAL,
  svn: { discards: /^revert\b.*(?:-R|--recursive|--depth[= ]infinity)|^cleanup\b.*--remove/ },
  svnadmin: { rewrites: /^(?:setrevprop|rmtxns|rmlocks|load\b.*--ignore-uuid)/ },
  svnrdump: {},
  jj: {
    discards: /^(?:abandon|op(?:eration)?\s+(?:restore|abandon|undo)|restore\b(?!.*--help))/,
    pushes: /^git\s+push\b.*(?:--deleted|--all)/,
    branches: /^(?:bookmark|branch|b)\s+(?:delete|forget|d|f)\b/,
  },
  p4: {
    discards: /^(?:revert\b(?!.*(?:-n|-a)\b)|clean\b(?!.*-n\b)|sync\b.*\s-f\b|reconcile\b.*-w\b)/,
    rewrites: /^(?:obliterate\b.*-y|change\s+-d\b.*-f|archive\b|verify\b.*-v)/,
    branches: /^(?:client|branch|stream|label|depot|user)\b.*\s-d\b/,
  },
  fossil: {
    discards: /^(?:revert|clean|undo)\b(?!.*(?:--dry-run|-n\b))/,
    rewrites: /^(?:purge|scrub|shun)\b/,
  },
  bzr: {
    discards: /^(?:revert|clean-tree)\b(?!.*--dry-run)/,
    rewrites: /^uncommit\b/,
    pushes: /^push\b.*--overwrite/,
  },
  brz: {
    discards: /^(?:revert|clean-tree)\b(?!.*--dry-run)/,
    rewrites: /^uncommit\b/,
    pushes: /^push\b.*--overwrite/,
  },
  darcs: { discards: /^revert\b/, rewrites: /^(?:obliterate|unpull|unrecord|amend|rebase)\b/ },
  pijul: { discards: /^reset\b/, rewrites: /^unrecord\b/ },
  cvs: { discards: /^(?:update|up)\b.*\s-\w*C/ },
  tf: { discards: /^(?:undo|vc\s+undo)\b/, rewrites: /^destroy\b/ },
  cm: { discards: /^(?:undo|undochange|unco)\b/, rewrites: /^(?:rmcs|branch\s+delete)\b/ },
  dvc: {
    discards: /^(?:destroy\b|checkout\b.*(?:-f|--force))/,
    rewrites: /^gc\b(?!.*--dry)|^exp\s+(?:gc|remove)\b/,
  },
  gt: {
    branches: /^(?:branch\s+)?delete\b.*(?:-f|--force)/,
    pushes: /^(?:submit|ss)\b.*(?:--force|-f)\b/,
    discards: /^(?:repo\s+init\b.*--reset|undo\b.*-f)/,
  },
  stg: { rewrites: /^(?:delete|clean|reset\b.*--hard|uncommit|undo\b.*--hard)\b/ },
  got: { discards: /^revert\b.*-R/ },
  lakectl: { discards: /^branch\s+(?:reset|delete|revert)/ },
  dolt: {
    discards: /^(?:reset\b.*--hard|checkout\b.*-f|clean\b)/,
    branches: /^branch\b.*\s-D\b/,
    pushes: /^push\b.*(?:-f\b|--force)/,
  },
};

function losses(verbs: Losses): Handler {
  return (call) => {
    const readings = readingsOf(call.args);
    if (/(?:^|\s)(?:--help|-h|--dry-run|--preview)(?:\s|$)/.test(readings[0] ?? '')) return;
    if (reads(readings, verbs.discards)) call.machine.report('git-loss.discard', call.span);
    else if (reads(readings, verbs.rewrites)) call.machine.report('git-loss.history', call.span);
    else if (reads(readings, verbs.pushes)) call.machine.report('git-loss.force-push', call.span);
    else if (reads(readings, verbs.branches)) call.machine.report('git-loss.branch', call.span);
  };
}

/** Commands that are installed beside git and run as its verbs, or alone. */
const filterRepo: Handler = (call) => VERBS['filter-repo']?.(call, call.args);

/** The program of a verb, as it lies in the folder of git: `…/libexec/git-core/git-reset`. */
function program(verb: string): Handler {
  return (call) =>
    git({ ...call, name: 'git', path: 'git', args: [{ text: verb, taint: 0, ...call.span }, ...call.args] });
}

const STORES =
  'credential credential-store credential-cache credential-libsecret credential-osxkeychain credential-manager credential-manager-core credential-wincred credential-gnome-keyring credential-oauth credential-netrc'.split(
    ' ',
  );

export const SOURCE_CONTROL: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries([...Object.keys(VERBS), ...STORES].map((verb) => [`git-${verb}`, program(verb)])),
  git,
  hub: (call) => {
    if (/^delete$/.test(call.args.find((arg) => !arg.text.startsWith('-'))?.text ?? ''))
      call.machine.report('publish.remote-delete', call.span);
    return git(call);
  },
  // As they lie in its own folder.
  ...Object.fromEntries(
    'reset clean checkout restore switch push branch stash reflog gc prune update-ref symbolic-ref rm config filter-branch'
      .split(' ')
      .map((verb): [string, Handler] => [
        `git-${verb}`,
        (call) => git({ ...call, name: 'git', args: [{ text: verb, taint: 0, ...call.span }, ...call.args] }),
      ]),
  ),
  bfg,
  'git-filter-repo': filterRepo,
  ...Object.fromEntries(Object.entries(OTHERS).map(([name, verbs]) => [name, losses(verbs)])),
};
