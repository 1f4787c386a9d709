import type { WrongUse } from './wrong-use.ts';

const config = (line: string): string => `import { defineConfig } from 'hookline';
import type {} from '@hookline/plugin-session-log';

export default defineConfig({
  ${line}
});
`;

const entry = (line: string): string => config(`hooks: { exec: [\n    ${line}\n  ] },`);

const withPlugin = (line: string): string => `import { defineConfig } from 'hookline';

interface GreetOptions {
  readonly greeting: string;
}
declare module '@hookline/core' {
  interface PluginOptions {
    'greets-people': GreetOptions;
  }
}

export default defineConfig({
  ${line}
});
`;

/** A configuration in code. */
export const CONFIG: readonly WrongUse[] = [
  {
    title: 'a part that a configuration does not have',
    file: config,
    wrong: "extends: ['@hookline/preset-recommended'],",
    right: "hooks: { extends: ['@hookline/preset-recommended'] },",
    says: ['TS2353', "'extends' does not exist in type"],
  },
  {
    title: 'a setting that there is not',
    file: config,
    wrong: 'hooks: { enabeld: true },',
    right: 'hooks: { enabled: true },',
    says: ['TS2561', "'enabeld' does not exist in type"],
  },
  {
    title: 'a setting of the wrong type',
    file: config,
    wrong: "hooks: { debug: 'yes' },",
    right: 'hooks: { debug: true },',
    says: ['TS2322', "Type 'string' is not assignable to type 'boolean | undefined'"],
  },
  {
    title: 'a category that there is not',
    file: config,
    wrong: "hooks: { command: [{ event: 'exec.before', command: ['x'] }] },",
    right: "hooks: { exec: [{ event: 'exec.before', command: ['x'] }] },",
    says: ['TS2353', "'command' does not exist in type"],
  },
  {
    title: 'one hook that is no list',
    file: config,
    wrong: "hooks: { exec: { event: 'exec.before', command: ['x'] } },",
    right: "hooks: { exec: [{ event: 'exec.before', command: ['x'] }] },",
    says: ['TS2353', "'event' does not exist in type"],
  },
  {
    title: 'an event that is a number',
    file: entry,
    wrong: "{ event: 1, command: ['x'] },",
    right: "{ event: 'PreToolUse', command: ['x'] },",
    says: ['TS2322', "Type 'number' is not assignable to type"],
  },
  {
    title: 'required in code as a text',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], required: 'true' },",
    right: "{ event: 'exec.before', command: ['x'], required: true },",
    says: ['TS2322', "Type 'string' is not assignable to type 'boolean | undefined'"],
  },
  {
    title: 'seconds as a text',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], timeout: '5s' },",
    right: "{ event: 'exec.before', command: ['x'], timeout: 5 },",
    says: ['TS2322', "Type 'string' is not assignable to type 'number'"],
  },
  {
    title: 'a mode that there is not',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], mode: 'background' },",
    right: "{ event: 'exec.before', command: ['x'], mode: 'async' },",
    says: ['TS2322', `Type '"background"' is not assignable to type`],
  },
  {
    title: 'a priority in code that is a number',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], priority: 1 },",
    right: "{ event: 'exec.before', command: ['x'], priority: 'high' },",
    says: ['TS2322', "Type 'number' is not assignable to type"],
  },
  {
    title: 'a variable that is a number',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], environment: { LEVEL: 3 } },",
    right: "{ event: 'exec.before', command: ['x'], environment: { LEVEL: '3' } },",
    says: ['TS2322', "Type 'number' is not assignable to type 'string'"],
  },
  {
    title: 'a condition with an operator that there is not',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], conditions: { command: { regex: 'x' } } },",
    right: "{ event: 'exec.before', command: ['x'], conditions: { command: { matches: 'x' } } },",
    says: ['TS2353', "'regex' does not exist in type 'ConditionTest | readonly Scalar[]'"],
  },
  {
    title: 'a regular expression that is no text',
    file: entry,
    wrong: "{ event: 'exec.before', command: ['x'], conditions: { command: { matches: /x/ } } },",
    right: "{ event: 'exec.before', command: ['x'], conditions: { command: { matches: 'x' } } },",
    says: ['TS2322', "Type 'RegExp' is not assignable to type 'string'"],
  },
  {
    title: 'an option in code that the plugin does not have',
    file: config,
    wrong: "plugins: { 'session-log': { formt: 'json' } },",
    right: "plugins: { 'session-log': { format: 'json' } },",
    says: ['TS2561', "'formt' does not exist in type"],
  },
  {
    title: 'an option of the wrong type',
    file: config,
    wrong: "plugins: { 'session-log': { commands: 'yes' } },",
    right: "plugins: { 'session-log': { commands: false } },",
    says: ['TS2322', "Type 'string' is not assignable to type 'boolean | undefined'"],
  },
  {
    title: 'an option that does not fit, by the name of the package',
    file: config,
    wrong: "plugins: { '@hookline/plugin-session-log': { format: 'xml' } },",
    right: "plugins: { '@hookline/plugin-session-log': { format: 'json' } },",
    says: ['TS2322', `Type '"xml"' is not assignable to type`],
  },
  {
    title: 'a plugin without an option that it needs',
    file: withPlugin,
    wrong: "plugins: { 'greets-people': {} },",
    right: "plugins: { 'greets-people': { greeting: 'Hello.' } },",
    says: ['TS2322', "Type '{}' is not assignable to type 'boolean | GreetOptions | undefined'"],
  },
  {
    title: 'plugins as a list',
    file: config,
    wrong: "plugins: ['session-log'],",
    right: "plugins: { 'session-log': {} },",
    says: ['TS2322', 'is not assignable to type'],
  },
];
