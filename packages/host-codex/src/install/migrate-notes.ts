/** What is different for moved hooks, a sentence for each thing that concerns the hooks at hand. */
import { isNativeEvent } from '../wire/native-events.ts';
import type { PlacedHandler } from './hooks-file.ts';
import { placeNotes, worktreesOf } from './place-notes.ts';
import type { Places } from './places.ts';

/** Codex grants a hook 600 seconds, and Hookline answers before. */
const MOST_S = 590;

/** The notes for the hooks that move out of a hooks.json. */
export function migrateNotes(
  places: Places,
  hooksText: string,
  moving: readonly PlacedHandler[],
): readonly string[] {
  const { hooks } = JSON.parse(hooksText) as { hooks?: object };
  const unknown = Object.keys(hooks ?? {}).filter((event) => !isNativeEvent(event));
  const notes = [...placeNotes(places)];
  const worktrees = places.scope === 'project' ? worktreesOf(places) : [];
  if (worktrees.length > 0)
    notes.push(
      `In the worktrees ${worktrees.join(', ')} Hookline reads .codex/hookline-hooks.json of the worktree: commit that file and have it there, or these hooks no longer run there.`,
    );
  if (unknown.length > 0)
    notes.push(`Codex knows no event ${unknown.join(', ')}: what stands there stays in hooks.json.`);
  if (moving.some(({ handler }) => handler.async === true))
    notes.push(
      'What an "async" hook answers no longer reaches the model: Hookline runs it after the answer.',
    );
  if (moving.some(({ handler }) => handler.type === 'mcp_tool'))
    notes.push(
      'For an "mcp_tool" hook Hookline starts the MCP server anew each time, where Codex asks the one that runs.',
    );
  if (moving.some(({ handler }) => (handler.timeout ?? 0) > MOST_S))
    notes.push(`No hook has more than ${MOST_S} seconds: then Hookline answers, before Codex ends it.`);
  if (moving.some(({ handler }) => handler.additionalContextLimit != null))
    notes.push(
      'The "additionalContextLimit" of a hook has no effect under Hookline: what all hooks say has one limit.',
    );
  return notes;
}
