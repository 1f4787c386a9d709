/** Programs that delete, move, copy and overwrite files, and change whose they are. */

import { deleteTarget, deletionRule, moveAway } from '../effects/deletes.ts';
import { fillFromNetwork } from '../effects/fetched.ts';
import { absolute, BUILT, classify } from '../effects/paths.ts';
import { isSecretFile, isSecretFolder } from '../effects/secrets.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, type Field, isKnown, NOTHING, type Stream, TAINT, UNKNOWN } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';
import { bytes } from './sizes.ts';
import { tarCommands } from './wrappers.ts';

const rm: Handler = (call) => {
  const options = readOptions(call.args, {
    known: [
      'recursive',
      'force',
      'no-preserve-root',
      'preserve-root',
      'one-file-system',
      'interactive',
      'verbose',
      'dir',
      'help',
      'version',
    ],
  });
  if (options.has('help', 'version')) return NOTHING;
  const recursive = options.has('r', 'R', 'recursive');
  if (options.has('no-preserve-root')) call.machine.report('fs-destroy.root', call.span);
  // `$PREFIX/lib $PREFIX/bin`: of the machine itself, if it is not set.
  const below = new Set(
    options.rest.flatMap((field) => /^\uE000\/(bin|lib|run)\/?$/.exec(field.text)?.[1] ?? []),
  );
  if (recursive && below.size > 1) call.machine.report('fs-destroy.unset', call.span);
  for (const target of options.rest) {
    deleteTarget(call.machine, call.scope, target, { recursive: recursive || /[\uE001]/.test(target.text) });
    // `rm *` in the work tree, without folders, still takes every file there.
    if (recursive && target.text === UNKNOWN && call.scope.privileged && !call.scope.loops)
      call.machine.report('fs-destroy.unset', target);
  }
  return NOTHING;
};

const shred: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'nsP', valued: ['iterations', 'size', 'random-source'] });
  for (const target of options.rest) {
    const rule = deletionRule(call.machine, call.scope, target.text, { recursive: true });
    if (rule) call.machine.report(rule, target);
    else if (classify(call.machine, call.scope, target.text).kind === 'tree')
      call.machine.report('fs-destroy.shred', target);
  }
  return NOTHING;
};

const rmdir: Handler = (call) => {
  for (const target of readOptions(call.args).rest) {
    const { kind } = classify(call.machine, call.scope, target.text);
    if (kind === 'root' || kind === 'system' || kind === 'home' || kind === 'device')
      deleteTarget(call.machine, call.scope, target, { recursive: true });
  }
  return NOTHING;
};

/** Source and destination of mv, cp, install and ln. */
function operands(call: Call): {
  sources: readonly Field[];
  destination: Field | undefined;
  options: ReturnType<typeof readOptions>;
} {
  const options = readOptions(call.args, {
    letters: 'tSmogB',
    valued: ['target-directory', 'suffix', 'mode', 'owner', 'group', 'backup'],
    known: ['force', 'recursive', 'archive', 'target-directory', 'no-clobber', 'interactive'],
  });
  const directory = options.value('t', 'target-directory');
  if (directory) return { sources: options.rest, destination: directory, options };
  return { sources: options.rest.slice(0, -1), destination: options.rest.at(-1), options };
}

const PRODUCTION = /(?:^|[-_./])(?:prod|production|live|main|master)[-_.]?.*\.(?:db|sqlite3?|mdb|rdb)$/i;

/** Where a framework keeps its database if nobody says otherwise. */
const FRAMEWORK = /\/(?:db|development|production)\.sqlite3?$/i;

/** Where a file that is placed in a folder comes to lie. */
function placedAt(call: Call, destination: Field, source: Field | undefined): Field {
  const { kind, path } = classify(call.machine, call.scope, destination.text);
  const into =
    /\/$/.test(destination.text) ||
    (/^(?:system|guard|hooks|prefix|credentials)$/.test(kind) && !/\.\w+$/.test(path));
  const base = source?.text.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (
    !into ||
    base === '' ||
    /^\/etc\/(?:passwd|shadow|sudoers|hosts|fstab|crontab|profile)$/.test(path) ||
    /\/authorized_keys$/.test(path)
  )
    return destination;
  return { ...destination, text: `${destination.text.replace(/\/$/, '')}/${base}` };
}

const mv: Handler = (call) => {
  const { sources, destination } = operands(call);
  if (!destination) return NOTHING;
  for (const source of sources) {
    if (/^\/dev\/null\/?$/.test(destination.text))
      deleteTarget(call.machine, call.scope, source, { recursive: true });
    else moveAway(call.machine, call.scope, source);
    if (
      /^\/dev\/null\/?$/.test(destination.text) &&
      classify(call.machine, call.scope, source.text).kind === 'tree'
    )
      call.machine.report('fs-destroy.overwrite', source);
    const path = absolute(call.machine, call.scope, source.text);
    const known = contentOf(call, source);
    const content = call.scope.files.get(path) ?? (known.taint & TAINT.secret ? known : undefined);
    if (content) call.scope.files.set(absolute(call.machine, call.scope, destination.text), content);
  }
  if (/^\/dev\/null\/?$/.test(destination.text)) return NOTHING;
  writePlaced(call, destination, sources, false);
  return NOTHING;
};

