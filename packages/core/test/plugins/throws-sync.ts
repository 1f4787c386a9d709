import { definePlugin } from '@hookline/core';

/** A plain function that throws before it returns anything. */
export const throwsSync = definePlugin({
  name: 'throws-sync',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(() => {
      throw new TypeError('no rules were loaded');
    });
  },
});
