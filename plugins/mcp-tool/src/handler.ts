import { defineHandler, type ResolvedEntry, type RunContext } from '@hookline/core';
import { interpolateValue, originText } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { callTool } from './call.ts';
import { AnswerProblem, readJsonAnswer } from './json-answer.ts';
import { codexPlan } from './server/codex-config.ts';
import { type InlineServer, inlinePlan } from './server/inline.ts';
import type { ServerPlan } from './server/plan.ts';

/** A plain text is context here, as it is for a script; elsewhere it is a remark for the log. */
const TEXT_IS_CONTEXT = new Set(['session_start', 'task_start', 'agent.start']);
const LOG_LENGTH = 2_000;

/** Calls a tool of an MCP server. The first text of its answer is read as what a script prints. */
export const mcpToolHandler = defineHandler({
  type: 'mcp_tool',
  keys: ['tool', 'server', 'arguments'],
  schema: () => import('./schema.ts'),
  describe: ({ tool, server }) => `${typeof server === 'string' ? server : 'mcp'}.${String(tool)}`,
  async run(entry, event, ctx) {
    const where = originText(entry);
    const tool = String(entry.fields['tool']);
    const args = interpolateValue(entry.fields['arguments'] ?? {}, { env: ctx.env, event });
    const plan = await planOf(entry, event.cwd, ctx);
    const text = await callTool({
      plan,
      tool,
      args: args as Readonly<Record<string, unknown>>,
      signal: ctx.signal,
      timeoutMs: ctx.timeoutMs,
      fetch: (url, init) => ctx.fetch(url, init),
      redact: (given) => ctx.redact(given),
      where,
    });
    if (text === undefined || entry.mode === 'async') return undefined;
    if (!text.trimStart().startsWith('{')) {
      if (TEXT_IS_CONTEXT.has(event.type)) return text.trim() ? { context: text.trim() } : undefined;
      if (text.trim()) ctx.log.info(`${entry.name}: ${text.trim().slice(0, LOG_LENGTH)}`);
      return undefined;
    }
    try {
      return readJsonAnswer(text, event, entry.name);
    } catch (thrown) {
      if (!(thrown instanceof AnswerProblem)) throw thrown;
      throw new HooklineError('HOOKLINE_MCP_TOOL_FAILED', {
        what: ctx.redact(
          `The tool "${tool}" answered with something that is not an answer. ${thrown.message}`,
        ),
        where,
        fix: 'Answer with one JSON object, such as {"decision": "block", "reason": "…"}, or with a plain text.',
      });
    }
  },
});

async function planOf(entry: ResolvedEntry, workDir: string, ctx: RunContext): Promise<ServerPlan> {
  const { server } = entry.fields;
  if (typeof server !== 'string') return inlinePlan((server ?? {}) as InlineServer, entry, workDir, ctx.env);
  const { codexHome } = ctx.places;
  return codexPlan(server, { codexHome, workDir, env: ctx.env, where: originText(entry) });
}