function writePlaced(call: Call, destination: Field, sources: readonly Field[], linked: boolean): void {
  const { kind, path } = classify(call.machine, call.scope, destination.text);
  if (kind === 'prefix' || kind === 'personal' || kind === 'outside') return;
  if (kind === 'system' && /^\/(?:usr\/)?(?:s?bin|lib\w*)$/.test(path) && !linked) return;
  if (kind === 'home' && sources.some((source) => /\/\.$|\uE001$/.test(source.text)))
    call.machine.report('fs-destroy.overwrite', destination);
  if (kind === 'root' || kind === 'tree-root' || kind === 'home' || kind === 'parent') return;
  const content = sources[0] ? contentOf(call, sources[0]) : ANYTHING;
  const nothing = sources[0]?.text === '/dev/null';
  if (kind === 'tree' && /\/terraform\.tfstate$/.test(path))
    call.machine.report('cloud-destroy.state', destination);
  if ((PRODUCTION.test(path) || FRAMEWORK.test(path)) && kind === 'tree')
    call.machine.report('fs-destroy.overwrite', destination);
  writeTarget(call.machine, call.scope, placedAt(call, destination, sources[0]), {
    append: false,
    content: nothing ? NOTHING : content,
    placed: !nothing,
  });
}

const cp: Handler = (call) => {
  const { sources, destination, options } = operands(call);
  if (!destination) return NOTHING;
  if (options.has('n', 'no-clobber')) return NOTHING;
  for (const source of sources) {
    copyProgram(call, source, destination);
    const content = contentOf(call, source);
    if (content.text !== UNKNOWN || content.taint !== 0)
      call.scope.files.set(absolute(call.machine, call.scope, destination.text), content);
    if (
      (content.taint & TAINT.secret || isSecretFolder(call.machine, call.scope, source.text)) &&
      leavesItsPlace(call, source, destination)
    ) {
      call.machine.report('secret-read.copied', source);
    }
  }
  if (
    call.name === 'install' &&
    /[4267][0-7]{3}$|s/.test(options.value('m', 'mode')?.text.replace(/^0/, '') ?? '') &&
    (options.value('m', 'mode')?.text ?? '').length >= 4 &&
    /^0?[4-7][0-7]{3}$/.test(options.value('m', 'mode')?.text ?? '')
  ) {
    call.machine.report('privesc.setuid', call.span);
  }
  if (options.has('d') && call.name === 'install') return NOTHING;
  // All that is in a folder, over what lies in the home folder: also the files that nobody sees.
  if (
    options.has('r', 'R', 'a', 'recursive', 'archive') &&
    sources.some((source) => /\/(?:\.|\uE001)$/.test(source.text)) &&
    /^(?:home|root)$/.test(classify(call.machine, call.scope, destination.text).kind) &&
    call.scope.site === 'local'
  )
    call.machine.report('fs-destroy.overwrite', destination);
  writePlaced(call, destination, sources, false);
  return NOTHING;
};

/** A copy of a secret that lies where others look: outside the folder that it came from. */
function leavesItsPlace(call: Call, source: Field, destination: Field): boolean {
  const from = classify(call.machine, call.scope, source.text);
  const to = classify(call.machine, call.scope, destination.text);
  if (from.kind === 'tree')
    return (
      (to.kind !== 'tree' && to.kind !== 'tree-root' && to.kind !== 'unknown' && to.kind !== 'outside') ||
      /(?:^|\/)(?:public|static|www|htdocs|dist)\//.test(`${to.inside ?? ''}/`)
    );
  return to.kind !== from.kind && !/\.bak$/.test(to.path);
}

const PROGRAM = /^(?:\/usr(?:\/local)?|\/opt\/homebrew)?\/s?bin\/[^/]+$/;

/** Where a copy or a link with the destination comes to lie. */
function named(call: Call, source: Field, destination: Field): string {
  const path = absolute(call.machine, call.scope, destination.text);
  const folder = /(?:^|\/)\.{0,2}$/.test(destination.text) || path === '/tmp' || path === call.machine.home;
  const base = source.text.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return folder ? `${path === '/' ? '' : path}/${base}` : path;
}

function copyProgram(call: Call, source: Field, destination: Field): void {
  const path = absolute(call.machine, call.scope, source.text);
  if (PROGRAM.test(path) && call.scope.programs.size < 32)
    call.scope.programs.set(named(call, source, destination), path);
}

const ln: Handler = (call) => {
  const output = placeLink(call);
  // What follows goes through it.
  remember(call);
  return output;
};

