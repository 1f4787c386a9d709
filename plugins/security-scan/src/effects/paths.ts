/**
 * What a path is, for judging what happens to it. Nothing is looked up on the disk: a path is made absolute from the
 * folder that the shell is in, and a pattern is matched against the names that are worth protecting.
 */
import type { Machine, Scope } from '../shell/machine.ts';
import { globExpression, hasUnknown, isKnown, ONE, SOME, STAR, UNKNOWN } from '../shell/text.ts';
import { throughFolders, throughLinks } from './links.ts';

export type PathKind =
  | 'root'
  | 'system'
  | 'prefix'
  | 'device'
  | 'home'
  | 'personal'
  | 'credentials'
  | 'rc'
  | 'parent'
  | 'tree-root'
  | 'repository'
  | 'guard'
  | 'hooks'
  | 'temp-root'
  | 'temp'
  | 'cache'
  | 'tree'
  | 'outside'
  | 'unset'
  | 'unknown'
  | 'nothing';

export interface Target {
  readonly kind: PathKind;
  /** Absolute and without `.`, `..` and double slashes. */
  readonly path: string;
  /** It means all that is in the folder. */
  readonly contents: boolean;
  /** The path below the work tree. */
  readonly inside?: string;
}

const RANK: readonly PathKind[] = [
  'root',
  'home',
  'system',
  'device',
  'guard',
  'repository',
  'hooks',
  'parent',
  'tree-root',
  'credentials',
  'personal',
  'rc',
  'prefix',
  'unset',
  'temp-root',
  'outside',
  'unknown',
  'tree',
  'temp',
  'cache',
  'nothing',
];

const TOP = new Set(
  'bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run sbin srv sys usr var System Library Applications Users Volumes private cores snap nix'.split(
    ' ',
  ),
);
const DEEP_SYSTEM = new Set(
  'bin boot etc lib lib32 lib64 proc sbin sys usr System Library Applications nix root'.split(' '),
);
const PERSONAL = new Set(
  'Documents Desktop Downloads Pictures Music Movies Videos Public Templates OneDrive Dropbox Library Photos Sites Work work backup backups Backups'.split(
    ' ',
  ),
);
const CREDENTIALS =
  /^(?:\.ssh|\.aws|\.gnupg|\.kube|\.azure|\.docker|\.config\/(?:gcloud|gh|op|doctl|rclone|hub)|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.vault-token|\.password-store|\.terraform\.d|\.config\/(?:google-chrome|chromium|BraveSoftware)|\.mozilla|Library\/Keychains)(?:\/|$)/;
const RC =
  /^(?:\.bashrc|\.bash_profile|\.bash_login|\.bash_logout|\.bash_aliases|\.profile|\.zshrc|\.zshenv|\.zprofile|\.zlogin|\.inputrc|\.gitconfig|\.config\/(?:fish|git|autostart|systemd|nvim)|\.config$|\.local$|\.bash_history|\.zsh_history|\.vimrc|\.tmux\.conf|Library\/LaunchAgents)(?:\/|$)/;
const CACHE =
  /^(?:\.cache|\.npm|\.pnpm-store|\.yarn|\.gradle\/(?:caches|daemon|wrapper)|\.m2\/repository|\.cargo\/(?:registry|git)|\.nuget\/packages|\.pub-cache|\.expo|\.deno|\.bun\/install\/cache|\.cocoapods|\.node-gyp|\.electron|\.local\/share\/(?:Trash|pnpm|virtualenvs)|\.local\/state|\.ivy2|\.sbt|\.hex|\.mix|\.android\/(?:cache|build-cache)|\.ccache|\.tox|\.vscode-server|\.turbo|\.vite|\.node_repl_history|\.zcompdump|Library\/Caches|Library\/Developer\/Xcode\/(?:DerivedData|iOS DeviceSupport)|Library\/Developer\/CoreSimulator|Library\/Logs|go\/pkg)(?:\/|$|-)/;
