import { describe, expect, it } from 'vitest';
import { isPassing } from './own-copy.ts';

describe('a copy of Hookline that may be gone tomorrow', () => {
  it.each([
    ['npx', '/home/me/.npm/_npx/5a1f/node_modules/hookline/bin/hookline.cjs'],
    ['pnpm dlx', '/home/me/.cache/pnpm/dlx/ab12/node_modules/hookline/bin/hookline.cjs'],
    ['an older pnpm dlx', '/tmp/dlx-4711/node_modules/hookline/bin/hookline.cjs'],
    ['yarn dlx', '/tmp/xfs-1/dlx-4711/node_modules/hookline/bin/hookline.cjs'],
    ['bunx', '/tmp/bunx-501-hookline@latest/node_modules/hookline/bin/hookline.cjs'],
  ])('is one of %s', (_, path) => {
    expect(isPassing(path)).toBe(true);
  });

  it.each([
    '/home/me/project/node_modules/hookline/bin/hookline.cjs',
    '/usr/lib/node_modules/hookline/bin/hookline.cjs',
    '/home/me/p/node_modules/.pnpm/hookline@1.0.0/node_modules/hookline/bin/hookline.cjs',
    '/home/me/my-npx/hookline/bin/hookline.cjs',
  ])('is not %s', (path) => {
    expect(isPassing(path)).toBe(false);
  });
});