function remember(call: Call): void {
  const { sources, destination, options } = operands(call);
  if (!destination) return;
  for (const source of sources) {
    const link = named(call, source, destination);
    const folder = link.slice(0, link.lastIndexOf('/')) || '/';
    const symbolic = options.has('s', 'symbolic');
    const meant = absolute(call.machine, call.scope, source.text, symbolic ? folder : call.scope.cwd);
    if (PROGRAM.test(meant)) call.scope.programs.set(link, meant);
    else if (isKnown(meant) && link !== meant && call.scope.links.size < 32)
      call.scope.links.set(link, meant);
  }
}

function placeLink(call: Call): Stream {
  const { sources, destination, options } = operands(call);
  const target = sources[0] ?? destination;
  if (!destination || !target) return NOTHING;
  if (
    sources.length > 0 &&
    isSecretFile(call.machine, call.scope, target.text) &&
    classify(call.machine, call.scope, target.text).kind !== 'tree'
  ) {
    call.scope.files.set(absolute(call.machine, call.scope, destination.text), {
      text: UNKNOWN,
      taint: TAINT.secret,
    });
  }
  if (options.has('f', 'force', 's', 'symbolic') && sources.length > 0) {
    const rc = classify(call.machine, call.scope, destination.text);
    // Dotfiles are linked into the home folder: that is how they are installed.
    if (rc.kind === 'rc' && !/history$/.test(rc.path)) return NOTHING;
    writePlaced(call, destination, sources, true);
  }
  return NOTHING;
}

const dd: Handler = (call) => {
  const words = new Map(
    call.args.map((arg) => [
      arg.text.slice(0, arg.text.indexOf('=')),
      { ...arg, text: arg.text.slice(arg.text.indexOf('=') + 1) },
    ]),
  );
  const output = words.get('of');
  const input = words.get('if');
  if (output && /^\/dev\/(?:stdout|stderr|fd\/1|tty)$/.test(output.text))
    return input ? contentOf(call, input) : call.stdin;
  if (output) {
    const { kind } = classify(call.machine, call.scope, output.text);
    const endless = /^\/dev\/(?:zero|u?random)$/.test(input?.text ?? '');
    writeTarget(call.machine, call.scope, output, {
      append: /notrunc/.test(words.get('conv')?.text ?? ''),
      content: endless ? NOTHING : ANYTHING,
    });
    if (kind === 'home' || kind === 'personal') call.machine.report('fs-destroy.overwrite', output);
    const given = input ? contentOf(call, input) : call.stdin;
    if (given.text !== UNKNOWN || given.taint & ~TAINT.endless)
      call.scope.files.set(absolute(call.machine, call.scope, output.text), given);
    if (endless && kind !== 'nothing' && kind !== 'device') {
      const size =
        bytes(words.get('bs')?.text ?? '512') *
        (words.has('count') ? Number(words.get('count')?.text) : Number.POSITIVE_INFINITY);
      if (size > 20 * 2 ** 30) call.machine.report('dos.disk-full', call.span);
    }
    return NOTHING;
  }
  const content = input ? contentOf(call, input) : call.stdin;
  return words.has('count') ? { text: content.text, taint: content.taint & ~TAINT.endless } : content;
};

const truncate: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'sr', valued: ['size', 'reference'] });
  const size = options.value('s', 'size')?.text ?? '0';
  if (bytes(size.replace(/^[+]/, '')) > 20 * 2 ** 30) call.machine.report('dos.disk-full', call.span);
  if (/^0|^-/.test(size)) {
    for (const target of options.rest) {
      writeTarget(call.machine, call.scope, target, { append: false, content: NOTHING });
      const { kind } = classify(call.machine, call.scope, target.text);
      if (/^(?:personal|home|root|parent)$/.test(kind) || (kind === 'system' && /^\/\w*$/.test(target.text)))
        call.machine.report('fs-destroy.overwrite', target);
      if (
        kind === 'tree' &&
        /\.(?:ts|tsx|js|jsx|py|go|rs|java|rb|php|c|cpp|h|cs|md|ya?ml|json|toml|sql|csv)$/.test(target.text)
      )
        call.machine.report('fs-destroy.overwrite', target);
    }
  }
  return NOTHING;
};

const fallocate: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'lo', valued: ['length', 'offset'] });
  if (bytes(options.value('l', 'length')?.text ?? '0') > 20 * 2 ** 30)
    call.machine.report('dos.disk-full', call.span);
  return NOTHING;
};

