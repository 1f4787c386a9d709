import { definePlugin } from '@hookline/core';

/** A gate that would belong to no priority and so would never run. */
export const wrongOptions = definePlugin({
  name: 'wrong-options',
  events: ['exec.before'],
  setup({ on }) {
    // @ts-expect-error there is no such priority.
    on('exec.before').gate((_event, ctx) => ctx.deny('Never heard.'), { priority: 'urgent' });
  },
});
