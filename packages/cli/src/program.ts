/** What the command line offers. Every command is imported when it is called; `hook` never comes here. */
import { Command, Option } from 'commander';
import { CODEX_HELP } from './codex/codex-help.ts';
import { type CommandContext, type ExitCode, UsageError } from './command-context.ts';
import { hooklineVersion } from './version.ts';

const INIT_HELP = `
What it does, all of it shown first:
  installs the preset, and hookline itself, where the project lacks them: by npm, pnpm, Yarn or bun, whichever its lock
  file or package.json tells, in the version that fits this one
  writes hooks.toml, which extends the preset, and a schema of it for editors
  writes the lines by which Codex calls Hookline, and your trust in them
  approves, for you, what it has written and installed; what waited before it came still waits: npx hookline trust

It asks at most three questions: which preset, whether to install and write, whether the lines may run. Nothing is written
when the installation fails; what was stopped half-way is finished by another init. Where package.json has presets, those
are extended. --yes takes them, else the preset "recommended"; without a package.json it writes an example that needs no
package. A configuration that is there stays as it is.

  npx hookline init --preset strict
  npx hookline init --preset @acme/hookline-preset --preset recommended     the later one wins where they differ`;

const EMIT_HELP = `The fields of each event are in docs/events.md:
  hookline emit exec.before --data '{"command": "git push --force"}'
Exit code 1 when a hook refused or failed, else 0.`;

const EXPLAIN_HELP = `
  hookline explain exec.before --data '{"command": "git push --force"}'
Hooks stand in the order in which they run; those with the same number run at once. Below each: what its matcher and its
conditions were compared with, and what a plugin says that it would do (security-scan: how it reads the command, and where it
finds what). A hook that rewrites is not run, so the others are tested on what you gave. Without --data nothing is tested.
No hook, webhook or handler of a plugin is run, and nothing is written. Plugins are imported and set up as for a real event:
only what is approved.

--json prints one object. Keys may be added to it; none goes or changes its meaning without a major version:
  enabled  false: all hooks are switched off
  events   event, tested (with data), hooks: turn (absent: does not run), what ("hook", "plugin"), name, type, lane, priority,
           mode, required, timeoutMs, status, why, matcher, conditions, explained, explainFailed, from (file, line, layer)
  notes    what a person should know besides
"status" is "runs", "listens" (without data), "skipped", "fails", "waiting" (for review) or "disabled".
Exit code 1 for a configuration that is broken, else 0.`;

const LIST_HELP = `
The sections: plugins and hooks in force, each with the way by which it came; what is written and switched off or
replaced, and by what; the kinds of hooks; and where Codex calls Hookline, with its trust in each line.

--json prints one object. Keys may be added to it; none goes or changes its meaning without a major version:
  settings    the settings in force
  plugins     name, packageName, version, module, events, kinds, options; no packageName: a local file;
              events ["*"]: known only when it runs
  hooks       id, name, events, type, mode, priority, required and the other keys of a hook
  notInForce  what ("hook", "plugin"), name, how ("switched off", "replaced"), from, by
  kinds       type, by ("hookline" or the name of a plugin), version, hooks (how many)
  agents      host, files (scope, file, ignored, fault, lines with event, trust, whole), off, calls, needs
  files       the configuration files, weakest first
  problems    severity, code, message, file, line, column, path, expected, fix
"from" and "by" are lists of places: file, line, column, path, layer, and packageName and version where the file is
the preset of a package. The first is where it is written, each further one where the preset before is extended.`;

const TRUST_HELP = `
What a repository configures runs when you have approved its content: configurations, what they extend, plugins with the
modules they are made of, the scripts that hooks name. A change waits for review again. Approvals are kept in
~/.hookline/trust, by the folder of the repository: a copy elsewhere needs its own.

HOOKLINE_TRUST says what counts in a run:
  lock   exactly what the committed hookline.lock.json says, for CI
  all    everything, for a machine that is thrown away`;

const ALLOW_HELP = `
A gate that can be overruled by a person says so in its reason, as those of security-scan do. What is permitted is the same
event with the same text in the same folder: a command that differs in one character is refused again. The permission is used
up by the first call, and is gone after the minutes. An agent cannot give it, and a program without a terminal neither.`;

const MIGRATE_HELP = `
Codex runs the hooks of .codex/hooks.json by itself: all at once, with no record of what they did. Moved under Hookline
the same hooks run at the same moments with the same answers, beside those of your hooks.toml, and "hookline trace"
shows each with its time and its answer.

What it changes, all shown first and written together:
  .codex/hookline-hooks.json   the hooks, as they are (with --scope user in $CODEX_HOME)
  .codex/hooks.json            the lines by which Codex calls Hookline, in their place
  config.toml of Codex         the trust in these lines; the trust in the hooks is kept for the way back

  npx hookline migrate --dry-run     look first
  npx hookline migrate --trust       move, and let Codex run the lines of Hookline
  npx hookline migrate --back        as if nothing had happened`;