const chmod: Handler = (call) => {
  const at = call.args.findIndex((arg) => !/^-(?:[RvcfhHLP]+$|-)/.test(arg.text));
  const flags = readOptions(call.args.slice(0, at < 0 ? undefined : at), {
    known: ['recursive', 'reference'],
  });
  const late = readOptions(call.args.slice(at + 1));
  const recursive = flags.has('R', 'recursive') || late.has('R', 'recursive');
  const reference = call.args.find((arg) => /^--ref\w*=/.test(arg.text))?.text ?? '';
  if (/\/(?:passwd|sudo|su|mount|ping|newgrp|chsh|pkexec)$/.test(reference))
    call.machine.report('privesc.setuid', call.span);
  const mode = call.args[at]?.text ?? '';
  // As a program is that anybody runs with the rights of its owner.
  if (
    call.args.some((arg) =>
      /^--reference=.*\/(?:sudo|su|passwd|mount|umount|ping6?|pkexec|newgrp|chsh|chfn|chage|gpasswd|crontab|at|fusermount3?|Xorg|sudoedit|doas)$/.test(
        arg.text,
      ),
    )
  )
    call.machine.report('privesc.setuid', call.span);
  const open =
    /^0?[0-7]?[0-7][0-7][2367]$/.test(mode) ||
    (/(?:^|,)(?:[ugoa]*[oa][ugoa]*)?\+[rwxX]*w|(?:^|,)[ugoa]*[oa][ugoa]*=[rwxX]*w/.test(mode) &&
      !/(?:^|,)(?:[ug]+)\+/.test(mode));
  const closed =
    (/^0?0{1,3}$|^0?[0-3]00$|^[0-7]?0[0-7]{2}$/.test(mode) && !/^0?[1-7]\d\d$/.test(mode)) ||
    /(?:^|,)(?:a|ugo|u|\+)?-[rwx]*[rx]/.test(mode) ||
    /(?:^|,)[au]*=(?:,|$)/.test(mode);
  const setuid =
    (/^0?[4-7][0-7]{3}$/.test(mode) && !/^0[0-7]{3}$/.test(mode)) ||
    /(?:^|,)(?:[uoa]+g?|g[uoa]+|)[+=][rwxXt]*s/.test(mode);
  for (const target of late.rest) {
    const { kind, path, inside } = classify(call.machine, call.scope, target.text);
    if (setuid && kind !== 'tree-root') {
      call.machine.report('privesc.setuid', target);
      continue;
    }
    if (/^\/(?:var\/)?run\/(?:docker|containerd|podman)[\w./]*\.sock$/.test(path)) {
      call.machine.report('privesc.container', target);
      continue;
    }
    if (
      kind === 'guard' ||
      (kind === 'hooks' && (closed || /-[rw]*x/.test(mode) || /^[0-7]?[0246]{3}$/.test(mode)))
    ) {
      if (kind === 'hooks') call.machine.report('hook-tamper.git-hooks', target);
      else if (!/^\+x$|^u\+x$|^7[05][05]$|^[67]00$/.test(mode) || closed)
        call.machine.report('hook-tamper.files', target);
      continue;
    }
    if (kind === 'root' || kind === 'system' || kind === 'device') {
      if (
        /^\/(?:etc\/(?:shadow|gshadow|sudoers|passwd))/.test(path) &&
        (open || closed || /^[0-7]?[0-7][0-7][4567]$|[ao+]?\+r/.test(mode))
      )
        call.machine.report('privesc.accounts', target);
      else if (recursive || open || closed) {
        if (!recursive && /^\/var\/(?:www|lib|run)|^\/dev\/(?:tty|ttyUSB)/.test(path)) continue;
        call.machine.report('fs-destroy.permissions', target);
      }
      continue;
    }
    if (kind === 'credentials') {
      if (
        open ||
        (/^[0-7]?[0-7](?:[4-7][0-7]|[0-7][4-7])$/.test(mode) &&
          !/\.pub$|known_hosts|\/config$|\.ssh$/.test(path)) ||
        /[goa]\+r|^\+r/.test(mode)
      )
        call.machine.report('disable-security.permissions', target);
      continue;
    }
    if (
      kind === 'home' ||
      kind === 'parent' ||
      kind === 'tree-root' ||
      kind === 'personal' ||
      kind === 'prefix' ||
      kind === 'temp-root'
    ) {
      // A folder that its owner may not enter.
      const shut = /^0?[0-7]?[0246][0-7]{2}$/.test(mode) || /(?:^|,)(?:a|u|\+)?-[rw]*x/.test(mode);
      if ((recursive && (open || closed)) || (kind === 'home' && (open || closed || shut)))
        call.machine.report('fs-destroy.permissions', target);
      else if (recursive && (kind === 'home' || kind === 'parent') && !/^[ug]?\+/.test(mode))
        call.machine.report('fs-destroy.permissions', target);
      continue;
    }
    if (kind === 'outside' && recursive && (open || closed))
      call.machine.report('fs-destroy.permissions', target);
    else if (kind === 'tree' && (inside === '.git' || (recursive && closed && /^0+$/.test(mode))))
      call.machine.report('fs-destroy.permissions', target);
    else if (
      isSecretFile(call.machine, call.scope, target.text) &&
      (open || /^[0-7]?[0-7][0-7][4-7]$/.test(mode) || /^[ugoa]*[oa]\+\w*r/.test(mode))
    )
      call.machine.report('disable-security.permissions', target);
    else if (kind === 'unset' && recursive) call.machine.report('fs-destroy.permissions', target);
    else if (kind === 'repository') call.machine.report('git-loss.repository', target);
  }
  return NOTHING;
};

