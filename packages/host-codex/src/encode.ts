/**
 * Turns an outcome into the answer of one event. Safety code: Codex lets an action pass for an answer that it
 * does not like, so every form here is one that it was seen to honour. Consent is silence, a question is a
 * refusal that says how to go on, and a refusal always has a reason. Never throws.
 */
import type { Attributed, HostReply, Outcome } from '@hookline/core/engine';
import { MAX_REASON, plainText, speaker } from './plain-text.ts';
import { reasonText, refuse } from './refusal.ts';
import { type NativeAnswer, refusal, SILENCE, toReply } from './wire/answer.ts';
import { isNativeEvent, NATIVE, type NativeEventName } from './wire/native-events.ts';
import { isObject } from './wire/payload.ts';

const ASK = "This needs a person's decision: ask the user to run it or to approve it.";

/** The answer in exactly the form that Codex accepts; empty for an event it does not have. */
export function encode(outcome: Outcome, native: string): HostReply {
  if (!isNativeEvent(native)) return SILENCE;
  try {
    return toReply({ ...decision(outcome, native), ...systemMessage(outcome, native) });
  } catch {
    // A rewriter can hand out values that JSON does not know (a cycle, a bigint). The original must not run then.
    return refuse(native, 'The answer of a hook could not be passed on, so this was not allowed.');
  }
}

function decision(outcome: Outcome, native: NativeEventName): NativeAnswer {
  switch (native) {
    case 'PreToolUse':
      return beforeTool(outcome);
    case 'PermissionRequest':
      return permission(outcome);
    case 'UserPromptSubmit': {
      const refused = refusalReason(outcome);
      // A stop takes precedence. Of a refused prompt the model hears neither, but the person is told both.
      return refused === undefined || outcome.halt
        ? withContext(halt(outcome, refused), outcome, native)
        : refusal(native, refused);
    }
    case 'PostToolUse':
      // The turn goes on whatever is answered here: the context has a reader.
      return { ...halt(outcome, sentBack(outcome)), ...context(outcome, native) };
    case 'Stop':
    case 'SubagentStop':
      return withContext(halt(outcome, sentBack(outcome)), outcome, native);
    case 'PreCompact':
      return halt(outcome, refusalReason(outcome), false);
    case 'PostCompact':
      return halt(outcome);
    case 'SessionStart':
      return withContext(halt(outcome), outcome, native);
    case 'SubagentStart':
      return context(outcome, native);
    default:
      return {};
  }
}

function beforeTool(outcome: Outcome): NativeAnswer {
  const refused = refusalReason(outcome) ?? haltReason(outcome);
  const extra = context(outcome, 'PreToolUse').hookSpecificOutput;
  if (refused !== undefined) {
    const { hookSpecificOutput } = refusal('PreToolUse', refused);
    return hookSpecificOutput ? { hookSpecificOutput: { ...hookSpecificOutput, ...extra } } : {};
  }
  if (!outcome.rewrite) return extra ? { hookSpecificOutput: extra } : {};
  const input = asWritten((outcome.event as { input?: unknown }).input);
  if (!isObject(input) || nested(input) > MAX_NESTING) {
    return refusal(
      'PreToolUse',
      'The input as a hook rewrote it could not be passed on, so this was not allowed.',
    );
  }
  return {
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'allow',
      updatedInput: input,
      ...extra,
    },
  };
}

function permission(outcome: Outcome): NativeAnswer {
  const refused = refusalReason(outcome) ?? haltReason(outcome);
  if (refused !== undefined) return refusal('PermissionRequest', refused);
  if (outcome.verdict?.kind !== 'allow') return {};
  return { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } } };
}

/** Reasons of a deny or an ask, each with who gave it. */
function refusalReason({ verdict }: Outcome): string | undefined {
  if (verdict?.kind !== 'deny' && verdict?.kind !== 'ask') return undefined;
  const said = spoken(verdict.reasons, verdict.kind === 'deny' ? 'Refused by ' : 'Held back by ');
  return reasonText(verdict.kind === 'ask' ? `${plainText(said, MAX_REASON - 1_000)}\n${ASK}`.trim() : said);
}

/** Reasons of a feedback or a resume. */
function sentBack({ verdict }: Outcome): string | undefined {
  if (verdict?.kind !== 'feedback' && verdict?.kind !== 'resume') return undefined;
  return plainText(spoken(verdict.reasons)) || 'A hook sent this back without saying why.';
}

function haltReason({ halt: halted }: Outcome): string | undefined {
  return halted ? reasonText(spoken([halted], 'Stopped by ')) : undefined;
}

/** `continue: false` for a halt, else `decision: "block"` for what was sent back; a halt carries both texts. */
function halt(outcome: Outcome, sent?: string, blocks = true): NativeAnswer {
  const halted = haltReason(outcome);
  if (halted === undefined && sent === undefined) return {};
  if (halted === undefined && blocks) return { decision: 'block', reason: reasonText(sent ?? '') };
  return { continue: false, stopReason: plainText([halted, sent].filter(Boolean).join('\n')) };
}

/** Context for a turn that goes on; one that was just ended has no use for it. */
function withContext(answer: NativeAnswer, outcome: Outcome, native: NativeEventName): NativeAnswer {
  return answer.continue === false ? answer : { ...answer, ...context(outcome, native) };
}

function context({ context: texts }: Outcome, native: NativeEventName): NativeAnswer {
  const additionalContext = texts
    .map(({ text }) => plainText(text, Number.POSITIVE_INFINITY))
    .filter(Boolean)
    .join('\n\n');
  if (!additionalContext || !NATIVE[native].context) return {};
  return { hookSpecificOutput: { hookEventName: native, additionalContext } };
}

function systemMessage(outcome: Outcome, native: NativeEventName): NativeAnswer {
  if (!NATIVE[native].message) return {};
  // A halt that the event cannot carry out is at least shown to the person.
  const unheard = outcome.halt && !NATIVE[native].halt && !NATIVE[native].guards ? [outcome.halt] : [];
  const text = plainText(spoken([...outcome.messages, ...unheard]));
  return text ? { systemMessage: text } : {};
}

function spoken(texts: readonly Attributed[], verb = ''): string {
  return texts
    .map(({ by, text }) => [speaker(by), plainText(text)] as const)
    .filter(([, text]) => text)
    .map(([by, text]) => (by ? `${verb}${by}: ${text}` : text))
    .join('\n');
}

/** What JSON makes of an input: an object may write itself as something else, or as nothing, which would leave a bare allow. */
const asWritten = (input: unknown): unknown => JSON.parse(JSON.stringify(input) ?? 'null');

/** Codex's parser ends at a depth of 128, the answer's own levels included. */
const MAX_NESTING = 100;

function nested(value: unknown, depth = 1): number {
  if (typeof value !== 'object' || value === null || depth > MAX_NESTING) return depth;
  let deepest = depth;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, nested(inner, depth + 1));
  return deepest;
}
