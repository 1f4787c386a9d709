/** Shows hooks that move, and those that stay: each whole, and so that nothing of it is hidden. */
import type { MigratePlan, MovedHook, PlacedHandler } from '@hookline/host-codex/install';
import type { CommandContext } from '../command-context.ts';
import { visible } from '../output/visible.ts';

const WHY: Readonly<Record<NonNullable<MovedHook['untrusted']>, string>> = {
  untrusted: 'never reviewed',
  modified: 'changed since it was reviewed',
  off: 'switched off',
  project: 'in a project that Codex does not trust',
};

/** What a handler runs. */
function shownHandler({ event, matcher, handler }: PlacedHandler): string {
  const { type, command, server, tool } = handler;
  const runs = command ?? (type === 'mcp_tool' ? `MCP tool ${server}.${tool}` : String(type));
  return `${event}${matcher ? ` (${visible(matcher)})` : ''}  ${visible(runs)}`;
}

/** The hooks that Codex has not been running: it trusts one line of Hookline, so it would run them from now on. */
export function showUntrusted({ moved }: MigratePlan, context: CommandContext): number {
  const hooks = moved.filter(({ untrusted }) => untrusted !== undefined);
  if (hooks.length === 0) return 0;
  context.out(
    `\nCodex has not been running ${hooks.length === 1 ? 'this hook' : `these ${hooks.length} hooks`}. It reviews the line of Hookline and not what stands behind it, so from now on ${hooks.length === 1 ? 'it runs' : 'they run'}:`,
  );
  for (const one of hooks) context.out(`  ${shownHandler(one)}  [${WHY[one.untrusted ?? 'untrusted']}]`);
  return hooks.length;
}

/** The hooks that Hookline could not run. */
export function showStaying({ staying }: MigratePlan, context: CommandContext): void {
  for (const one of staying) {
    context.out(`note: stays with Codex: ${shownHandler(one)}`);
    context.out(`      ${visible(one.why)}`);
  }
}
