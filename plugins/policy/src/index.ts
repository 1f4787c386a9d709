/** Allows, asks and denies by one table. The gate of a team that writes no code. */
import { definePlugin } from '@hookline/core';
import { explainEvent } from './explain.ts';
import { judge } from './judge/judge.ts';
import { reasonOf } from './judge/reason.ts';
import { homeOf, type Seen } from './judge/view.ts';
import { compileTable, type Table } from './table/compile.ts';
import { JUDGED, type Judged, type PolicyOptions } from './table/rule.ts';

export type { Action, Conditions, PolicyOptions, PolicyRule } from './table/rule.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    policy: PolicyOptions;
  }
}

/** A table that cannot be judged by refuses. */
const GATE = { required: true, timeoutMs: 5_000 } as const;

export default definePlugin<Judged, PolicyOptions>({
  name: 'policy',
  events: JUDGED,
  options: () => import('./options.ts'),
  setup({ options, on }) {
    let compiled: Table | undefined;
    // Within the gate: what a variable broke must refuse, and a setup that fails would only be reported.
    const tableFor = (seen: Seen): Table => {
      compiled ??= compileTable(options, homeOf(seen));
      return compiled;
    };

    for (const name of ['exec.before', 'patch.before', 'mcp.before', 'tool.before'] as const) {
      on(name).gate((event, ctx) => {
        const table = tableFor(ctx);
        const judgement = judge(event, table, ctx);
        const { ruling } = judgement;
        if (!ruling || ruling.action === 'allow') return;
        return ctx[ruling.action](ctx.redact(reasonOf(judgement, ruling, table)));
      }, GATE);
    }

    on('permission.request').gate((event, ctx) => {
      const table = tableFor(ctx);
      const judgement = judge(event, table, ctx);
      const { ruling, parts } = judgement;
      if (ruling?.action === 'deny' && ruling.isSure)
        return ctx.deny(ctx.redact(reasonOf(judgement, ruling, table)));
      // The person is being asked already. Nobody is asked where rules for this very event allow every part.
      const isMeant = parts.every(
        ({ action, rule, isSure, item: { part } }) =>
          (action === 'allow' && isSure && rule?.events.includes('permission.request')) ||
          (part.slight && !rule && isSure),
      );
      const rule = parts.find((one) => one.rule)?.rule;
      if (isMeant && rule) return ctx.allow(rule.reason || `The rule ${rule.name} of the policy allows it.`);
      return;
    }, GATE);
  },
  explain: (event, { options, ...seen }) => explainEvent(event, compileTable(options, homeOf(seen)), seen),
});
