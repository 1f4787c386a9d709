import { definePlugin } from '@hookline/core';

export const wrongReturn = definePlugin({
  name: 'wrong-return',
  events: ['exec.before'],
  setup({ on }) {
    // @ts-expect-error a boolean is no verdict: nobody can tell whether `true` means "deny" or "fine".
    on('exec.before').gate(() => true);
  },
});
