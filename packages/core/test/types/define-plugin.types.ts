/** What a plugin author may write, and what the compiler stops: compiled, never run. */
import { definePlugin } from '@hookline/core';

interface Finding {
  readonly reason: string;
}
declare function assess(command: string, place: { readonly cwd: string }): Finding | undefined;

export const securityScan = definePlugin({
  name: 'security-scan',
  events: ['exec.before', 'task_start'],
  setup({ on }) {
    on('exec.before').gate(
      async (event, ctx) => {
        const finding = assess(event.command, { cwd: event.cwd });
        if (finding) return ctx.deny(finding.reason);
      },
      { priority: 'high', timeoutMs: 2_000 },
    );
    on('task_start').contribute((event) => `The prompt has ${event.prompt.length} characters.`);
  },
});

export const everyLane = definePlugin({
  name: 'every-lane',
  events: [
    'exec.before',
    'exec.after',
    'task_complete',
    'permission.request',
    'integration.deploy',
    'integration.*',
  ],
  setup({ on }) {
    on('exec.before').rewrite((event) => ({ command: `nice ${event.command}` }));
    on('exec.before').gate((_event, ctx) => (ctx.env['CI'] ? ctx.ask('Sure?') : ctx.allow('Fine.')));
    on('exec.before').observe((_event, ctx) => ctx.log.info(ctx.outcome.verdict?.kind ?? 'none'));
    on('exec.after').gate((event, ctx) => (event.exitCode === 0 ? undefined : ctx.feedback('It failed.')));
    on('task_complete').gate((event, ctx) => (event.resumed ? undefined : ctx.resume('Run the tests.')));
    on('permission.request').gate((_event, ctx) => ctx.deny('Not today.'), { required: true });
    on('integration.deploy').gate((event, ctx) => (event.data ? undefined : ctx.deny('No data.')));
  },
});

export const withOptions = definePlugin<'session_start', { readonly greeting: string }>({
  name: 'greets',
  events: ['session_start'],
  setup({ options, on }) {
    on('session_start').contribute(() => options.greeting);
    // @ts-expect-error the options have no such field.
    on('session_start').contribute(() => options.farewell);
  },
});

export const explains = definePlugin<'exec.before' | 'task_start', { readonly word: string }>({
  name: 'explains',
  events: ['exec.before', 'task_start'],
  explain: (event, { options, env, places }) =>
    event.type === 'exec.before'
      ? [event.command, options.word, env['CI'] ?? '', places.codexHome]
      : [event.prompt],
});

definePlugin({
  name: 'wrong-explanations',
  events: ['exec.before'],
  // @ts-expect-error it is synchronous, so that it cannot wait for what it starts.
  explain: async (event) => [event.command],
});

definePlugin({
  name: 'reaches-out',
  events: ['exec.before'],
  // @ts-expect-error nothing is run to explain.
  explain: (_event, { exec }) => [String(exec)],
});

definePlugin({
  name: 'wrong-event',
  // @ts-expect-error there is no event of this name.
  events: ['exec.during'],
});

// @ts-expect-error a plugin has a name.
definePlugin({ events: ['exec.before'] });

// @ts-expect-error a plugin declares its events.
definePlugin({ name: 'declares-nothing' });

definePlugin({
  name: 'wrong-lanes',
  events: ['exec.after', 'session_end', 'session_start', 'task_start', 'permission.request'],
  setup({ on }) {
    // @ts-expect-error exec.before is not declared above.
    on('exec.before');
    // @ts-expect-error what has run cannot be rewritten.
    on('exec.after').rewrite(() => ({ command: 'ls' }));
    // @ts-expect-error a session that ends is only observed.
    on('session_end').gate(() => undefined);
    // @ts-expect-error nobody reads context after the end.
    on('session_end').contribute(() => 'bye');
    // @ts-expect-error a session cannot be refused.
    on('session_start').gate(() => undefined);
    // @ts-expect-error a prompt cannot be rewritten.
    on('task_start').rewrite(() => ({}));
    // @ts-expect-error a permission request takes no context.
    on('permission.request').contribute(() => 'x');
    // @ts-expect-error lanes are verbs: there is no lane "before".
    on('exec.after').before(() => undefined);
  },
});

definePlugin({
  name: 'wrong-verdicts',
  events: ['exec.before', 'exec.after', 'task_start', 'task_complete', 'permission.request'],
  setup({ on }) {
    // @ts-expect-error what has run cannot be denied, only commented on.
    on('exec.after').gate((_event, ctx) => ctx.deny('no'));
    // @ts-expect-error feedback comes after, not before.
    on('exec.before').gate((_event, ctx) => ctx.feedback('no'));
    // @ts-expect-error a prompt is not asked about.
    on('task_start').gate((_event, ctx) => ctx.ask('?'));
    // @ts-expect-error a finished task is resumed, not denied.
    on('task_complete').gate((_event, ctx) => ctx.deny('no'));
    // @ts-expect-error a permission request already asks.
    on('permission.request').gate((_event, ctx) => ctx.ask('?'));
    // @ts-expect-error a verdict needs a reason.
    on('exec.before').gate((_event, ctx) => ctx.deny());
    // @ts-expect-error a reason is a text.
    on('exec.before').gate((_event, ctx) => ctx.deny(new Error('no')));
    // @ts-expect-error a verdict of another event is none here.
    on('exec.before').gate(() => ({ kind: 'resume', reason: 'again' }) as const);
    // @ts-expect-error contributors have no verdicts.
    on('exec.before').contribute((_event, ctx) => ctx.deny('no'));
    // @ts-expect-error observers decide nothing.
    on('exec.before').observe((_event, ctx) => ctx.deny('no'));
  },
});

definePlugin({
  name: 'wrong-values',
  events: ['exec.before', 'task_start'],
  setup({ on }) {
    // @ts-expect-error a boolean is no verdict.
    on('exec.before').gate(() => true);
    // @ts-expect-error a text is no verdict.
    on('exec.before').gate(async () => 'deny');
    // @ts-expect-error context is a text.
    on('task_start').contribute(() => 42);
    // @ts-expect-error a rewrite names fields of the event; "cmd" is none.
    on('exec.before').rewrite(() => ({ cmd: 'ls' }));
    // @ts-expect-error a command is a text.
    on('exec.before').rewrite(() => ({ command: ['ls'] }));
    // @ts-expect-error an observer returns nothing.
    on('exec.before').observe(() => 'seen');
    // @ts-expect-error only observers see the outcome.
    on('exec.before').gate((_event, ctx) => void ctx.outcome);
    on('exec.before').gate((event) => {
      // @ts-expect-error events are read-only.
      event.command = 'ls';
    });
    // @ts-expect-error a shell command has no prompt.
    on('exec.before').gate((event) => void event.prompt);
    // @ts-expect-error a priority is high, normal or low.
    on('exec.before').gate(() => undefined, { priority: 'urgent' });
    // @ts-expect-error a timeout is a number of milliseconds.
    on('exec.before').gate(() => undefined, { timeoutMs: '2s' });
    // @ts-expect-error the option is called timeoutMs.
    on('exec.before').gate(() => undefined, { timeout: 2 });
  },
});