const GUARD_FILE =
  /^(?:hooks(?:\.local)?\.toml|hookline\.config\.[\w.]+|\.hooklinerc[\w.]*|config\.toml\.codex)$/;
const GUARD_FOLDER = /^\.(?:codex|claude|hookline)$/;
/** What a build makes: it may go wherever it lies. */
export const BUILT =
  /^(?:node_modules|dist|build|out|target|coverage|\.next|\.nuxt|\.turbo|\.cache|\.parcel-cache|\.vite|\.svelte-kit|\.output|__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.tox|\.venv|venv|\.gradle|\.nyc_output|\.terraform|\.angular|\.docusaurus|\.eggs|[\w.-]*\.egg-info|tmp|temp|\.tmp|bin|obj|DerivedData|Pods|vendor|\.dart_tool|_build|deps|elm-stuff|storybook-static|test-results|playwright-report|\.serverless|\.aws-sam|cdk\.out|\.wrangler|log|logs)$/;

/** Children of a folder that a pattern is tried on. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  '': [...TOP],
  etc: ['passwd', 'shadow', 'sudoers', 'hosts', 'ssh', 'sudoers.d', 'cron.d', 'crontab', 'profile', 'fstab'],
  dev: ['sda', 'nvme0n1', 'vda', 'disk0'],
  home: [
    '.ssh',
    '.aws',
    '.gnupg',
    '.kube',
    '.netrc',
    '.npmrc',
    '.git-credentials',
    '.bashrc',
    '.zshrc',
    '.bash_history',
    'Documents',
    'Desktop',
    'Downloads',
    '.codex',
    '.claude',
    '.config',
  ],
  ssh: ['id_rsa', 'id_ed25519', 'id_ecdsa', 'authorized_keys', 'config'],
  aws: ['credentials', 'config'],
  guard: ['hooks.toml', 'hooks.json', 'config.toml', 'settings.json', 'settings.local.json', 'hooks'],
  tree: [
    '.git',
    '.env',
    '.codex',
    '.claude',
    '.hookline',
    'hooks.toml',
    'hookline.config.ts',
    '.husky',
    '.env.local',
    '.env.production',
  ],
};

/** The absolute form of a path, with its marks. */
export function absolute(machine: Machine, scope: Scope, text: string, cwd = scope.cwd): string {
  const path = text.startsWith('/') ? text : `${cwd}/${text}`;
  machine.spend(path.length / 32);
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  const clean = `/${segments.join('/')}`
    .replace(/^\/proc\/(?:self|\d+)\/cwd(?=\/|$)/, () => cwd)
    .replace(/^\/proc\/(?:self|1)\/root(?=\/|$)/, '')
    .replace(/^\/private(?=\/(?:tmp|var|etc)(?:\/|$))/, '')
    .replace(/^\/usr\/\.\.(?=\/)/, '');
  for (const [inside, outside] of scope.mounts) {
    if (clean === inside || clean.startsWith(`${inside === '/' ? '' : inside}/`)) {
      return absolute(
        machine,
        { ...scope, mounts: [] },
        outside + clean.slice(inside === '/' ? 0 : inside.length),
      );
    }
  }
  if (scope.links.size === 0) return clean === '' ? '/' : clean;
  // The last name is the link itself, unless what is in it is meant.
  return /\/$/.test(text) ? throughLinks(scope, clean) : throughFolders(scope, clean);
}

