import type { WrongUse } from './wrong-use.ts';

const withOptions = (line: string): string => `import { definePlugin } from '@hookline/core';

interface GreetOptions {
  readonly greeting: string;
}

export default definePlugin<'session_start', GreetOptions>({
  name: 'greet',
  events: ['session_start'],
  setup({ on, options }) {
    ${line}
  },
});
`;

const withSchema = (line: string): string => `import { definePlugin } from '@hookline/core';
import { z } from 'zod';

const schema = z.strictObject({ greeting: z.string() });

export default definePlugin<'session_start', { readonly greeting: string }>({
  name: 'greet',
  events: ['session_start'],
  ${line}
});
`;

const untyped = (line: string): string => `import { definePlugin } from '@hookline/core';

export default definePlugin({
  name: 'greet',
  events: ['session_start'],
  setup({ on, options }) {
    ${line}
  },
});
`;

/** The options of a plugin. */
export const OPTIONS: readonly WrongUse[] = [
  {
    title: 'an option that the plugin does not have',
    file: withOptions,
    wrong: "on('session_start').contribute(() => options.farewell);",
    right: "on('session_start').contribute(() => options.greeting);",
    says: ['TS2339', "Property 'farewell' does not exist on type 'GreetOptions'"],
  },
  {
    title: 'an option of a plugin that has not said which it has',
    file: untyped,
    wrong: "on('session_start').contribute(() => options.greeting);",
    right: "on('session_start').contribute(() => JSON.stringify(options));",
    says: ['TS18046', "'options' is of type 'unknown'"],
  },
  {
    title: 'a change to the options',
    file: withOptions,
    wrong: "options.greeting = 'Hello.';",
    right: "const greeting = options.greeting || 'Hello.';",
    says: ['TS2540', "Cannot assign to 'greeting' because it is a read-only property"],
  },
  {
    title: 'a schema where a module with one belongs',
    file: withSchema,
    wrong: 'options: schema,',
    right: 'options: async () => ({ default: schema }),',
    says: ['TS2322', 'is not assignable to type'],
  },
  {
    title: 'a schema of other options than those that are used',
    file: withSchema,
    wrong: 'options: async () => ({ default: z.strictObject({ greeting: z.number() }) }),',
    right: 'options: async () => ({ default: schema }),',
    says: ['TS2322', 'is not assignable to type'],
  },
];
