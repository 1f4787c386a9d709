/** `hookline init`: a first configuration, wired into the agent, with every change shown before it is made. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { presetsAskedFor } from '@hookline/config';
import type { ConfigProblem } from '@hookline/core/engine';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { confirm } from '../output/confirm.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { extending, whyExtending } from './extend-presets.ts';
import { install } from './install.ts';
import { usedEvents } from './install-events.ts';

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
  const text = presets.length > 0 ? extending(presets) : FIRST_CONFIG;
  const planned = isNew ? await configurationFor(context, { file, text, runCode: false }) : undefined;
  if (!planned) {
    context.out(
      `There is a configuration already: ${project.map((one) => relative(context.cwd, one)).join(', ') || FILE}. It stays as it is.`,
    );
  } else {
    if (presets.length > 0) context.out(`${whyExtending(presets)}\n`);
    context.out(`${FILE} (new)\n`);
    context.out(text.replaceAll(/^/gm, '  + ').trimEnd());
    if (planned.broken) return notWritten(planned.problems, context);
    if (options.dryRun) context.out('\nNothing was written (--dry-run).\n');
    else {
      if (!options.yes && !(await confirm(context, `Write ${FILE}?`))) return declined(context);
      writeFileSync(file, text, { flag: 'wx' });
      context.out(`\nWrote ${FILE}.\n`);
    }
  }
  // Not written, so not there to be read.
  const unwritten = planned && options.dryRun ? [...usedEvents(loaded), ...usedEvents(planned)] : [];
  const events = unwritten.length > 0 ? unwritten.join() : undefined;
  const code = await install(
    'codex',
    { scope: 'project', trust: true, yes: options.yes, dryRun: options.dryRun, events },
    context,
  );
  if (code === 0 && !options.dryRun) {
    context.out(
      `\nNext: run codex as always, then "npx hookline trace". ${presets.length > 0 ? 'What is in force: npx hookline config' : 'To try a hook now: npx hookline emit session_start'}`,
    );
  }
  return code;
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
