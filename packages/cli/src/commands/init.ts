/** `hookline init`: a first configuration, wired into the agent, with every change shown before it is made. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { presetsAskedFor } from '@hookline/config';
import type { ConfigProblem } from '@hookline/core/engine';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { confirm } from '../output/confirm.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { schemaState, schemaText, writeSchema } from '../schema/schema-file.ts';
import { schemaPath, schemaPlace } from '../schema/schema-place.ts';
import { extending, whyExtending } from './extend-presets.ts';
import { install } from './install.ts';
import { usedEvents } from './install-events.ts';
import { schemaFor } from './schema.ts';

export interface InitOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const FILE = 'hooks.toml';

/** Works as it stands: it logs sessions with what every system has, and gates nothing until a line is uncommented. */
const FIRST_CONFIG = `# Hookline: what runs at which moment of the agent's life.
# Check it with: npx hookline validate
# Try a hook with: npx hookline emit exec.before --data '{"command":"ls"}'
# After adding a hook for another event: npx hookline install --trust

[hooks]
enabled = true
timeout_seconds = 30

# A line in ~/.codex/session.log when a session starts. $CODEX_SESSION_ID and more are in the environment.
[[hooks.session]]
event = "session_start"
type = "script"
command = ["sh", "-c", 'echo "[$CODEX_TIMESTAMP] [INFO] session $CODEX_SESSION_ID started" >> "\${CODEX_HOME:-$HOME/.codex}/session.log"']
description = "Log session start"

# A gate: exit code 2 refuses the command, and what it wrote to stderr is what the model is told.
# "required" means: if the gate itself is broken, nothing passes.
# [[hooks.exec]]
# event = "exec.before"
# type = "script"
# command = ["./check-command.sh"]
# description = "Check commands"
# required = true
`;

export async function init(options: InitOptions, context: CommandContext): Promise<ExitCode> {
  const loaded = await configurationFor(context, { runCode: false });
  const { config, problems } = loaded;
  const project = config.files.filter((file) => !relative(context.cwd, file).startsWith('..'));
  const broken = problems.some(({ severity }) => severity === 'error');
  const file = join(context.cwd, FILE);
  const isNew = project.length === 0 && !existsSync(file) && !broken;
  const presets = isNew ? presetsAskedFor(context.cwd) : [];
  const schema = schemaToWrite(context);
  const reference = `#:schema ${schemaPath(file, schema.file)}\n`;
  const text = `${reference}${presets.length > 0 ? extending(presets) : FIRST_CONFIG}`;
  const planned = isNew ? await configurationFor(context, { file, text, runCode: false }) : undefined;
  if (!planned) {
    context.out(
      `There is a configuration already: ${project.map((one) => relative(context.cwd, one)).join(', ') || FILE}. It stays as it is.`,
    );
  } else {
    if (presets.length > 0) context.out(`${whyExtending(presets)}\n`);
    context.out(`${FILE} (new)\n`);
    context.out(text.replaceAll(/^/gm, '  + ').trimEnd());
    if (schema.isNeeded) context.out(`\n${schema.name} (${schema.state}): the keys of ${FILE} for editors`);
    if (planned.broken) return notWritten(planned.problems, context);
    if (options.dryRun) context.out('\nNothing was written (--dry-run).\n');
    else {
      const names = schema.isNeeded ? `${FILE} and ${schema.name}` : FILE;
      if (!options.yes && !(await confirm(context, `Write ${names}?`))) return declined(context);
      writeFileSync(file, text, { flag: 'wx' });
      // Only now: what the new file extends belongs to what an editor knows.
      if (schema.isNeeded)
        writeSchema(schema.file, schemaText((await schemaFor({ scope: 'project' }, context)).schema));
      context.out(`\nWrote ${names}.\n`);
    }
  }
  // Not written, so not there to be read.
  const unwritten = planned && options.dryRun ? [...usedEvents(loaded), ...usedEvents(planned)] : [];
  const events = unwritten.length > 0 ? unwritten.join() : undefined;
  const code = await install(
    'codex',
    {
      scope: 'project',
      trust: true,
      yes: options.yes,
      dryRun: options.dryRun,
      events,
      shown: planned ? [FILE] : [],
    },
    context,
  );
  if (code === 0 && !options.dryRun) {
    context.out(
      `\nNext: run codex as always, then "npx hookline trace". ${presets.length > 0 ? 'What is in force: npx hookline config' : 'To try a hook now: npx hookline emit session_start'}`,
    );
  }
  return code;
}

/** The schema that the new configuration refers to. What stands in its place and is none of ours stays. */
function schemaToWrite(context: CommandContext) {
  const file = schemaPlace({ scope: 'project' }, context);
  const found = schemaState(file, '');
  const state = found === 'none' ? 'new' : 'again';
  return { file, name: relative(context.cwd, file), state, isNeeded: found === 'none' || found === 'stale' };
}

function notWritten(problems: readonly ConfigProblem[], context: CommandContext): ExitCode {
  context.err(problemsText(problems, context.cwd, context.colour));
  context.err(`\n${problemCount(problems)}. Nothing was written.`);
  return 1;
}

function declined(context: CommandContext): ExitCode {
  context.out('Nothing was written.');
  return 1;
}
