import { definePlugin } from '@hookline/core';

export const rejects = definePlugin({
  name: 'rejects',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(() => Promise.reject(new Error('the service is down')));
  },
});
