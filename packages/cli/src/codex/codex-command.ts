/**
 * `hookline codex …`: the real Codex with hooks for this run. Hooks and the trust in exactly these hooks are handed
 * over on Codex's command line; no file is written.
 */
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NAMED_VARIABLE } from '@hookline/config';
import { HooklineError } from '@hookline/core/errors';
import { coveredEvents, hooksAreOff, onlyManagedHooks, sessionFlags } from '@hookline/host-codex/install';
import { drain, jobHandling, listJobs, readJob } from '@hookline/runtime/spool';
import { type CommandContext, UsageError } from '../command-context.ts';
import { mayRun } from '../commands/approval.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { runtimeSources } from '../runtime-sources.ts';
import { agentScript } from './agent-script.ts';
import { parseCodexArguments, settingAgainstHooks, workingFolderOf } from './codex-arguments.ts';
import { CODEX_HELP } from './codex-help.ts';
import { findCodex } from './find-codex.ts';
import { neededEvents } from './needed-events.ts';
import { runAgent } from './run-agent.ts';

/** Work handed over by the last hooks is waited for so long (ms); what is left then goes on in the background. */
const LAST_WORK_MS = 10_000;
const LOOK_AGAIN_MS = 30;
const DEEPEST = 5;
const NOT_STARTED = 'Codex was not started: its hooks would not run.';

/** Runs Codex; gives its exit code. */
export async function codexCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { enable, disable, hooksConfig, rest } = parseCodexArguments(args);
  const codex = findCodex(context.env);
  const env = {
    ...context.env,
    HOOKLINE_CODEX_DEPTH: nextDepth(context.env),
    ...(enable && { HOOKLINE_ENABLED: 'true' }),
  };
  if (rest[0] === '--version' || rest[0] === '-V') return runAgent(codex, rest, env);
  if (rest[0] === '--help' || rest[0] === '-h') {
    context.out(`hookline codex takes, before codex's own arguments:\n\n${CODEX_HELP}\n`);
    return runAgent(codex, rest, env);
  }
  if (disable) return runAgent(codex, ['-c', 'features.hooks=false', ...rest], env);
  const file = hooksConfig === undefined ? undefined : resolve(context.cwd, hooksConfig);
  const cwd = resolve(context.cwd, workingFolderOf(rest) ?? '.');
  const load = () =>
    configurationFor({ ...context, env, cwd }, { file, runCode: true, named: file !== undefined });
  let loaded = await load();
  if (loaded.waiting) {
    const otherwise = `${NOT_STARTED} Repair them, or use --disable-hooks.`;
    if (!(await mayRun(loaded.waiting, { file, otherwise }, { ...context, env, cwd }))) return 1;
    loaded = await load();
  }
  if (loaded.broken) {
    context.err(problemsText(loaded.problems, context.cwd, context.colour));
    context.err(`\n${problemCount(loaded.problems)}. ${NOT_STARTED} Repair them, or use --disable-hooks.`);
    return 1;
  }
  const { settings, entries, plugins } = loaded.config;
  if (!settings.enabled && entries.length + plugins.length > 0)
    context.err(`${switchedOff(context)} None runs; use --enable-hooks to run them.`);
  const startedAt = Date.now();
  const covered = coveredEvents({ codexHome: context.homes.codexHome, projectDir: cwd });
  const events = neededEvents(loaded.config).filter((event) => !covered.includes(event));
  const flags =
    settings.enabled && events.length > 0
      ? sessionFlags({ node: process.execPath, script: agentScript(), events })
      : [];
  const against = flags.length > 0 ? settingAgainstHooks(rest, events) : undefined;
  if (against !== undefined) {
    throw new UsageError(
      `-c ${against} would take the hooks of this run away. Put that hook into a hooks.json or a hooks.toml, or use --disable-hooks.`,
    );
  }
  if (!enable && flags.length + covered.length > 0 && hooksAreOff(context.homes.codexHome)) {
    context.err(
      'The configuration of Codex has hooks switched off ([features] hooks = false), so none of the hooks here will run. Use --enable-hooks to run them.',
    );
  }
  if (flags.length > 0 && onlyManagedHooks()) {
    context.err(
      'The administrator of this machine lets Codex run managed hooks only (/etc/codex/requirements.toml), so none of the hooks here will run.',
    );
  }
  const code = await runAgent(codex, [...(enable ? ['-c', 'features.hooks=true'] : []), ...flags, ...rest], {
    ...env,
    ...(file !== undefined && { HOOKLINE_CONFIG: file }),
    // The hooks of this run take the file as it is now: what the model makes of it meanwhile nobody has named.
    ...(loaded.fingerprints !== undefined && { [NAMED_VARIABLE]: loaded.fingerprints }),
  });
  await finishHandedOver(context, startedAt);
  return code;
}

/**
 * Waits for the work that this run's hooks have handed over: in a container everything dies with this process. The
 * workers do it, each in the environment of its own hook; what a dead one left is done here.
 */
async function finishHandedOver(context: CommandContext, startedAt: number): Promise<void> {
  const { hooklineHome } = context.homes;
  const isWaiting = (): boolean => {
    const jobs = (['active', 'pending'] as const).flatMap((folder) =>
      listJobs(hooklineHome, folder).flatMap((file) => readJob(hooklineHome, file) ?? []),
    );
    // What is tried again later, and what stands behind it, is not waited for: it goes on in the background.
    const later = new Set(
      jobs.flatMap(({ orderKey, notBefore = 0 }) => (notBefore > Date.now() ? [orderKey] : [])),
    );
    return jobs.some(({ createdAt, orderKey }) => createdAt >= startedAt && !later.has(orderKey));
  };
  const sources = runtimeSources(context, new AbortController().signal);
  for (
    const giveUpAt = Date.now() + LAST_WORK_MS;
    isWaiting() && Date.now() < giveUpAt;
    await wait(LOOK_AGAIN_MS)
  ) {
    await drain({
      hooklineHome,
      batch: `codex-${process.pid}`,
      patienceMs: 0,
      ...jobHandling(sources),
    });
  }
}

/** A `codex` on PATH that calls `hookline codex` would start itself for ever. */
function nextDepth(env: NodeJS.ProcessEnv): string {
  const depth = Number(env['HOOKLINE_CODEX_DEPTH'] ?? 0) + 1;
  if (depth > DEEPEST) {
    throw new HooklineError('HOOKLINE_HOST_NOT_FOUND', {
      what: 'hookline codex was started by itself again and again.',
      why: 'The codex on PATH seems to be a script that calls hookline codex.',
      fix: 'Set HOOKLINE_CODEX to the path of the real codex.',
    });
  }
  return String(depth);
}