/** Judges what a path is; a pattern counts as the worst that it may match. */
export function classify(machine: Machine, scope: Scope, text: string, cwd = scope.cwd): Target {
  if (text === '') return { kind: 'nothing', path: '', contents: false };
  const drive = /^(?:\/mnt)?\/?([A-Za-z]):?[\\/]+(?:Users|Windows|Program Files)\b/i.exec(text);
  if (drive && (/^[A-Za-z]:/.test(text) || /^\/mnt\/|^\/[a-z]\//i.test(text))) {
    return { kind: /Windows|Program Files/i.test(text) ? 'system' : 'personal', path: text, contents: false };
  }
  if (/^[A-Za-z]:[\\/]*\*?$/.test(text)) return { kind: 'root', path: text, contents: false };
  const start = text[0];
  if (start === UNKNOWN) return unknownStart(text);
  if (start === SOME) return { kind: 'unknown', path: text, contents: false };
  const path = absolute(machine, scope, text, cwd);
  if (path[1] === UNKNOWN || path[1] === SOME) {
    return text.startsWith('/') ? { kind: 'outside', path, contents: false } : inUnknown(path);
  }
  const segments = path.split('/').slice(1);
  if (segments[0] === '') segments.length = 0;
  let contents = false;
  while (segments.length > 0 && isAll(segments.at(-1) as string)) {
    contents = true;
    segments.pop();
  }
  const whole: Target = place(machine, scope, segments, contents);
  if (!segments.some((segment) => segment.includes(STAR) || segment.includes(ONE))) return whole;
  return worst(
    concrete(machine, segments, 0)
      .map((candidate) => place(machine, scope, candidate, contents))
      .concat(whole),
  );
}

/** `*`, `.*`, `.[!.]*`, `**`: all that is there. */
function isAll(segment: string): boolean {
  return /^\.?[\uE001\uE002]+$/.test(segment) && segment.includes(STAR);
}

function unknownStart(text: string): Target {
  // `$dir/`, `$dir/*`, `$a/$b`: the root of the disk if the variables are empty.
  const after = text.slice(1);
  if (/^(?:\/+[\uE000-\uE003.]*)+$/.test(after) || (after !== '' && isAll(after))) {
    return { kind: 'unset', path: text, contents: true };
  }
  const first = /^\/+([^/]+)\/?[\uE001]*$/.exec(after)?.[1];
  if (first && TOP.has(first) && first !== 'bin' && first !== 'lib' && first !== 'run')
    return { kind: 'unset', path: text, contents: false };
  if (/(?:^|\/)\.git\/?$/.test(after)) return { kind: 'repository', path: text, contents: false };
  if (/(?:^|\/)\.(?:codex|claude|hookline)(?:\/|$)/.test(after))
    return { kind: 'guard', path: text, contents: false };
  if (/(?:^|\/)\.git\/hooks(?:\/|$)/.test(after)) return { kind: 'hooks', path: text, contents: false };
  if (/^\/\.(?:ssh|aws|gnupg|kube)(?:\/|$)/.test(after))
    return { kind: 'credentials', path: text, contents: false };
  return { kind: 'unknown', path: text, contents: false };
}

/** A relative path in a folder that is not known. */
function inUnknown(path: string): Target {
  const rest = path.slice(2);
  return { kind: /^(?:\/[\uE000-\uE003.]*)*$/.test(rest) ? 'unset' : 'unknown', path, contents: true };
}

function worst(targets: readonly Target[]): Target {
  return targets.reduce((first, second) =>
    RANK.indexOf(second.kind) < RANK.indexOf(first.kind) ? second : first,
  );
}

/** The protected paths that a pattern may match, not more than a few. */
function concrete(machine: Machine, segments: readonly string[], from: number): string[][] {
  let found: string[][] = [[]];
  for (let at = from; at < segments.length; at++) {
    const segment = segments[at] as string;
    const next: string[][] = [];
    for (const before of found) {
      const parent = `/${before.join('/')}`;
      const pattern = isKnown(segment) ? undefined : globExpression(segment);
      const names =
        pattern === undefined
          ? [segment]
          : (childrenOf(machine, before, parent) ?? []).filter(
              (name) =>
                (name.startsWith('.') ? segment.startsWith('.') : true) &&
                // `*.ts` means the files of a kind, not the one that guards.
                !(parent === machine.root && segment.startsWith(STAR)) &&
                pattern.test(name),
            );
      for (const name of names) next.push([...before, name]);
      machine.spend(1);
    }
    if (next.length === 0) return [];
    found = next.slice(0, 32);
  }
  return found;
}

function childrenOf(
  machine: Machine,
  before: readonly string[],
  parent: string,
): readonly string[] | undefined {
  const path = parent === '/' ? '' : parent;
  const toward = [machine.root, machine.home].map((known) =>
    known.startsWith(`${path}/`) ? (known.slice(path.length + 1).split('/')[0] as string) : '',
  );
  const next = toward.filter((name) => name !== '');
  if (before.length === 0) return [...(CHILDREN[''] as string[]), ...next];
  if (parent === machine.home || (before.length === 2 && (before[0] === 'home' || before[0] === 'Users'))) {
    return [...(CHILDREN['home'] as string[]), ...next];
  }
  if (parent === machine.root) return CHILDREN['tree'];
  const last = before.at(-1) as string;
  if (last === '.git') return ['hooks', 'objects', 'refs', 'HEAD', 'index', 'config'];
  if (last === 'etc' || last === 'dev') return CHILDREN[last];
  if (last === '.ssh') return CHILDREN['ssh'];
  if (last === '.aws') return CHILDREN['aws'];
  if (GUARD_FOLDER.test(last)) return CHILDREN['guard'];
  return next.length > 0 ? next : undefined;
}

function place(machine: Machine, scope: Scope, segments: readonly string[], contents: boolean): Target {
  const path = `/${segments.join('/')}`;
  const as = (kind: PathKind, inside?: string): Target => ({ kind, path, contents, inside });
  const first = segments[0] as string;
  if (segments.length === 0) return as('root');
  const { root } = machine;
  const local = scope.site === 'local' || scope.mounts.length > 0;
  if (local && root !== '/') {
    if (path === root) return as('tree-root', '');
    if (path.startsWith(`${root}/`)) {
      const inside = path.slice(root.length + 1);
      return as(insideTree(inside), inside);
    }
  }
  if (first === 'dev' && segments.length > 1) return as(deviceKind(segments));
  const own = homeOf(machine, segments);
  if (own === 0) return as('home');
  if (isGuardPackage(segments) && !isTemp(path)) return as('guard');
  const guard = segments.findIndex((segment) => GUARD_FOLDER.test(segment));
  if (
    (guard >= 0 && (own !== undefined || !isTemp(path))) ||
    (own !== undefined && GUARD_FILE.test(segments.at(-1) as string))
  ) {
    return as('guard');
  }
  if (local && root.startsWith(`${path}/`) && !isTempRoot(path)) {
    return as(segments.length === 1 && TOP.has(first) ? 'system' : 'parent');
  }
  // A home that lies in a folder for temporary files is a home all the same; only such a folder itself is none.
  const isHome = own !== undefined && !isTempRoot(machine.home);
  if (!isHome && isTempRoot(path)) return as('temp-root');
  if (!isHome && isTemp(path)) return as('temp');
  if (segments.at(-1) === '.git') return as('repository');
  if (own !== undefined) return as(inHome(segments.slice(segments.length - own).join('/')));
  return as(systemKind(segments, path));
}

/** How many segments lie below a home folder; 0 for the home folder itself. */
function homeOf(machine: Machine, segments: readonly string[]): number | undefined {
  const path = `/${segments.join('/')}`;
  const { home } = machine;
  if (path === home) return 0;
  if (home !== '/' && path.startsWith(`${home}/`)) return segments.length - home.split('/').length + 1;
  if (
    (segments[0] === 'home' || segments[0] === 'Users') &&
    segments.length >= 2 &&
    !/^Shared$/.test(segments[1] as string)
  ) {
    return segments.length - 2;
  }
  return segments[0] === 'root' ? segments.length - 1 : undefined;
}

function insideTree(inside: string): PathKind {
  const segments = inside.split('/');
  if (segments[0] === '.git') {
    if (/\.lock$/.test(inside)) return 'tree';
    if (segments[1] === 'hooks' || (segments[1] === 'config' && segments.length === 2)) return 'hooks';
    return segments.length === 1 ||
      /^(?:objects|refs|HEAD|index|packed-refs|config|logs)$/.test(segments[1] as string)
      ? 'repository'
      : 'tree';
  }
  if (segments.includes('.git') && segments.at(-1) === '.git') return 'repository';
  if (
    /^(?:\.husky|\.githooks|\.lefthook|lefthook\.yml|\.pre-commit-config\.yaml)$/.test(segments[0] as string)
  )
    return 'hooks';
  if (isGuardPackage(segments)) return 'guard';
  if (GUARD_FOLDER.test(segments[0] as string) || GUARD_FILE.test(segments.at(-1) as string)) return 'guard';
  return 'tree';
}

/** The installed code of the guard. */
function isGuardPackage(segments: readonly string[]): boolean {
  const at = segments.indexOf('node_modules');
  return (
    (at >= 0 && /^(?:@hookline|hookline)$/.test(segments[at + 1] ?? '')) ||
    (at >= 0 && segments[at + 1] === '.bin' && /^(?:hookline|codex)$/.test(segments[at + 2] ?? '')) ||
    // The hooks of other agents.
    segments.some(
      (segment, index) =>
        /^\.(?:cursor|windsurf|gemini|qwen|copilot|factory|augment|clinerules)$/.test(segment) &&
        /^hooks(?:\.json)?$/i.test(segments[index + 1] ?? ''),
    )
  );
}

function inHome(rest: string): PathKind {
  const segments = rest.split('/');
  if (CACHE.test(rest)) return 'cache';
  if (CREDENTIALS.test(rest)) return 'credentials';
  if (RC.test(rest)) return 'rc';
  if (PERSONAL.has(segments[0] as string)) return 'personal';
  if (
    /^\.(?:nvm|rbenv|pyenv|asdf|rustup|cargo|sdkman|volta|oh-my-zsh|vscode|local|config|npm-global|bun|deno|fnm)(?:\/|$)/.test(
      rest,
    )
  )
    return 'prefix';
  return 'outside';
}

function deviceKind(segments: readonly string[]): PathKind {
  const name = segments[1] as string;
  if (
    /^(?:null|zero|full|random|urandom|stdin|stdout|stderr|tty|fd|ptmx|pts|console|tcp|udp|kvm|dri|ttyUSB\d*|ttyACM\d*|snd|video\d*)$/.test(
      name,
    )
  )
    return 'nothing';
  return name === 'shm' ? (segments.length > 2 ? 'temp' : 'temp-root') : 'device';
}

const TEMP =
  /^(?:\/tmp|\/var\/tmp|\/var\/folders\/[^/]+\/[^/]+\/T|\/var\/folders|\/dev\/shm|\/data\/local\/tmp)/;

function isTempRoot(path: string): boolean {
  const match = TEMP.exec(path);
  return match !== null && match[0].length === path.length;
}

function isTemp(path: string): boolean {
  const match = TEMP.exec(path);
  return match !== null && path[match[0].length] === '/';
}

function systemKind(segments: readonly string[], path: string): PathKind {
  const first = segments[0] as string;
  if (hasUnknown(first)) return 'outside';
  if (!TOP.has(first)) return 'outside';
  if (segments.length === 1) return 'system';
  if (/^\/(?:usr\/local|opt|snap|srv)(?:\/|$)/.test(path)) {
    return 'prefix';
  }
  if (
    /^\/(?:var\/cache\/[^/]+|var\/lib\/apt\/lists|var\/cache\/apt\/archives|usr\/share\/doc|usr\/share\/man)(?:\/|$)/.test(
      path,
    )
  )
    return 'cache';
  if (/^\/(?:mnt|media|Volumes)\//.test(path)) return 'personal';
  if (/^\/var\/www(?:\/|$)|^\/run\/user\//.test(path)) return 'outside';
  if (/^\/var\/log(?:\/|$)/.test(path)) return 'system';
  if (first === 'var') return 'system';
  return DEEP_SYSTEM.has(first) ? 'system' : 'outside';
}
