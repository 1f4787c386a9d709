/** Finds what is to be said about an event, whichever it is: for the gates, and for who asks what they would find. */
import type { Capabilities, EventOf, ToolCall } from '@hookline/core';
import { assess } from './assess.ts';
import type { Assessment, Finding } from './finding.ts';
import type { Judged } from './gate.ts';
import { canonical } from './grant/call-key.ts';
import { judgeCall, textOfCall } from './mcp/judge-call.ts';
import { patchedFiles } from './patch/added-lines.ts';
import { findingOf, judgePatch, type PatchContext } from './patch/judge-patch.ts';
import { placesOf } from './places.ts';
import { findSecrets } from './secrets/find-secrets.ts';

/** The events that are judged. */
export type Listened = 'exec.before' | 'patch.before' | 'mcp.before' | 'tool.before' | 'task_start';

/** What judging may look at. */
export type Seen = Pick<Capabilities, 'env' | 'places'>;

const PATCH = '*** Begin Patch';

/** All that is found in an event; what the level and the options make of it is ruled on later. */
export function judgeEvent(event: EventOf<Listened>, seen: Seen): Judged {
  switch (event.type) {
    case 'exec.before':
      return { event, text: event.command, findings: inCommand(event.command, placesOf(event, seen), seen) };
    case 'patch.before':
      return {
        event,
        text: event.patch,
        findings: judgePatch(event.patch, event.files, placesOf(event, seen)),
      };
    case 'mcp.before':
      return inCall(
        { ...event, toolName: `${event.server}.${event.tool}` },
        event.tool,
        event.arguments,
        seen,
      );
    case 'tool.before':
      return inCall(event, event.toolName, event.input, seen);
    case 'task_start':
      return { event, text: event.prompt, findings: secretIn(event.prompt, 'secret.in-prompt') };
  }
}

function inCommand(command: string, places: PatchContext, seen: Seen): readonly Finding[] {
  return [
    ...judgeCommand(command, places, seen).findings,
    ...secretIn(command, 'secret.in-command'),
    // A patch that is given to a program in a shell is no event of a patch.
    ...(command.includes(PATCH) ? judgePatch(command, patchedFiles(command), places) : []),
  ];
}

function inCall(
  event: ToolCall & { readonly type: string },
  tool: string,
  given: unknown,
  seen: Seen,
): Judged {
  const places = placesOf(event, seen);
  const call = { tool: event.toolName, arguments: given };
  const findings = judgeCall(
    { tool, arguments: given },
    { ...places, assess: (command) => judgeCommand(command, places, seen) },
  );
  return { event, text: textOfCall(call), identity: canonical([call.tool, given]), findings };
}

function judgeCommand(
  command: string,
  { cwd, home, root }: PatchContext,
  { env }: Pick<Seen, 'env'>,
): Assessment {
  // All that it finds: what the level and the options make of it is ruled on together with the other findings.
  return assess(command, { cwd, home, workspaceRoot: root, env }, { level: 'strict' });
}

function secretIn(text: string, rule: string): readonly Finding[] {
  const [first] = findSecrets(text);
  return first ? [findingOf(rule, first.start, first.end)] : [];
}
