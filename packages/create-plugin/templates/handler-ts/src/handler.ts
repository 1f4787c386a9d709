import { defineHandler } from '@hookline/core';
import { interpolate } from '@hookline/core/entry';

/** Appends a line for the event to a file. Put what your kind does in its place. */
export const handler = defineHandler({
  type: '__TYPE__',
  // The first key stands for a missing `type`.
  keys: ['append_to'],
  schema: () => import('./schema.ts'),
  describe: ({ append_to }) => `append to ${append_to}`,
  async run(entry, event, ctx) {
    // `${NAME}` is still in place; a name that is not set fails the hook.
    const file = interpolate(String(entry.fields['append_to']), { env: ctx.env });
    ctx.appendLine(file, `${event.timestamp} ${event.type}`);
    return undefined;
  },
});
