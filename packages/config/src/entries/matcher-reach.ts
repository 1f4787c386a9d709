/** Tells a matcher that can select no tool of an entry's events: such a hook never runs, and nobody would notice. */
import type { EventName } from '@hookline/core';
import { matcherSelects } from '@hookline/core/engine';
import type { Finding } from '../report/report.ts';

/** The agent's names of the tools behind an event, where they are known: everything else may be called anything. */
const TOOLS: Readonly<Record<string, string>> = {
  'exec.before': 'Bash',
  'exec.after': 'Bash',
  'patch.before': 'apply_patch',
  'patch.after': 'apply_patch',
};

/** A warning, or undefined when the matcher may select something. */
export function uselessMatcher(matcher: string, events: readonly EventName[]): Finding | undefined {
  const tools = events.map((event) => TOOLS[event]);
  if (events.length === 0 || tools.some((tool) => tool === undefined || matcherSelects(matcher, tool)))
    return undefined;
  const names = [...new Set(tools)].map((tool) => `"${tool}"`).join(' and ');
  return {
    severity: 'warning',
    message: `The matcher "${matcher}" selects no tool of ${events.join(', ')}, so this hook never runs: the agent calls it ${names}.`,
    fix: `Write matcher = ${names.split(' ')[0]}, or leave it out.`,
  };
}
