import { definePlugin } from '@hookline/core';

/** Rejects when told to, which is after its deadline. */
export const lateRejection = (told: Promise<void>) =>
  definePlugin({
    name: 'late-rejection',
    events: ['exec.before'],
    setup({ on }) {
      on('exec.before').gate(
        async () => {
          await told;
          throw new Error('too late to be heard');
        },
        { timeoutMs: 50 },
      );
    },
  });
