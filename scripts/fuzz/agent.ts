/**
 * What the agent makes of an answer, as it was seen to: one field that an event does not take, a refusal without a reason
 * or half a surrogate voids the whole answer, and then the action goes on. Strict, so that nothing counts as a refusal
 * that the agent would not take for one. Knows nothing of the tables that answers are made from.
 */
import type { HostReply } from '@hookline/core/engine';

/** What follows from an answer. `void` is the one that must never be: the agent goes on as if nobody had spoken. */
export type Taken =
  | 'goes on'
  | 'refused'
  | 'halted'
  | 'sent back'
  | 'rewritten'
  | 'allowed'
  | `void: ${string}`;

type Fields = Readonly<Record<string, unknown>>;

const TOP = {
  halt: ['continue', 'stopReason'],
  block: ['decision', 'reason'],
  message: ['systemMessage'],
  specific: ['hookSpecificOutput'],
} as const;

/** The fields at the top, and those in `hookSpecificOutput`, by the agent's event. */
const TAKES: Readonly<Record<string, { top: readonly (keyof typeof TOP)[]; specific: readonly string[] }>> = {
  SessionStart: { top: ['halt', 'message', 'specific'], specific: ['additionalContext'] },
  UserPromptSubmit: { top: ['halt', 'block', 'message', 'specific'], specific: ['additionalContext'] },
  PreModelRequest: { top: [], specific: [] },
  PostModelRequest: { top: [], specific: [] },
  PreToolUse: {
    top: ['block', 'message', 'specific'],
    specific: ['permissionDecision', 'permissionDecisionReason', 'updatedInput', 'additionalContext'],
  },
  PermissionRequest: { top: ['message', 'specific'], specific: ['decision'] },
  PostToolUse: { top: ['halt', 'block', 'message', 'specific'], specific: ['additionalContext'] },
  PreCompact: { top: ['halt', 'message'], specific: [] },
  PostCompact: { top: ['halt', 'message'], specific: [] },
  SubagentStart: { top: ['message', 'specific'], specific: ['additionalContext'] },
  SubagentStop: { top: ['halt', 'block', 'message'], specific: [] },
  Stop: { top: ['halt', 'block', 'message'], specific: [] },
  Interrupt: { top: ['message'], specific: [] },
  SessionEnd: { top: [], specific: [] },
};

/** Levels at which the agent's parser gives a text up. */
const DEEPEST = 128;

class Void extends Error {}

const needs: (holds: unknown, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new Void(what);
};

/** What the agent does with the reply to one of its events. */
export function taken(native: string, reply: HostReply): Taken {
  const { stdout, stderr, exitCode } = reply;
  if (exitCode === 2) return stderr.trim() === '' ? 'void: exit 2 without a reason' : 'refused';
  if (exitCode !== 0) return `void: exit ${exitCode}`;
  if (stdout === '') return 'goes on';
  try {
    return answered(native, parsed(stdout));
  } catch (thrown) {
    if (thrown instanceof Void) return `void: ${thrown.message}`;
    throw thrown;
  }
}

function parsed(stdout: string): Fields {
  needs(
    stdout.isWellFormed() && !/\\ud[89a-f]/i.test(stdout.replaceAll('\\\\', '')),
    'half a surrogate pair',
  );
  needs(depthOf(stdout) < DEEPEST, 'nested too deeply');
  const answer: unknown = JSON.parse(stdout);
  needs(isObject(answer), 'no object');
  return answer;
}

/** Counted in the text: the parser counts there, too. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [character] of json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[[\]{}]/g)) {
    depth += character === '[' || character === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function answered(native: string, answer: Fields): Taken {
  const takes = TAKES[native];
  needs(takes, `no event ${native}`);
  onlyKeys(
    answer,
    takes.top.flatMap((part) => TOP[part]),
    'the answer',
  );
  if ('systemMessage' in answer) text(answer['systemMessage'], 'systemMessage');
  const specific = answer['hookSpecificOutput'];
  const bySpecific = specific === undefined ? 'goes on' : specificOf(native, specific, takes.specific);
  if ('continue' in answer) {
    needs(answer['continue'] === false, 'continue is not false');
    text(answer['stopReason'], 'stopReason');
    return 'halted';
  }
  needs(!('stopReason' in answer), 'a stopReason without a stop');
  if (!('decision' in answer)) {
    needs(!('reason' in answer), 'a reason without a decision');
    return bySpecific;
  }
  needs(answer['decision'] === 'block', 'a decision that is not block');
  text(answer['reason'], 'reason');
  return ['PreToolUse', 'UserPromptSubmit'].includes(native) ? 'refused' : 'sent back';
}

function specificOf(native: string, specific: unknown, keys: readonly string[]): Taken {
  needs(isObject(specific), 'hookSpecificOutput is no object');
  onlyKeys(specific, ['hookEventName', ...keys], 'hookSpecificOutput');
  needs(specific['hookEventName'] === native, 'the name of another event');
  if ('additionalContext' in specific) text(specific['additionalContext'], 'additionalContext');
  return native === 'PermissionRequest' ? permission(specific['decision']) : beforeTool(specific);
}

function permission(decision: unknown): Taken {
  needs(isObject(decision), 'no decision');
  if (decision['behavior'] === 'allow') {
    onlyKeys(decision, ['behavior'], 'decision');
    return 'allowed';
  }
  needs(decision['behavior'] === 'deny', 'a behavior that nobody knows');
  onlyKeys(decision, ['behavior', 'message'], 'decision');
  text(decision['message'], 'message');
  return 'refused';
}

function beforeTool({ permissionDecision, permissionDecisionReason, updatedInput }: Fields): Taken {
  if (permissionDecision === 'deny') {
    text(permissionDecisionReason, 'permissionDecisionReason');
    needs(updatedInput === undefined, 'an input for a call that is refused');
    return 'refused';
  }
  needs(permissionDecisionReason === undefined, 'a reason for nothing');
  needs(
    (permissionDecision === 'allow') === (updatedInput !== undefined),
    'allow without an input, or the reverse',
  );
  if (permissionDecision === undefined) return 'goes on';
  needs(permissionDecision === 'allow' && isObject(updatedInput), 'an input that is none');
  return 'rewritten';
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function onlyKeys(fields: Fields, keys: readonly string[], where: string): void {
  for (const key of Object.keys(fields)) needs(keys.includes(key), `"${key}" in ${where}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Longer ones help nobody; the context has a budget of its own. */
const LONGEST: Readonly<Record<string, number>> = { additionalContext: Number.POSITIVE_INFINITY };

function text(value: unknown, name: string): void {
  needs(typeof value === 'string' && value.trim() !== '', `${name} is empty`);
  needs(!CONTROL.test(value), `a control character in ${name}`);
  needs(value.length <= (LONGEST[name] ?? 64_000), `${name} is too long`);
}
