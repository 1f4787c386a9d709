import { definePlugin } from '@hookline/core';

/** A verdict without a promise around it, which a bare `tapPromise` of tapable would throw for. */
export const returnsNonPromise = definePlugin({
  name: 'returns-non-promise',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((_event, ctx) => ctx.deny('Not this one.'));
  },
});
