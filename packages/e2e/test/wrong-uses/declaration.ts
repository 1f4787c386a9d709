import { inSetup, type WrongUse } from './wrong-use.ts';

const declared = (line: string): string => `import { definePlugin } from '@hookline/core';

export default definePlugin({
  name: 'mine',
  ${line}
  setup({ on }) {},
});
`;

const COMMAND = 'exec.before';

/** What a plugin says about itself. */
export const DECLARATION: readonly WrongUse[] = [
  {
    title: 'an event that does not exist',
    file: declared,
    wrong: "events: ['exec.during'],",
    right: "events: ['exec.before'],",
    says: ['TS2322', `Type '"exec.during"' is not assignable to type 'EventName'`],
  },
  {
    title: "the agent's own name of an event, which only configurations take",
    file: declared,
    wrong: "events: ['PreToolUse'],",
    right: "events: ['tool.before'],",
    says: ['TS2322', `Type '"PreToolUse"' is not assignable to type 'EventName'`],
  },
  {
    title: 'one event that is no list',
    file: declared,
    wrong: "events: 'exec.before',",
    right: "events: ['exec.before'],",
    says: ['TS2322', `Type 'string' is not assignable to type 'readonly`],
  },
  {
    title: 'a plugin without a name',
    file: (line) => `import { definePlugin } from '@hookline/core';\n\nexport default ${line};\n`,
    wrong: "definePlugin({ events: ['exec.before'] })",
    right: "definePlugin({ name: 'mine', events: ['exec.before'] })",
    says: ['TS2741', "Property 'name' is missing"],
  },
  {
    title: 'a plugin that declares no events',
    file: (line) => `import { definePlugin } from '@hookline/core';\n\nexport default ${line};\n`,
    wrong: "definePlugin({ name: 'mine' })",
    right: "definePlugin({ name: 'mine', events: [] })",
    says: ['TS2741', "Property 'events' is missing"],
  },
  {
    title: 'a property that a plugin does not have',
    file: declared,
    wrong: 'events: [], hooks: {},',
    right: 'events: [], handlers: [],',
    says: ['TS2353', "'hooks' does not exist in type 'PluginDefinition<"],
  },
  {
    title: 'an event that the plugin does not declare',
    file: inSetup(COMMAND),
    wrong: "on('exec.after').observe(() => undefined);",
    right: "on('exec.before').observe(() => undefined);",
    says: [
      'TS2345',
      `Argument of type '"exec.after"' is not assignable to parameter of type '"exec.before"'`,
    ],
  },
  {
    title: 'a lane that there is not',
    file: inSetup(COMMAND),
    wrong: "on('exec.before').before(() => undefined);",
    right: "on('exec.before').gate(() => undefined);",
    says: ['TS2339', "Property 'before' does not exist on type"],
  },
  {
    title: 'a rewrite of what has run already',
    file: inSetup('exec.after'),
    wrong: "on('exec.after').rewrite(() => ({ command: 'ls' }));",
    right: "on('exec.after').gate((event, ctx) => ctx.feedback('It was slow.'));",
    says: ['TS2339', "Property 'rewrite' does not exist on type"],
  },
  {
    title: 'a gate for a session that ends anyway',
    file: inSetup('session_end'),
    wrong: "on('session_end').gate(() => undefined);",
    right: "on('session_end').observe(() => undefined);",
    says: ['TS2339', "Property 'gate' does not exist on type"],
  },
  {
    title: 'a gate for a session that begins',
    file: inSetup('session_start'),
    wrong: "on('session_start').gate(() => undefined);",
    right: "on('session_start').contribute(() => 'Welcome.');",
    says: ['TS2339', "Property 'gate' does not exist on type"],
  },
  {
    title: 'context for a question about permission',
    file: inSetup('permission.request'),
    wrong: "on('permission.request').contribute(() => 'x');",
    right: "on('permission.request').gate((event, ctx) => ctx.allow('Fine.'));",
    says: ['TS2339', "Property 'contribute' does not exist on type"],
  },
];
