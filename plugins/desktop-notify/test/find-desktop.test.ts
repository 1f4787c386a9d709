import { expect, it } from 'vitest';
import { findDesktop } from '../src/find-desktop.ts';

const X11 = { DISPLAY: ':0', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user/1000' };
const WSL = { WSL_DISTRO_NAME: 'Debian', WSL_INTEROP: '/run/WSL/8_interop' };

it.each([
  ['linux', X11, 'freedesktop'],
  ['linux', WAYLAND, 'freedesktop'],
  ['freebsd', X11, 'freedesktop'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user/2' }, undefined],
  ['linux', { DISPLAY: ':0' }, undefined],
  ['linux', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, undefined],
  ['linux', { DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: 'x' }, undefined],
  ['linux', {}, undefined],
  ['linux', { ...X11, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, undefined],
  ['linux', { ...X11, SSH_TTY: '/dev/pts/0' }, undefined],
  ['linux', { ...X11, CI: 'true' }, undefined],
  ['linux', { ...X11, CI: 'false' }, 'freedesktop'],
  ['linux', WSL, 'wsl'],
  ['linux', { ...WSL, ...X11 }, 'wsl'],
  ['linux', { WSL_DISTRO_NAME: 'Debian' }, undefined],
  ['darwin', {}, 'macos'],
  ['darwin', { SSH_CLIENT: 'x' }, undefined],
  ['darwin', { CI: '1' }, undefined],
  ['win32', {}, 'windows'],
  ['win32', { SSH_CONNECTION: 'x' }, undefined],
] as const)('finds on %s with %j: %s', (platform, env, desktop) => {
  const exists = (file: string): boolean => file === '/run/user/1000/bus';
  expect(findDesktop({ platform, env, exists, isCustom: false })).toBe(desktop);
});

it('leaves it to a program of the person’s own, but for CI', () => {
  const seen = (env: Record<string, string>) =>
    findDesktop({ platform: 'linux', env, exists: () => false, isCustom: true });
  expect(seen({ SSH_TTY: '/dev/pts/0' })).toBe('custom');
  expect(seen({ CI: 'true' })).toBeUndefined();
});
