/** Which desktop there is, if any. Over SSH, in CI and in a container there is none: then nothing is done. */

export type Desktop = 'freedesktop' | 'wsl' | 'macos' | 'windows' | 'custom';

/** What it is seen by. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (file: string) => boolean;
  /** The person has named a program of their own, which may reach them where no desktop is. */
  readonly isCustom: boolean;
}

/** The desktop of this session. */
export function findDesktop({ platform, env, exists, isCustom }: Surroundings): Desktop | undefined {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  // Some say CI=false where they mean none.
  if (has('CI') && !/^(?:0|false|no|off)$/i.test(env['CI'] ?? '')) return undefined;
  if (isCustom) return 'custom';
  // Also with a forwarded display: the desktop is then another machine's.
  if (has('SSH_CONNECTION') || has('SSH_CLIENT') || has('SSH_TTY')) return undefined;
  if (platform === 'darwin') return 'macos';
  if (platform === 'win32') return 'windows';
  if (has('WSL_DISTRO_NAME') && has('WSL_INTEROP')) return 'wsl';
  if (!has('DISPLAY') && !has('WAYLAND_DISPLAY')) return undefined;
  const runtime = env['XDG_RUNTIME_DIR'];
  const hasBus = has('DBUS_SESSION_BUS_ADDRESS') || (!!runtime && exists(`${runtime}/bus`));
  return hasBus ? 'freedesktop' : undefined;
}
