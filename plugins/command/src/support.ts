/**
 * What the agent does not do although its form allows it. It sets such an answer aside and goes on (Codex fact,
 * section 3); so does this engine, unless the answer refuses: what was said to be refused is not let through because
 * of how it was said.
 */
import type { AnsweringEvent, Fields } from './form.ts';

const present = (value: unknown): boolean => value !== undefined && value !== null;
const blank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';
const inner = (fields: Fields, name: string): Fields => (fields[name] ?? {}) as Fields;

/** The answer of this event is not carried out as it stands; undefined when it is. The form is right. */
export function unsupported(native: AnsweringEvent, answer: Fields): string | undefined {
  const specific = inner(answer, 'hookSpecificOutput');
  switch (native) {
    case 'PreToolUse':
      return universal(native, answer) ?? toolDecision(answer, specific);
    case 'PermissionRequest': {
      const { updatedInput, updatedPermissions, interrupt } = inner(specific, 'decision');
      if (present(updatedInput)) return `${native} cannot carry out "updatedInput".`;
      if (present(updatedPermissions)) return `${native} cannot carry out "updatedPermissions".`;
      return universal(native, answer) ?? (interrupt === true ? `${native} cannot interrupt.` : undefined);
    }
    case 'PostToolUse':
      if (answer['continue'] === false) return undefined;
      if (answer['suppressOutput'] === true) return `${native} cannot carry out "suppressOutput".`;
      if (present(specific['updatedMCPToolOutput']))
        return `${native} cannot carry out "updatedMCPToolOutput".`;
      return blockWithoutReason(answer) ?? reasonAlone(answer);
    case 'UserPromptSubmit':
    case 'Stop':
    case 'SubagentStop':
      return answer['continue'] === false ? undefined : blockWithoutReason(answer);
    default:
      return undefined;
  }
}

function universal(native: AnsweringEvent, answer: Fields): string | undefined {
  if (answer['continue'] === false) return `${native} cannot carry out "continue": false.`;
  if (present(answer['stopReason'])) return `${native} cannot carry out "stopReason".`;
  return answer['suppressOutput'] === true ? `${native} cannot carry out "suppressOutput".` : undefined;
}

function toolDecision(answer: Fields, specific: Fields): string | undefined {
  const { permissionDecision: decided, permissionDecisionReason: why, updatedInput } = specific;
  if (!present(decided) && !present(why) && !present(updatedInput)) {
    if (answer['decision'] === 'approve') return '"decision": "approve" is not supported.';
    return blockWithoutReason(answer) ?? reasonAlone(answer);
  }
  if (present(updatedInput) && decided !== 'allow')
    return '"updatedInput" needs "permissionDecision": "allow".';
  if (decided === 'allow') return present(updatedInput) ? undefined : 'A bare "allow" is not supported.';
  if (decided === 'ask') return '"permissionDecision": "ask" is not supported.';
  if (decided === 'deny') return blank(why) ? '"permissionDecision": "deny" has no reason.' : undefined;
  return '"permissionDecisionReason" stands without "permissionDecision".';
}

const blockWithoutReason = ({ decision, reason }: Fields): string | undefined =>
  decision === 'block' && blank(reason) ? '"decision": "block" has no reason.' : undefined;

const reasonAlone = ({ decision, reason }: Fields): string | undefined =>
  !present(decision) && present(reason) ? '"reason" stands without "decision".' : undefined;

/** Events at which an answer that the agent would set aside still refuses. A stop is not among them: it would go on. */
const GUARDED: ReadonlySet<string> = new Set([
  'PreToolUse',
  'PermissionRequest',
  'UserPromptSubmit',
  'PostToolUse',
]);

/** Whether an exit code of 2 refuses even without a reason. */
export const isGuarded = (native: string): boolean => GUARDED.has(native);

/** Events that "continue": false stops, beside the guarded ones: the session's first turn, and a compaction. */
const STOPPABLE: ReadonlySet<string> = new Set(['SessionStart', 'PreCompact']);

const REFUSALS: ReadonlySet<unknown> = new Set(['block', 'deny', 'ask']);

/** Who wants a person to be asked about a permission is not refused: without an answer the agent asks by itself. */
const isRefusal = (native: string, word: unknown): boolean => {
  const said = typeof word === 'string' ? word.trim().toLowerCase() : undefined;
  return REFUSALS.has(said) && !(native === 'PermissionRequest' && said === 'ask');
};

/**
 * The reason of an answer that refuses, however it is said; undefined for one that does not. May be empty. The words of
 * a refusal are looked for at both levels: the commonest mistake is to write them at the other one.
 */
export function refusalIn(native: string, answer: Fields): string | undefined {
  const isStopped = answer['continue'] === false;
  if (!GUARDED.has(native)) return isStopped && STOPPABLE.has(native) ? stopReason(answer) : undefined;
  const levels = [answer, asFields(answer['hookSpecificOutput'])];
  levels.push(...levels.map((level) => asFields(level['decision'])));
  const said = levels.flatMap((level) => [level['permissionDecision'], level['decision'], level['behavior']]);
  if (!isStopped && !said.some((word) => isRefusal(native, word))) return undefined;
  const keys = ['permissionDecisionReason', 'reason', 'message', 'stopReason'];
  const reasons = keys.flatMap((key) => levels.map((level) => level[key]));
  return reasons.find((reason): reason is string => !blank(reason)) ?? '';
}

const stopReason = ({ stopReason: why }: Fields): string => (blank(why) ? '' : String(why));

const asFields = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
