/**
 * `hookline codex …`: the real Codex with hooks for this run. Hooks and the trust in exactly these hooks are handed
 * over on Codex's command line; no file is written.
 */
import { resolve } from 'node:path';
import { coveredEvents, sessionFlags } from '@hookline/host-codex/install';
import { drain, listJobs, reportDead, runJob } from '@hookline/runtime/spool';
import type { CommandContext } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { BIN, runtimeSources } from '../runtime-sources.ts';
import { parseCodexArguments, workingFolderOf } from './codex-arguments.ts';
import { CODEX_HELP } from './codex-help.ts';
import { findCodex } from './find-codex.ts';
import { neededEvents } from './needed-events.ts';
import { runAgent } from './run-agent.ts';

/** Work handed over by the last hooks is waited for so long (ms); what is left then goes on in the background. */
const LAST_WORK_MS = 10_000;

/** Runs Codex; gives its exit code. */
export async function codexCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { enable, disable, hooksConfig, rest } = parseCodexArguments(args);
  const codex = findCodex(context.env);
  if (rest[0] === '--help' || rest[0] === '-h') {
    context.out(`hookline codex takes, before codex's own arguments:\n\n${CODEX_HELP}\n`);
    return runAgent(codex, rest, context.env);
  }
  if (disable) return runAgent(codex, ['-c', 'features.hooks=false', ...rest], context.env);
  const file = hooksConfig === undefined ? undefined : resolve(context.cwd, hooksConfig);
  const cwd = resolve(context.cwd, workingFolderOf(rest) ?? '.');
  const loaded = await configurationFor({ ...context, cwd }, { file, runCode: true });
  if (loaded.broken) {
    context.err(problemsText(loaded.problems, context.cwd, context.colour));
    context.err(
      `\n${problemCount(loaded.problems)}. Codex was not started: its hooks would not run. Repair them, or use --disable-hooks.`,
    );
    return 1;
  }
  const covered = coveredEvents({ codexHome: context.homes.codexHome, projectDir: cwd });
  const events = neededEvents(loaded.config).filter((event) => !covered.includes(event));
  const flags = loaded.config.settings.enabled
    ? sessionFlags({ node: process.execPath, script: BIN, events })
    : [];
  const code = await runAgent(
    codex,
    [...(enable ? ['-c', 'features.hooks=true'] : []), ...flags, ...rest],
    file === undefined ? context.env : { ...context.env, HOOKLINE_CONFIG: file },
  );
  await finishHandedOver(context);
  return code;
}

/** In a container everything dies with this process: what was accepted is done before it ends. */
async function finishHandedOver(context: CommandContext): Promise<void> {
  const { hooklineHome } = context.homes;
  if (listJobs(hooklineHome, 'pending').length + listJobs(hooklineHome, 'active').length === 0) return;
  const sources = runtimeSources(context, new AbortController().signal);
  await drain({
    hooklineHome,
    batch: `codex-${process.pid}`,
    everything: true,
    patienceMs: LAST_WORK_MS,
    run: (job) => runJob(job, sources),
    onDead: (job, failure) => reportDead(job, failure, sources),
  });
}
