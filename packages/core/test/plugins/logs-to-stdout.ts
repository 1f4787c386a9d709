import { definePlugin } from '@hookline/core';

/** Writes where the agent reads the answer. */
export const logsToStdout = definePlugin({
  name: 'logs-to-stdout',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((_event, ctx) => {
      process.stdout.write('');
      return ctx.deny('Said beside stdout.');
    });
  },
});
