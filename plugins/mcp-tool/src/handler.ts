import { defineHandler, type LifecycleEvent, type ResolvedEntry, type RunContext } from '@hookline/core';
import {
  contextOfText,
  interpolateValue,
  originText,
  readJsonAnswer,
  redactedValue,
} from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { callTool } from './call.ts';
import { codexPlan } from './server/codex-config.ts';
import { type InlineServer, inlinePlan } from './server/inline.ts';
import type { ServerPlan } from './server/plan.ts';

/** Calls a tool of an MCP server. The first text of its answer is read as what a script prints. */
export const mcpToolHandler = defineHandler({
  type: 'mcp_tool',
  keys: ['tool', 'server', 'arguments'],
  schema: () => import('./schema.ts'),
  describe: ({ tool, server }) => `${typeof server === 'string' ? server : 'mcp'}.${String(tool)}`,
  async run(entry, event, ctx) {
    const where = originText(entry);
    const tool = String(entry.fields['tool']);
    const redact = (given: string): string => ctx.redact(given);
    const argumentsFrom = (told: LifecycleEvent): unknown =>
      interpolateValue(entry.fields['arguments'] ?? {}, { env: ctx.env, event: told });
    // Before a server is looked for: what is not set fails the hook without one.
    const whole = argumentsFrom(event);
    const plan = await planOf(entry, event.cwd, ctx);
    // A server on this machine is told what a script is told. To one behind an address no secret of the event goes.
    const args =
      plan.kind === 'address' ? argumentsFrom(redactedValue(event, redact) as LifecycleEvent) : whole;
    const text = await callTool({
      plan,
      tool,
      args: args as Readonly<Record<string, unknown>>,
      signal: ctx.signal,
      timeoutMs: ctx.timeoutMs,
      fetch: (url, init) => ctx.fetch(url, init),
      redact,
      where,
    });
    if (text === undefined || entry.mode === 'async') return undefined;
    const scope = { name: entry.name, event, log: ctx.log, redact };
    if (!text.trimStart().startsWith('{')) {
      const context = contextOfText(text, scope);
      return context === undefined ? undefined : { context };
    }
    const read = readJsonAnswer(text, scope);
    if (!('problem' in read)) return read.answer;
    throw new HooklineError('HOOKLINE_MCP_TOOL_FAILED', {
      what: ctx.redact(`The tool "${tool}" answered with something that is not an answer. ${read.problem}`),
      where,
      fix: 'Answer with one JSON object, such as {"decision": "block", "reason": "…"}, or with a plain text.',
    });
  },
});

async function planOf(entry: ResolvedEntry, workDir: string, ctx: RunContext): Promise<ServerPlan> {
  const { server } = entry.fields;
  if (typeof server !== 'string') return inlinePlan((server ?? {}) as InlineServer, entry, workDir, ctx.env);
  const { codexHome } = ctx.places;
  return codexPlan(server, {
    codexHome,
    workDir,
    env: ctx.env,
    allow: entry.environmentAllow,
    where: originText(entry),
    tool: String(entry.fields['tool']),
  });
}
