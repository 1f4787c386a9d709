import type { WrongUse } from './wrong-use.ts';

const test = (line: string): string => `import { definePlugin } from '@hookline/core';
import { expectDenied, expectRewritten, recordedEvent, testPlugin } from '@hookline/testkit';

const plugin = definePlugin({ name: 'mine', events: ['exec.before'] });
const tested = await testPlugin(plugin);
const result = await tested.run('exec.before');
expectDenied(result);
expectRewritten(result, {});
void recordedEvent;
${line}
`;

/** Tests of plugins. */
export const TESTKIT: readonly WrongUse[] = [
  {
    title: 'a test with a field that the event does not have',
    file: test,
    wrong: "await tested.run('exec.before', { prompt: 'x' });",
    right: "await tested.run('exec.before', { command: 'x' });",
    says: ['TS2353', "'prompt' does not exist in type"],
  },
  {
    title: 'a test with a field of the wrong type',
    file: test,
    wrong: "await tested.run('exec.before', { command: ['x'] });",
    right: "await tested.run('exec.before', { command: 'x' });",
    says: ['TS2322', "Type 'string[]' is not assignable to type 'string'"],
  },
  {
    title: 'a test with an event that the plugin does not listen to',
    file: test,
    wrong: "await tested.run('exec.after');",
    right: "await tested.run('exec.before');",
    says: [
      'TS2345',
      `Argument of type '"exec.after"' is not assignable to parameter of type '"exec.before"'`,
    ],
  },
  {
    title: 'a recorded event that there is not',
    file: test,
    wrong: "recordedEvent('exec.during');",
    right: "recordedEvent('exec.after', { exitCode: 1 });",
    says: ['TS2345', `Argument of type '"exec.during"' is not assignable to parameter of type`],
  },
  {
    title: 'a plan of a program with a result that there is not',
    file: test,
    wrong: "await testPlugin(plugin, { exec: { 'git status': { code: 1 } } });",
    right: "await testPlugin(plugin, { exec: { 'git status': { exitCode: 1 } } });",
    says: ['TS2353', "'code' does not exist in type"],
  },
  {
    title: 'a plan of a request with a status that is a text',
    file: test,
    wrong: "await testPlugin(plugin, { fetch: { 'https://example.com/': { status: '200' } } });",
    right: "await testPlugin(plugin, { fetch: { 'https://example.com/': { status: 200 } } });",
    says: ['TS2322', "Type 'string' is not assignable to type 'number'"],
  },
  {
    title: 'an expected rewrite of a field that no rewrite has',
    file: test,
    wrong: "expectRewritten(result, { cmd: 'ls' });",
    right: "expectRewritten(result, { command: 'ls' });",
    says: ['TS2353', "'cmd' does not exist in type 'Rewrite'"],
  },
  {
    title: 'an expectation of a run that is not awaited',
    file: test,
    wrong: "expectDenied(tested.run('exec.before'));",
    right: "expectDenied(await tested.run('exec.before'));",
    says: ['TS2740', "Type 'Promise<RunResult>' is missing the following properties from type 'RunResult'"],
  },
  {
    title: 'a plugin that is a path',
    file: test,
    wrong: "await testPlugin('./policy.mjs');",
    right: 'await testPlugin(plugin, { options: {} });',
    says: ['TS2345', "Argument of type 'string' is not assignable to parameter of type 'PluginDefinition<"],
  },
];