const chown: Handler = (call) => {
  const options = readOptions(call.args, {
    valued: ['from', 'reference'],
    known: ['recursive', 'reference', 'from'],
  });
  const recursive = options.has('R', 'recursive');
  const targets = options.has('reference') ? options.rest : options.rest.slice(1);
  const owner = options.rest[0]?.text ?? '';
  for (const target of targets) {
    const { kind, path, contents } = classify(call.machine, call.scope, target.text);
    if (kind === 'guard') call.machine.report('hook-tamper.files', target);
    else if (contents && kind === 'home') call.machine.report('fs-destroy.ownership', target);
    else if (kind === 'root' || kind === 'system') {
      if (/^\/etc\/(?:passwd|shadow|sudoers|group)/.test(path) && !/^root/.test(owner))
        call.machine.report('privesc.accounts', target);
      else if (
        recursive
          ? !/^\/var\/(?:www|lib|log|cache|run)\//.test(path)
          : !/^\/(?:var|run|etc\/\w+)\//.test(path)
      )
        call.machine.report('fs-destroy.ownership', target);
    } else if (recursive && /^(?:home|parent|prefix|personal|credentials|rc|temp-root|unset)$/.test(kind))
      call.machine.report('fs-destroy.ownership', target);
    else if (
      recursive &&
      kind === 'cache' &&
      call.scope.privileged &&
      path.split('/').length <= 4 &&
      !/\.cache$/.test(path)
    )
      call.machine.report('fs-destroy.ownership', target);
    else if (recursive && kind === 'tree-root' && /^(?:root|nobody|0)(?::|$)/.test(owner))
      call.machine.report('fs-destroy.ownership', target);
  }
  return NOTHING;
};

const setfacl: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'mxMX' });
  for (const target of options.rest) {
    const { kind } = classify(call.machine, call.scope, target.text);
    if (/^(?:root|system|home|guard|credentials)$/.test(kind))
      call.machine.report(kind === 'guard' ? 'hook-tamper.files' : 'fs-destroy.permissions', target);
  }
  return NOTHING;
};

const chattr: Handler = (call) => {
  for (const target of readOptions(call.args).rest.slice(0)) {
    if (/^[+=-]/.test(target.text)) continue;
    const { kind } = classify(call.machine, call.scope, target.text);
    if (/^(?:root|system|home|guard|repository|hooks|tree-root)$/.test(kind))
      call.machine.report(kind === 'guard' ? 'hook-tamper.files' : 'fs-destroy.permissions', target);
  }
  return NOTHING;
};

