import { definePlugin } from '@hookline/core';

export const returnsNull = definePlugin({
  name: 'returns-null',
  events: ['exec.before'],
  setup({ on }) {
    // @ts-expect-error null is not "nothing" to the types; a plugin in JavaScript may return it all the same.
    on('exec.before').gate(() => null);
  },
});
