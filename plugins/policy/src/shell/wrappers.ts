/** Programs that run another command which their words name. */

/** How the words of a wrapper are read up to the command. */
export interface Wrapper {
  /** Options that take the next word. */
  readonly valued: readonly string[];
  /** Words of its own before the command. */
  readonly operands?: number;
  /** Takes `NAME=value` before the command. */
  readonly assigns?: true;
  /** It changes more than how the command is started: as another user, on another machine. */
  readonly grave?: true;
  /** Words that must come first: `npm exec`. */
  readonly after?: readonly string[];
}

const SUDO = [
  '-u',
  '-g',
  '-p',
  '-C',
  '-h',
  '-r',
  '-t',
  '-T',
  '-U',
  '-D',
  '-R',
  '--user',
  '--group',
  '--chdir',
];
const NPX = ['-p', '--package', '-w', '--workspace'];

export const WRAPPERS: ReadonlyMap<string, readonly Wrapper[]> = new Map(
  Object.entries({
    sudo: [{ valued: SUDO, assigns: true, grave: true }],
    doas: [{ valued: ['-u', '-C', '-a'], grave: true }],
    chroot: [{ valued: [], operands: 1, grave: true }],
    env: [{ valued: ['-u', '--unset', '-C', '--chdir', '-a'], assigns: true }],
    nice: [{ valued: ['-n'] }],
    ionice: [{ valued: ['-c', '-n'] }],
    nohup: [{ valued: [] }],
    setsid: [{ valued: [] }],
    stdbuf: [{ valued: ['-i', '-o', '-e'] }],
    timeout: [{ valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 }],
    time: [{ valued: ['-f', '-o'] }],
    command: [{ valued: [] }],
    builtin: [{ valued: [] }],
    exec: [{ valued: ['-a'] }],
    caffeinate: [{ valued: ['-t', '-w'] }],
    chronic: [{ valued: [] }],
    unshare: [{ valued: [] }],
    chrt: [{ valued: [], operands: 1 }],
    corepack: [{ valued: [] }],
    entr: [{ valued: [] }],
    proxychains: [{ valued: ['-f'] }],
    torsocks: [{ valued: [] }],
    doppler: [{ valued: ['-p', '-c'], after: ['run'] }],
    op: [{ valued: ['--env-file'], after: ['run'] }],
    strace: [{ valued: ['-e', '-o', '-s', '-p'] }],
    taskset: [{ valued: [], operands: 1 }],
    flock: [{ valued: ['-w', '-E'], operands: 1 }],
    busybox: [{ valued: [] }],
    toybox: [{ valued: [] }],
    xvfb_run: [{ valued: ['-n', '-s', '-f'] }],
    dotenv: [{ valued: ['-e', '-f', '-v'] }],
    npx: [{ valued: NPX }],
    pnpx: [{ valued: NPX }],
    bunx: [{ valued: NPX }],
    npm: [
      { valued: NPX, after: ['exec'] },
      { valued: NPX, after: ['x'] },
    ],
    pnpm: [
      { valued: NPX, after: ['exec'] },
      { valued: NPX, after: ['dlx'] },
    ],
    yarn: [
      { valued: NPX, after: ['exec'] },
      { valued: NPX, after: ['dlx'] },
    ],
    bundle: [{ valued: [], after: ['exec'] }],
    poetry: [{ valued: [], after: ['run'] }],
    uv: [{ valued: ['--with', '-p'], after: ['run'] }],
    pipenv: [{ valued: [], after: ['run'] }],
    direnv: [{ valued: [], operands: 1, after: ['exec'] }],
    mise: [{ valued: [], after: ['exec'] }],
  } satisfies Record<string, readonly Wrapper[]>).map(([name, all]) => [name.replace('_', '-'), all]),
);

/** The words from the command on, and what was set for it; undefined where the wrapper runs none. */
export function commandOf(
  words: readonly string[],
  wrapper: Wrapper,
): { readonly words: readonly string[]; readonly assigned: readonly string[] } | undefined {
  const { valued, operands = 0, assigns, after = [] } = wrapper;
  if (after.some((word, index) => words[index + 1] !== word)) return undefined;
  const assigned: string[] = [];
  let own = operands;
  let at = 1 + after.length;
  for (; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') {
      at += 1 + own;
      break;
    }
    if (/^-./.test(word)) {
      // `-nu root`: the last of a cluster takes the next word.
      const last = /^-[A-Za-z]{2,}$/.test(word) ? `-${word.at(-1)}` : word;
      if (valued.includes(last)) at++;
    } else if (assigns && /^\w+=/.test(word)) assigned.push(word.slice(0, word.indexOf('=')));
    else if (own > 0) own--;
    else break;
  }
  return at < words.length ? { words: words.slice(at), assigned } : undefined;
}
