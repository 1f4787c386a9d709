import { definePlugin } from '@hookline/core';

/** Registers a gate, then fails: half a plugin must not judge. */
export const setupThrows = definePlugin({
  name: 'setup-throws',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((_event, ctx) => ctx.deny('From half a plugin.'));
    throw new Error('SLACK_TOKEN is not set');
  },
});
