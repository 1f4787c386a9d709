import { inGate, inSetup, type WrongUse } from './wrong-use.ts';

/** Events, and what the lanes besides the gate give back. */
export const VALUES: readonly WrongUse[] = [
  {
    title: 'a change to the event in place of a rewrite',
    file: inGate,
    wrong: "event.command = 'ls';",
    right: "if (event.command === 'ls') return;",
    says: ['TS2540', "Cannot assign to 'command' because it is a read-only property"],
  },
  {
    title: 'a field of another event',
    file: inGate,
    wrong: 'ctx.log.info(event.prompt);',
    right: 'ctx.log.info(event.command);',
    says: ['TS2339', "Property 'prompt' does not exist on type 'ExecBeforeEvent'"],
  },
  {
    title: "the agent's own spelling of a field",
    file: inGate,
    wrong: 'ctx.log.info(event.session_id);',
    right: 'ctx.log.info(event.sessionId);',
    says: [
      'TS2551',
      "Property 'session_id' does not exist on type 'ExecBeforeEvent'. Did you mean 'sessionId'?",
    ],
  },
  {
    title: 'a change to a list of the event',
    file: inSetup('patch.before'),
    wrong: "on('patch.before').observe((event) => void event.files.pop());",
    right: "on('patch.before').observe((event) => void event.files.at(-1));",
    says: ['TS2339', "Property 'pop' does not exist on type 'readonly"],
  },
  {
    title: 'an exit code as if it were always known',
    file: inSetup('exec.after'),
    wrong: "on('exec.after').observe((event) => void event.exitCode.toFixed());",
    right: "on('exec.after').observe((event) => void event.exitCode?.toFixed());",
    says: ['TS18048', "'event.exitCode' is possibly 'undefined'"],
  },
  {
    title: 'a rewrite of a field that no rewrite has',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').rewrite(() => ({ cwd: '/' }));",
    right: "on('exec.before').rewrite(() => ({ command: 'ls' }));",
    says: [
      'TS2322',
      `Type '{ cwd: string; }' is not assignable to type 'MaybePromise<RewriteOf<"exec.before"> | Nothing>'`,
    ],
  },
  {
    title: 'a rewrite of a command into a list of words',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').rewrite(() => ({ command: ['ls', '-l'] }));",
    right: "on('exec.before').rewrite(() => ({ command: 'ls -l' }));",
    says: ['TS2322', "Type 'string[]' is not assignable to type 'string'"],
  },
  {
    title: 'a rewrite of a patch where a command is run',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').rewrite(() => ({ patch: '' }));",
    right: "on('exec.before').rewrite(() => ({ command: '' }));",
    says: [
      'TS2322',
      `Type '{ patch: string; }' is not assignable to type 'MaybePromise<RewriteOf<"exec.before"> | Nothing>'`,
    ],
  },
  {
    title: 'a rewrite of the command of a tool that has arguments',
    file: inSetup('mcp.before'),
    wrong: "on('mcp.before').rewrite(() => ({ command: 'ls' }));",
    right: "on('mcp.before').rewrite((event) => ({ arguments: { ...event.arguments, limit: 10 } }));",
    says: [
      'TS2322',
      `Type '{ command: string; }' is not assignable to type 'MaybePromise<RewriteOf<"mcp.before"> | Nothing>'`,
    ],
  },
  {
    title: 'required as a text',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').gate(() => undefined, { required: 'yes' });",
    right: "on('exec.before').gate(() => undefined, { required: true });",
    says: ['TS2322', "Type 'string' is not assignable to type 'boolean | undefined'"],
  },
  {
    title: 'context that is a number',
    file: inSetup('task_start'),
    wrong: "on('task_start').contribute(() => 42);",
    right: "on('task_start').contribute(() => '42');",
    says: ['TS2322', "Type 'number' is not assignable to type"],
  },
  {
    title: 'an answer of an observer',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').observe(() => 'seen');",
    right: "on('exec.before').observe((event, ctx) => ctx.log.info('seen'));",
    says: ['TS2322', "Type 'string' is not assignable to type"],
  },
  {
    title: 'a priority that is a number',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').gate(() => undefined, { priority: 10 });",
    right: "on('exec.before').gate(() => undefined, { priority: 'high' });",
    says: ['TS2322', `Type 'number' is not assignable to type '"high" | "low" | "normal" | undefined'`],
  },
  {
    title: 'a timeout as a text',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').gate(() => undefined, { timeoutMs: '2s' });",
    right: "on('exec.before').gate(() => undefined, { timeoutMs: 2_000 });",
    says: ['TS2322', "Type 'string' is not assignable to type 'number'"],
  },
  {
    title: 'a timeout by the name that it has in a configuration',
    file: inSetup('exec.before'),
    wrong: "on('exec.before').gate(() => undefined, { timeout: 2 });",
    right: "on('exec.before').gate(() => undefined, { timeoutMs: 2_000 });",
    says: ['TS2561', "Did you mean to write 'timeoutMs'?"],
  },
];
