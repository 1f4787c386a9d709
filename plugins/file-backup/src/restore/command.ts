/** `hookline restore`: which of its commands is meant, and what its arguments are. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { defineCommand } from '@hookline/core';
import { errorText, HooklineError, nearest } from '@hookline/core/errors';
import { safeText } from '../safe-text.ts';
import type { FileBackupOptions } from '../settings.ts';

const HELP = `hookline restore: files as they were before the agent changed them

  hookline restore list [--session ID] [--task ID] [--path GLOB|PATH] [--limit N] [--json]
  hookline restore show ID [--raw]      what was copied; known secrets are replaced, unless --raw
  hookline restore diff ID              from the copy to what is there now; ends with 1 when they differ
  hookline restore put ID... [--to PATH] [--yes] [--dry-run]
  hookline restore put --session ID | --task ID [--yes] [--dry-run]
                                        every file as it was before the session or the task

An ID is the first column of the list; its beginning is enough. What stands in the place of a file is copied before
another one is put there, so that this can be undone as well. Files that the agent has created stay.
`;

const LIMIT = 50;

const COMMANDS = {
  list: {
    session: { type: 'string' },
    task: { type: 'string' },
    path: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  show: { raw: { type: 'boolean' } },
  diff: {},
  put: {
    session: { type: 'string' },
    task: { type: 'string' },
    to: { type: 'string' },
    yes: { type: 'boolean', short: 'y' },
    'dry-run': { type: 'boolean', short: 'n' },
  },
} satisfies Record<string, ParseArgsConfig['options']>;

export default defineCommand<FileBackupOptions>({
  async run(args, ctx) {
    const [name = '', ...rest] = args;
    if (name === '' || name === 'help' || args.includes('--help') || args.includes('-h')) {
      ctx.stdout(HELP);
      return name === '' ? 64 : 0;
    }
    if (!Object.hasOwn(COMMANDS, name)) {
      const near = nearest(name, Object.keys(COMMANDS));
      throw usage(
        `hookline restore has no "${safeText(name)}".`,
        near ? `Did you mean "${near}"?` : `It has ${Object.keys(COMMANDS).join(', ')}.`,
      );
    }
    const command = name as keyof typeof COMMANDS;
    const { values, positionals } = parsed(command, rest);
    const text = (key: string): string | undefined => values[key] as string | undefined;
    switch (command) {
      case 'list': {
        none(positionals, command);
        const { list } = await import('./list.ts');
        const filter = { session: text('session'), task: text('task'), path: text('path') };
        return list({ ...filter, limit: limitOf(text('limit')), json: values['json'] === true }, ctx);
      }
      case 'show':
        return (await import('./show.ts')).show(one(positionals, command), values['raw'] === true, ctx);
      case 'diff':
        return (await import('./diff.ts')).diff(one(positionals, command), ctx);
      case 'put': {
        const whole = { session: text('session'), task: text('task') };
        const isWhole = whole.session !== undefined || whole.task !== undefined;
        if (isWhole === positionals.length > 0 || whole.session === '' || whole.task === '') {
          throw usage('It is not said what to put back.', 'Give ids, or --session ID, or --task ID.');
        }
        const { put } = await import('./put.ts');
        const how = { yes: values['yes'] === true, dryRun: values['dry-run'] === true, to: text('to') };
        return put({ ids: positionals, ...whole, ...how }, ctx);
      }
    }
  },
});

function parsed(
  command: keyof typeof COMMANDS,
  args: readonly string[],
): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], options: COMMANDS[command], allowPositionals: true, strict: true });
  } catch (thrown) {
    throw usage(safeText(errorText(thrown)), 'See `hookline restore --help`.');
  }
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return LIMIT;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw usage(`"${safeText(given)}" is no number of entries.`, 'Give --limit a whole number above zero.');
}

function none(positionals: readonly string[], command: string): void {
  if (positionals.length > 0) {
    throw usage(
      `restore ${command} takes no "${safeText(positionals[0] ?? '')}".`,
      'To see files of one path, give --path.',
    );
  }
}

function one(positionals: readonly string[], command: string): string {
  const [id] = positionals;
  if (id !== undefined && positionals.length === 1) return id;
  throw usage(`restore ${command} takes one id.`, 'See `hookline restore list`.');
}

const usage = (what: string, fix: string): HooklineError =>
  new HooklineError('HOOKLINE_USAGE', { what, fix });
