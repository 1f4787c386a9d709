import { definePlugin } from '@hookline/core';
import type { Options } from './options.ts';

declare module '@hookline/core' {
  // What `defineConfig` checks a configuration in TypeScript by.
  interface PluginOptions {
    '__SHORT__': Partial<Options>;
  }
}

/** Refuses commands that hold one of the words in `deny`. Put what your plugin is for in its place. */
export default definePlugin({
  name: '__SHORT__',
  // Only these events load the plugin: package.json says the same under "hookline", and the tests compare.
  events: ['exec.before'],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    on('exec.before').gate((event, ctx) => {
      const word = options.deny.find((one) => event.command.includes(one));
      // Nothing returned is no opinion. The reason is read by the model: what was refused, and what to do instead.
      if (word === undefined) return undefined;
      return ctx.deny(`Commands with "${word}" are not allowed here. Ask the user how to go on.`);
    });
  },
});