const rsync: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'efBTM',
    valued: [
      'rsh',
      'exclude',
      'include',
      'exclude-from',
      'include-from',
      'filter',
      'files-from',
      'rsync-path',
      'bwlimit',
      'password-file',
      'port',
      'backup-dir',
      'log-file',
      'temp-dir',
      'chmod',
      'chown',
      'timeout',
      'max-delete',
      'compare-dest',
      'link-dest',
    ],
  });
  const command = options.value('e', 'rsh');
  if (command && !/^\s*ssh(?:\s|$)/.test(command.text))
    call.machine.runScript(command.text, call.scope, call.span, NOTHING);
  if (options.has('n', 'dry-run')) return NOTHING;
  const destination = options.rest.at(-1);
  const sources = options.rest.slice(0, -1);
  if (!destination) return NOTHING;
  const remote =
    /^(?:[\w.-]+@)?[\w.-]+::?|^rsync:\/\//.test(destination.text) &&
    !destination.text.startsWith('/') &&
    !/^[A-Za-z]:[\\/]/.test(destination.text);
  for (const source of sources) {
    if (
      remote &&
      (contentOf(call, source).taint & TAINT.secret || isSecretFolder(call.machine, call.scope, source.text))
    )
      call.machine.report('exfil.secret', source);
    else if (remote && classify(call.machine, call.scope, source.text).kind === 'home')
      call.machine.report('exfil.bulk', source);
    if (options.has('remove-source-files')) moveAway(call.machine, call.scope, source);
  }
  if ([...options.flags].some((flag) => /^del(?:ete(?:-\w+)?)?$/.test(flag))) {
    // `"$SRC/"`: the root of the disk, or nothing, if the variable is empty.
    if (sources.some((source) => /^\uE000\/+$/.test(source.text)))
      call.machine.report('fs-destroy.unset', destination);
    const empty = sources.some((source) => /(?:^|\/)(?:empty|blank|nothing)[\w.-]*\/?$/.test(source.text));
    if (remote) {
      if (empty) call.machine.report('fs-destroy.outside', destination);
    } else if (empty && classify(call.machine, call.scope, destination.text).kind === 'tree') {
      if (!BUILT.test(destination.text.replace(/\/+$/, '').split('/').at(-1) ?? ''))
        call.machine.report('fs-destroy.precious', destination);
    } else {
      const rule = deletionRule(call.machine, call.scope, destination.text.replace(/(.)\/$/, '$1'), {
        recursive: true,
      });
      const outside = rule === 'fs-destroy.outside' || rule === 'fs-destroy.prefix';
      // A mirror outside the tree is what rsync is for; from an empty folder it is a deletion.
      if (rule && (!outside || sources.some((source) => /empty|blank|\/tmp\//.test(source.text))))
        call.machine.report(rule, destination);
    }
  }
  for (const source of sources) {
    const base = source.text.split('/').at(-1) ?? '';
    if (!remote && /^(?:[\w.-]+@)?[\w.-]+::?./.test(source.text))
      call.scope.files.set(absolute(call.machine, call.scope, `${destination.text}/${base}`), {
        text: UNKNOWN,
        taint: TAINT.network,
      });
  }
  if (!remote) {
    const { kind } = classify(call.machine, call.scope, destination.text);
    if (/^(?:guard|device)$/.test(kind))
      writeTarget(call.machine, call.scope, destination, { append: false, content: ANYTHING, placed: true });
    // All that is in a folder, over the files of the home folder that nobody sees.
    if (
      kind === 'home' &&
      call.scope.site === 'local' &&
      sources.some((source) => /\/\.?$/.test(source.text))
    )
      call.machine.report('fs-destroy.overwrite', destination);
    if (kind === 'root' || (kind === 'system' && /^\/(?:etc|usr|bin|lib|boot|sbin)/.test(destination.text)))
      call.machine.report('fs-destroy.system-write', destination);
  }
  return NOTHING;
};

const scp: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'cFiJloPSDX' });
  const destination = options.rest.at(-1);
  const sources = options.rest.slice(0, -1);
  for (const option of options.all('o')) {
    const command = /^ProxyCommand[= ](.*)$/is.exec(option.text)?.[1];
    if (command && !/^(?:none|ssh\b.*)$/i.test(command))
      call.machine.runScript(command, call.scope, call.span, NOTHING);
    if (/^StrictHostKeyChecking[= ]no$/i.test(option.text))
      call.machine.report('disable-security.host-keys', call.span);
  }
  if (!destination) return NOTHING;
  const remote = /^(?:[\w.\uE000-]+@)?[\w.\uE000-]+:|^scp:\/\//.test(destination.text);
  for (const source of sources) {
    if (
      remote &&
      (contentOf(call, source).taint & (TAINT.secret | TAINT.environment) ||
        isSecretFolder(call.machine, call.scope, source.text))
    )
      call.machine.report('exfil.secret', source);
    else if (remote && /^(?:home|root|system)$/.test(classify(call.machine, call.scope, source.text).kind))
      call.machine.report('exfil.bulk', source);
    else if (!remote && /^(?:[\w.-]+@)?[\w.-]+:/.test(source.text)) {
      const base = source.text.split(/[/:]/).at(-1) ?? '';
      call.scope.files.set(
        absolute(
          call.machine,
          call.scope,
          /\/$|^\.$/.test(destination.text) ? `${destination.text}/${base}` : destination.text,
        ),
        { text: UNKNOWN, taint: TAINT.network },
      );
    }
  }
  if (!remote) writePlaced(call, destination, sources, false);
  return NOTHING;
};

const tar: Handler = (call) => {
  const first = call.args[0]?.text ?? '';
  const args =
    /^[A-Za-z]+$/.test(first) && /[cxtru]/.test(first)
      ? [{ ...(call.args[0] as Field), text: `-${first}` }, ...call.args.slice(1)]
      : call.args;
  const options = readOptions(args, {
    letters: 'fCTXbgI',
    valued: [
      'file',
      'directory',
      'files-from',
      'exclude-from',
      'exclude',
      'transform',
      'strip-components',
      'checkpoint',
      'checkpoint-action',
      'to-command',
      'use-compress-program',
      'rsh-command',
      'info-script',
      'new-volume-script',
      'owner',
      'group',
      'mode',
    ],
  });
  tarCommands(call, options);
  if (options.value('I'))
    call.machine.runScript(options.value('I')?.text ?? '', call.scope, call.span, NOTHING);
  const folder = options.value('C', 'directory');
  if (options.has('x', 'extract', 'get')) {
    const target = folder ?? { text: '.', taint: 0, ...call.span };
    const { kind } = classify(call.machine, call.scope, target.text);
    if (kind === 'root' || (kind === 'system' && folder))
      call.machine.report('fs-destroy.system-write', target);
    if (kind === 'guard') call.machine.report('hook-tamper.files', target);
    if (kind === 'home' && options.has('overwrite', 'U', 'unlink-first', 'recursive-unlink'))
      call.machine.report('fs-destroy.overwrite', target);
    unpacked(call, options.value('f', 'file') ?? options.rest[0], target);
    return options.has('O', 'to-stdout')
      ? { text: UNKNOWN, taint: call.stdin.taint | TAINT.decoder }
      : NOTHING;
  }
  if (!options.has('c', 'create', 'r', 'u')) return { text: UNKNOWN, taint: 0 };
  if (options.has('remove-files'))
    for (const source of options.rest) deleteTarget(call.machine, call.scope, source, { recursive: true });
  const made = options.value('f', 'file');
  // The first of the files is the archive: it is written over.
  if (made && /\uE001/.test(made.text) && !/\.(?:tar|t[gbx]z2?|tar\.\w+)$/.test(made.text))
    call.machine.report('fs-destroy.overwrite', made);
  return archive(call, options.rest, made, folder);
};

