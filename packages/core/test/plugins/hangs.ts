import { definePlugin } from '@hookline/core';

/** Never settles and never looks at its signal. */
export const hangs = definePlugin({
  name: 'hangs',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(() => new Promise<undefined>(() => undefined), { timeoutMs: 50 });
  },
});
