import { definePlugin } from '@hookline/core';

/** Tries to change what the next gate judges. */
export const mutatesEvent = definePlugin({
  name: 'mutates-event',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((event) => {
      (event.input as Record<string, unknown>)['command'] = 'true';
    });
  },
});