/** What was unpacked from the network lies in the folder, or in one with the name of the archive. */
function unpacked(call: Call, archive: Field | undefined, folder: Field): void {
  const named = archive !== undefined && archive.text !== '-' && !archive.text.startsWith('/dev/');
  const content = archive && archive.text !== '-' ? contentOf(call, archive) : call.stdin;
  if (!(content.taint & TAINT.network)) return;
  const { kind, path } = classify(call.machine, call.scope, folder.text);
  if (/^(?:temp|temp-root|outside|tree|unknown)$/.test(kind)) fillFromNetwork(call.scope, path);
  else if (named) {
    const base = archive.text
      .split('/')
      .at(-1)
      ?.replace(/\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|zip)$/, '');
    if (base) fillFromNetwork(call.scope, `${path === '/' ? '' : path}/${base}`);
  }
}

/** Packs sources: what they were, the archive is too. */
function archive(
  call: Call,
  sources: readonly Field[],
  file: Field | undefined,
  folder: Field | undefined,
): { text: string; taint: number } {
  let taint = 0;
  for (const source of sources) {
    const text = folder && !source.text.startsWith('/') ? `${folder.text}/${source.text}` : source.text;
    const { kind } = classify(call.machine, call.scope, text);
    if (
      contentOf(call, { ...source, text }).taint & TAINT.secret ||
      isSecretFolder(call.machine, call.scope, text) ||
      kind === 'credentials'
    )
      taint |= TAINT.secret;
    if (/^(?:tree-root|home|root|system|parent|repository|personal)$/.test(kind)) taint |= TAINT.tree;
    if (contentOf(call, { ...source, text }).taint & TAINT.endless)
      call.machine.report('dos.disk-full', source);
  }
  const output = { text: UNKNOWN, taint };
  if (file && file.text !== '-' && !/^\/dev\/(?:stdout|fd\/1)$/.test(file.text)) {
    if (/^\/dev\/(?:tcp|udp)\//.test(file.text)) return output;
    call.scope.files.set(absolute(call.machine, call.scope, file.text), output);
    writeTarget(call.machine, call.scope, file, { append: false, content: output, placed: true });
    if (
      taint & TAINT.secret &&
      classify(call.machine, call.scope, file.text).kind !== 'outside' &&
      sources.some((source) => classify(call.machine, call.scope, source.text).kind === 'credentials')
    )
      call.machine.report('secret-read.copied', call.span);
    return NOTHING;
  }
  // An archive on the screen is no reading of a secret.
  return output;
}

const zip: Handler = (call) => {
  const tested = call.args.findIndex((arg) => /^(?:-TT|--unzip-command)$/.test(arg.text));
  const tester = call.args[tested + 1];
  if (tested >= 0 && tester) call.machine.runScript(tester.text, call.scope, call.span, NOTHING);
  const options = readOptions(call.args, { letters: 'xiPbnt' });
  if (options.has('m'))
    for (const source of options.rest.slice(1)) moveAway(call.machine, call.scope, source);
  return archive(call, options.rest.slice(1), options.rest[0], undefined);
};

/** What people have put away, but can still take back. */
function emptied(words: RegExp): Handler {
  return (call) => {
    const line = call.args.map((arg) => arg.text).join(' ');
    if (words.test(line) && !/(?:^|\s)(?:--help|--version|--dry-run)(?:\s|$)/.test(line))
      call.machine.report('fs-destroy.personal', call.span);
  };
}

const unzip: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'dPx' });
  const folder = options.value('d');
  unpacked(call, options.rest[0], folder ?? { text: '.', taint: 0, ...call.span });
  if (folder) {
    const { kind } = classify(call.machine, call.scope, folder.text);
    if (kind === 'root' || kind === 'system') call.machine.report('fs-destroy.system-write', folder);
    if (kind === 'guard') call.machine.report('hook-tamper.files', folder);
    if (kind === 'home' && options.has('o')) call.machine.report('fs-destroy.overwrite', folder);
  }
  return options.has('p') ? { text: UNKNOWN, taint: TAINT.decoder } : NOTHING;
};

/** Formats and repartitions: any target is a loss. */
const format: Handler = (call) => {
  const line = lineOf(call);
  if (
    call.args.length === 0 ||
    /(?:^|\s)(?:-l|--list|-h|--help|--version|-V|print|-n|--no-act|-N)(?:\s|$)/.test(line)
  )
    return NOTHING;
  const image = call.args.filter((arg) => !arg.text.startsWith('-')).at(-1);
  const { kind } = classify(call.machine, call.scope, image?.text ?? '');
  if (call.name.startsWith('mkfs') || call.name === 'mkswap' || /^mke2fs|^mkntfs|^newfs/.test(call.name)) {
    if (kind === 'tree' || kind === 'temp') return NOTHING;
  }
  call.machine.report('fs-destroy.device', call.span);
  return NOTHING;
};

