import { definePlugin } from '@hookline/core';

/** Throws what has no text at all: `String(thrown)` fails on it. */
export const throwsStrange = definePlugin({
  name: 'throws-strange',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(() => {
      throw Object.create(null);
    });
  },
});
