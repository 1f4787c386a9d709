/** Judges commands, patches, calls of tools and prompts before anything comes of them. Silent on ordinary work. */
import { definePlugin } from '@hookline/core';
import { explainEvent } from './explain/explain-event.ts';
import { answerTo } from './gate.ts';
import { judgeEvent, type Listened } from './judge-event.ts';
import { type SecurityScanOptions, settingsOf } from './policy/settings.ts';

export { assess } from './assess.ts';
export type { Assessment, Category, Finding, Rule, Severity, Span, Verdict } from './finding.ts';
export type { AllowEntry, Level, RuleSetting, SecurityScanOptions } from './policy/settings.ts';
export { findSecrets } from './secrets/find-secrets.ts';
export type { SecretMatch } from './secrets/match.ts';
export { type Trace, type TracedCommand, trace } from './trace.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    'security-scan': SecurityScanOptions;
  }
}

/** Before the gates of others; a scan that breaks refuses, because it can not have judged. */
const GATE = { priority: 'high', required: true, timeoutMs: 5_000 } as const;

export default definePlugin<Listened, SecurityScanOptions>({
  name: 'security-scan',
  events: ['exec.before', 'patch.before', 'mcp.before', 'tool.before', 'task_start'],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const settings = settingsOf(options);

    for (const name of ['exec.before', 'patch.before', 'mcp.before', 'tool.before'] as const) {
      on(name).gate((event, ctx) => {
        const answer = answerTo(judgeEvent(event, ctx), settings, ctx);
        return answer && ctx[answer.kind](answer.reason);
      }, GATE);
    }

    // A prompt can be refused and not asked about: the person reads the reason, and sends it again.
    on('task_start').gate(
      (event, ctx) => {
        const answer = answerTo(judgeEvent(event, ctx), settings, ctx);
        return answer && ctx.deny(answer.reason);
      },
      { ...GATE, required: false },
    );
  },
  explain: (event, { options, ...seen }) => explainEvent(event, settingsOf(options), seen),
});