/** Tools of disks and volumes whose verbs decide. */
function disks(pattern: RegExp): Handler {
  return (call) => {
    const line = lineOf(call);
    if (pattern.test(line)) call.machine.report('fs-destroy.device', call.span);
    return ANYTHING;
  };
}

/** Sorts in place and programs of that kind: `sort -o file file` is what they are for. */
const touch: Handler = () => NOTHING;

const mkdir: Handler = (call) => {
  for (const folder of readOptions(call.args, { letters: 'm', valued: ['mode'] }).rest) {
    const path = absolute(call.machine, call.scope, folder.text);
    if (isKnown(path)) call.scope.files.set(path, { text: '', taint: 0 });
  }
  return NOTHING;
};

const mkfifo: Handler = (call) => {
  for (const pipe of readOptions(call.args, { letters: 'm' }).rest) {
    call.scope.files.set(absolute(call.machine, call.scope, pipe.text), { text: UNKNOWN, taint: TAINT.pipe });
  }
  return NOTHING;
};

const patch: Handler = (call) => {
  for (const file of readOptions(call.args, { letters: 'dipoFDYBz' }).rest.slice(0, 1)) {
    if (call.name === 'patch')
      writeTarget(call.machine, call.scope, file, { append: false, content: ANYTHING, placed: true });
  }
  return ANYTHING;
};

export const FILES: Readonly<Record<string, Handler>> = {
  rm,
  grm: rm,
  unlink: rm,
  trash: rm,
  'trash-put': rm,
  rimraf: (call) =>
    rm({
      ...call,
      args: [
        { text: '-rf', taint: 0, ...call.span },
        ...call.args.filter((arg) => !arg.text.startsWith('-')),
      ],
    }),
  'del-cli': (call) => rm({ ...call, args: [{ text: '-rf', taint: 0, ...call.span }, ...call.args] }),
  shred,
  gshred: shred,
  srm: shred,
  wipe: shred,
  scrub: shred,
  rmdir,
  mv,
  gmv: mv,
  rename: patch,
  cp,
  gcp: cp,
  install: cp,
  ln,
  link: ln,
  dd,
  dcfldd: dd,
  ddrescue: dd,
  truncate,
  fallocate,
  chmod,
  chown,
  chgrp: chown,
  setfacl,
  chattr,
  chflags: chattr,
  rsync,
  scp,
  pscp: scp,
  tar,
  gtar: tar,
  bsdtar: tar,
  zip,
  '7z': zip,
  unzip,
  mkdir,
  touch,
  mkfifo,
  mknod: mkfifo,
  patch,
  mkfs: format,
  mke2fs: format,
  mkntfs: format,
  newfs: format,
  mkswap: format,
  wipefs: (call) =>
    call.args.some((arg) => /^-[a-z]*a|^--all|^-[a-z]*f|^-o/.test(arg.text)) ? format(call) : NOTHING,
  fdisk: format,
  sfdisk: format,
  cfdisk: format,
  gdisk: format,
  sgdisk: format,
  parted: format,
  blkdiscard: format,
  badblocks: disks(/(?:^|\s)-[a-z]*w/),
  hdparm: disks(/--security-erase|--trim-sector|--write-sector|--make-bad-sector/),
  nvme: disks(/^(?:format|sanitize|delete-ns)/),
  diskutil: disks(
    /^(?:erase\w*|zeroDisk|randomDisk|secureErase|partitionDisk|reformat|apfs\s+delete\w*|deleteVolume|eraseVolume)/i,
  ),
  asr: disks(/--erase/),
  hdiutil: disks(/^(?:erase)/),
  lvremove: disks(/./),
  vgremove: disks(/./),
  pvremove: disks(/./),
  pvcreate: disks(/(?:^|\s)(?:-\w*[fy]\w*|--force|--yes)(?=\s|$)/),
  sg_format: disks(/--format|(?:^|\s)-F/),
  sg_sanitize: disks(/./),
  xfs_repair: disks(/(?:^|\s)-\w*L/),
  'trash-empty': emptied(/^/),
  'trash-rm': emptied(/^/),
  gio: emptied(/^trash\s.*--empty/),
  'gvfs-trash': emptied(/--empty/),
  kioclient: emptied(/^(?:empty|--noninteractive\s+empty)\b/),
  lvreduce: disks(/./),
  zfs: disks(/^(?:destroy|rollback)/),
  zpool: disks(/^(?:destroy|labelclear)/),
  btrfs: disks(/^subvolume\s+delete|^(?:device|filesystem)\s+(?:delete|remove)/),
  mdadm: disks(/--zero-superblock|--stop|--remove|--fail|-S\b/),
  cryptsetup: disks(/luksErase|luksFormat|erase|luksKillSlot|luksRemoveKey|reencrypt/),
  tmutil: disks(/^(?:delete\w*|thinlocalsnapshots)/),
  timeshift: disks(/--delete/),
  snapper: disks(/\bdelete\b/),
  restic: disks(/\b(?:forget|prune)\b(?!.*--dry-run)/),
  borg: disks(/^(?:delete|prune)\b(?!.*--dry-run|.*\s-n\b)/),
};
