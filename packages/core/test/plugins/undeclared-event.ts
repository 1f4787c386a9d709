import { definePlugin } from '@hookline/core';

export const undeclaredEvent = definePlugin({
  name: 'undeclared-event',
  events: ['exec.before'],
  setup({ on }) {
    // @ts-expect-error only declared events may be listened to.
    on('task_start').gate(() => undefined);
  },
});