const SCHEMA_HELP = `
It knows the keys of Hookline, the kinds that come with it, and every plugin that is installed and ships its schema.
Make it again when you add a plugin. A configuration refers to it in its first line:
  #:schema ./.codex/hookline.schema.json                             TOML
  # yaml-language-server: $schema=./.codex/hookline.schema.json      YAML
  "$schema": "./.codex/hookline.schema.json"                         JSON, as a key`;

/** All commands. `ended` is told the exit code of the one that ran. */
export function program(context: CommandContext, ended: (code: ExitCode | number) => void): Command {
  const root = new Command('hookline')
    .description('Lifecycle hooks for coding agents, as npm plugins.')
    .version(hooklineVersion(), '-V, --version')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(hookline --help shows all commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(text.trimEnd()),
      writeErr: (text) => context.err(text.trimEnd()),
    });
  const command = (usage: string, description: string): Command =>
    root.command(usage).description(description).exitOverride();

  command('init', 'choose a preset, install it, write a first configuration and wire it into Codex')
    .option('-y, --yes', 'ask nothing, take the defaults')
    .addOption(
      new Option(
        '--preset <name>',
        'recommended, strict, ci, none, or a package (may be given more than once)',
      ).argParser((name: string, names: readonly string[] | undefined) => [...(names ?? []), name]),
    )
    .option('--no-install', 'install nothing, and say what to install')
    .option('--dry-run', 'show what would be installed and written, and do neither')
    .addHelpText('after', INIT_HELP)
    .action(async (options) => ended(await (await import('./commands/init.ts')).init(options, context)));

  const scope = (): Option =>
    new Option('--scope <scope>', 'whose hooks: of this project, or yours everywhere')
      .choices(['project', 'user'])
      .default('project');
  command('install [host]', 'let the agent call Hookline')
    .addOption(scope())
    .option('--trust', 'mark the lines as reviewed, so that the agent runs them')
    .option(
      '--events <which>',
      '"used" (what the configuration needs), "all", or agent events joined by commas',
    )
    .option('--dry-run', 'show the exact change and write nothing')
    .option('-y, --yes', 'do not ask')
    .action(async (host, options) =>
      ended(await (await import('./commands/install.ts')).install(host ?? 'codex', options, context)),
    );
  command('uninstall [host]', 'take that back')
    .addOption(scope())
    .option('--dry-run', 'show the exact change and write nothing')
    .option('-y, --yes', 'do not ask')
    .action(async (host, options) =>
      ended(await (await import('./commands/install.ts')).uninstall(host ?? 'codex', options, context)),
    );

  command('trust', 'show what this project would run and what changed, and approve it; runs nothing')
    .option('-c, --config <file>', "this configuration instead of the project's")
    .option('-y, --yes', 'approve without a question')
    .option('--check', 'approve nothing, and fail when something waits for review')
    .option('--revoke', 'take the approval back')
    .option('--lock', 'write hookline.lock.json, the approval for CI')
    .option('--json', 'print it as JSON')
    .addHelpText('after', TRUST_HELP)
    .action(async (options) => ended(await (await import('./commands/trust.ts')).trust(options, context)));

  command('allow', 'show what was refused last, and permit exactly that, once; in a terminal')
    .option('--last <number>', 'the so manyth refusal from the end (default: 1)', wholeNumber)
    .option(
      '--minutes <count>',
      'how long the permission waits to be used, 60 at most (default: 10)',
      wholeNumber,
    )
    .option('--list', 'show the last refusals, and permit nothing')
    .option('-y, --yes', 'permit without a question')
    .option('--json', 'print the last refusals as JSON, and permit nothing')
    .addHelpText('after', ALLOW_HELP)
    .action(async (options) => ended(await (await import('./commands/allow.ts')).allow(options, context)));

  command('migrate', "move the hooks of Codex's own hooks.json under Hookline, and back")
    .addOption(scope())
    .option('--back', 'put them back into hooks.json, byte for byte as it was')
    .option('--trust', 'mark the lines of Hookline as reviewed, so that the agent runs them')
    .option('--dry-run', 'show the exact change and write nothing')
    .option('-y, --yes', 'do not ask, also about hooks that the agent has not been running')
    .addHelpText('after', MIGRATE_HELP)
    .action(async (options) =>
      ended(await (await import('./commands/migrate.ts')).migrate(options, context)),
    );

  command('codex [arguments...]', 'run Codex with hooks for this run; nothing is written')
    .addHelpText('after', `\n${CODEX_HELP}`)
    .helpOption(false)
    .allowUnknownOption();

  command('emit [event]', 'raise an event by hand, and show what every hook did')
    .addHelpText('after', `\n${EMIT_HELP}`)
    .option('-d, --data <json>', "the event's fields as JSON, @file, or - for stdin")
    .option('-c, --config <file>', "use this configuration instead of the project's")
    .addOption(
      new Option(
        '--hooks-json <file>',
        'run the hooks of this hooks.json and no others (may be given more than once)',
      ).argParser((file: string, files: readonly string[] | undefined) => [...(files ?? []), file]),
    )
    .option('--session <id>', 'the session to raise it in; default: CODEX_SESSION_ID')
    .option('--wait', 'wait for async hooks too, and show what came of them (the default)')
    .option('--no-wait', 'leave async hooks to the background')
    .option('--json', 'print the outcome as JSON')
    .action(async (event, options) =>
      ended(await (await import('./commands/emit.ts')).emit(event, options, context)),
    );

  command('explain <event>', 'show which hooks an event would be put to and why, in order; runs none of them')
    .addHelpText('after', EXPLAIN_HELP)
    .option('-d, --data <json>', "the event's fields as JSON, @file, or - for stdin")
    .option('-c, --config <file>', "use this configuration instead of the project's")
    .option('--json', 'print it as JSON')
    .action(async (event, options) =>
      ended(await (await import('./commands/explain.ts')).explain(event, options, context)),
    );

  command('validate [file]', 'check the configuration, or one file alone; runs no foreign code')
    .option('-c, --config <file>', 'check this file alone')
    .option('--run-code', 'import configurations and plugins too, and check the options of plugins')
    .option('--json', 'print the result as JSON')
    .action(async (file, options) =>
      ended(await (await import('./commands/validate.ts')).validate({ config: file, ...options }, context)),
    );
  command('list', 'show what is configured and where it comes from; runs no foreign code')
    .option('-c, --config <file>', "use this configuration instead of the project's")
    .option('--json', 'print it as JSON')
    .addHelpText('after', LIST_HELP)
    .action(async (options) => ended(await (await import('./commands/list.ts')).list(options, context)));

  command('config', 'print the configuration in force, each value with where it was written')
    .option('-c, --config <file>', "use this configuration instead of the project's")
    .option('--run-code', 'import configurations and plugins too, and show the defaults of their options')
    .option('--json', 'print it as JSON')
    .action(async (options) => ended(await (await import('./commands/config.ts')).config(options, context)));

  command('schema', 'write a JSON Schema of the configuration, for editors; runs no foreign code')
    .addOption(scope())
    .option('-c, --config <file>', "for this configuration instead of the project's")
    .option(
      '-o, --out <file>',
      'where to write it; default: hookline.schema.json in .codex, or beside your file',
    )
    .option('--stdout', 'print it and write nothing')
    .option('--check', 'write nothing, and fail when the file is not up to date')
    .addHelpText('after', SCHEMA_HELP)
    .action(async (options) => ended(await (await import('./commands/schema.ts')).schema(options, context)));

  command('trace', 'show what ran, what it decided, how long it took')
    .option('-s, --session <id>', 'this session (or the beginning of its id); default: the newest')
    .option('-a, --all', 'every session')
    .option('-n, --last <count>', 'the newest so many events', wholeNumber)
    .option('--json', 'print the journal lines as JSON')
    .action(async (options) => ended((await import('./commands/trace.ts')).trace(options, context)));

  const spool = command('spool', 'the work that is done after the agent was answered');
  spool
    .command('list')
    .description('show what waits and for what, what runs, what was given up and why')
    .option('--json', 'print it as JSON')
    .action(async (options) => ended((await import('./commands/spool-list.ts')).spoolList(options, context)));
  spool
    .command('flush')
    .description('do the work that waits now, without waiting for the moment of a retry')
    .action(async () => ended(await (await import('./commands/spool.ts')).spoolFlush(context)));
  spool
    .command('retry [ids...]')
    .description('put dead letters back to work, with the environment of this terminal')
    .option('--all', 'all dead letters')
    .action(async (ids, options) =>
      ended(await (await import('./commands/spool-letters.ts')).spoolRetry(ids, options, context)),
    );
  spool
    .command('drop [ids...]')
    .description('remove work for good: by its ids, or --all --dead')
    .option('--all', 'with --dead: all dead letters')
    .option('--dead', 'with --all: all dead letters')
    .option('-y, --yes', 'do not ask')
    .action(async (ids, options) =>
      ended(await (await import('./commands/spool-letters.ts')).spoolDrop(ids, options, context)),
    );
  spool
    .command('work', { hidden: true })
    .requiredOption('--batch <batch>')
    .action(async (options) =>
      ended(await (await import('./commands/spool.ts')).spoolWork(options, context)),
    );

  // With the description as its second argument commander would look for a program of that name.
  command('hook', 'what the agent calls: one event on stdin, the answer on stdout')
    .option('--host <host>', 'the agent that calls', 'codex')
    .option('--event <name>', 'its event; default: as the payload says');
  return root;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`"${text}" is not a whole number of 1 or more.`);
  return value;
}
