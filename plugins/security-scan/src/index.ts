/** Judges commands, patches, calls of tools and prompts before anything comes of them. Silent on ordinary work. */
import { type Capabilities, definePlugin, type ToolCall } from '@hookline/core';
import { assess } from './assess.ts';
import type { Assessment, Finding } from './finding.ts';
import { answerTo } from './gate.ts';
import { canonical } from './grant/call-key.ts';
import { judgeCall, textOfCall } from './mcp/judge-call.ts';
import { patchedFiles } from './patch/added-lines.ts';
import { findingOf, judgePatch, type PatchContext } from './patch/judge-patch.ts';
import { placesOf } from './places.ts';
import { type SecurityScanOptions, settingsOf } from './policy/settings.ts';
import { findSecrets } from './secrets/find-secrets.ts';

export { assess } from './assess.ts';
export type { Assessment, Category, Finding, Rule, Severity, Span, Verdict } from './finding.ts';
export type { AllowEntry, Level, RuleSetting, SecurityScanOptions } from './policy/settings.ts';
export { findSecrets } from './secrets/find-secrets.ts';
export type { SecretMatch } from './secrets/match.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    'security-scan': SecurityScanOptions;
  }
}

type Listened = 'exec.before' | 'patch.before' | 'mcp.before' | 'tool.before' | 'task_start';

const PATCH = '*** Begin Patch';

/** Before the gates of others; a scan that breaks refuses, because it can not have judged. */
const GATE = { priority: 'high', required: true, timeoutMs: 5_000 } as const;

export default definePlugin<Listened, SecurityScanOptions>({
  name: 'security-scan',
  events: ['exec.before', 'patch.before', 'mcp.before', 'tool.before', 'task_start'],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const settings = settingsOf(options);

    on('exec.before').gate((event, ctx) => {
      const places = placesOf(event, ctx);
      const { command } = event;
      const findings = [
        ...judgeCommand(command, places, ctx).findings,
        ...secretIn(command, 'secret.in-command'),
        // A patch that is given to a program in a shell is no event of a patch.
        ...(command.includes(PATCH) ? judgePatch(command, patchedFiles(command), places) : []),
      ];
      const answer = answerTo({ event, text: event.command, findings }, settings, ctx);
      return answer && ctx[answer.kind](answer.reason);
    }, GATE);

    on('patch.before').gate((event, ctx) => {
      const findings = judgePatch(event.patch, event.files, placesOf(event, ctx));
      const answer = answerTo({ event, text: event.patch, findings }, settings, ctx);
      return answer && ctx[answer.kind](answer.reason);
    }, GATE);

    on('mcp.before').gate((event, ctx) => {
      const { server, tool, arguments: given } = event;
      const answer = answerToCall({ ...event, toolName: `${server}.${tool}` }, tool, given, ctx);
      return answer && ctx[answer.kind](answer.reason);
    }, GATE);

    on('tool.before').gate((event, ctx) => {
      const answer = answerToCall(event, event.toolName, event.input, ctx);
      return answer && ctx[answer.kind](answer.reason);
    }, GATE);

    // A prompt can be refused and not asked about: the person reads the reason, and sends it again.
    on('task_start').gate(
      (event, ctx) => {
        const findings = secretIn(event.prompt, 'secret.in-prompt');
        const answer = answerTo({ event, text: event.prompt, findings }, settings, ctx);
        return answer && ctx.deny(answer.reason);
      },
      { ...GATE, required: false },
    );

    function answerToCall(
      event: ToolCall & { readonly type: string },
      tool: string,
      given: unknown,
      ctx: Capabilities,
    ) {
      const places = placesOf(event, ctx);
      const call = { tool: event.toolName, arguments: given };
      const findings = judgeCall(
        { tool, arguments: given },
        { ...places, assess: (command) => judgeCommand(command, places, ctx) },
      );
      return answerTo(
        { event, text: textOfCall(call), identity: canonical([call.tool, given]), findings },
        settings,
        ctx,
      );
    }
  },
});

function judgeCommand(
  command: string,
  { cwd, home, root }: PatchContext,
  { env }: Pick<Capabilities, 'env'>,
): Assessment {
  // All that it finds: what the level and the options make of it is ruled on together with the other findings.
  return assess(command, { cwd, home, workspaceRoot: root, env }, { level: 'strict' });
}

function secretIn(text: string, rule: string): readonly Finding[] {
  const [first] = findSecrets(text);
  return first ? [findingOf(rule, first.start, first.end)] : [];
}
