import { definePlugin } from '@hookline/core';

export const laneThatDoesNotExist = definePlugin({
  name: 'lane-that-does-not-exist',
  events: ['session_end'],
  setup({ on }) {
    // @ts-expect-error the end of a session cannot be refused.
    on('session_end').gate(() => undefined);
  },
});
