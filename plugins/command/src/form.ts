/**
 * The form of an answer, by the agent's event: which fields it may have and of which type (the schemas that the Codex
 * binary carries, 0.169). The agent sets a whole answer aside for one field that it does not know.
 */

/** A JSON object, unchecked. */
export type Fields = Readonly<Record<string, unknown>>;

/** The agent's events whose command hooks can answer something. */
export type AnsweringEvent = keyof typeof FORMS;

type Check = (value: unknown, name: string) => string | undefined;

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const wrong = (name: string, expected: string): string => `"${name}" is not ${expected}.`;

const text: Check = (value, name) =>
  value === null || typeof value === 'string' ? undefined : wrong(name, 'a text');
/** Unlike the others these may not be null. */
const flag: Check = (value, name) => (typeof value === 'boolean' ? undefined : wrong(name, 'true or false'));
const anything: Check = () => undefined;
const oneOf =
  (...words: readonly string[]): Check =>
  (value, name) =>
    value === null || words.includes(value as string)
      ? undefined
      : wrong(name, words.map((word) => `"${word}"`).join(' or '));

const EVENT_NAMES = [
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PreCompact',
  'PostCompact',
  'SessionStart',
  'SessionEnd',
  'UserPromptSubmit',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'Interrupt',
  'PreModelRequest',
  'PostModelRequest',
];

/** Checks an object: no other fields than these, and those of `required` must be there. */
const object =
  (checks: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, name) => {
    if (value === null && name !== '') return undefined;
    if (!isObject(value)) return wrong(name, 'an object');
    const within = name === '' ? '' : ` in "${name}"`;
    const lacking = required.find((key) => !Object.hasOwn(value, key));
    if (lacking !== undefined) return `"${lacking}" is missing${within}.`;
    for (const [key, inner] of Object.entries(value)) {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
      const problem = check ? check(inner, key) : `"${key}" is not known${within}.`;
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

/** The name of the event has to be one, and is not compared with the event at hand (Codex fact, section 3). */
const specific = (checks: Readonly<Record<string, Check>>): Readonly<Record<string, Check>> => ({
  hookSpecificOutput: object(
    {
      hookEventName: (value, name) =>
        value === null ? wrong(name, 'a text') : oneOf(...EVENT_NAMES)(value, name),
      ...checks,
    },
    ['hookEventName'],
  ),
});

const UNIVERSAL = { continue: flag, stopReason: text, suppressOutput: flag, systemMessage: text };
const BLOCK = { decision: oneOf('block'), reason: text };
const CONTEXT = specific({ additionalContext: text });

const decision = object(
  {
    behavior: (value, name) => (value === null ? wrong(name, 'a text') : oneOf('allow', 'deny')(value, name)),
    message: text,
    interrupt: flag,
    updatedInput: anything,
    updatedPermissions: anything,
  },
  ['behavior'],
);

const FORMS = {
  SessionStart: object({ ...UNIVERSAL, ...CONTEXT }),
  SubagentStart: object({ ...UNIVERSAL, ...CONTEXT }),
  UserPromptSubmit: object({ ...UNIVERSAL, ...BLOCK, ...CONTEXT }),
  PreToolUse: object({
    ...UNIVERSAL,
    decision: oneOf('approve', 'block'),
    reason: text,
    ...specific({
      permissionDecision: oneOf('allow', 'deny', 'ask'),
      permissionDecisionReason: text,
      updatedInput: anything,
      additionalContext: text,
    }),
  }),
  PermissionRequest: object({ ...UNIVERSAL, ...specific({ decision }) }),
  PostToolUse: object({
    ...UNIVERSAL,
    ...BLOCK,
    ...specific({ additionalContext: text, updatedMCPToolOutput: anything }),
  }),
  PreCompact: object(UNIVERSAL),
  PostCompact: object(UNIVERSAL),
  Stop: object({ ...UNIVERSAL, ...BLOCK }),
  SubagentStop: object({ ...UNIVERSAL, ...BLOCK }),
  Interrupt: object({ systemMessage: text }),
} as const satisfies Record<string, Check>;

/** True for an event whose hooks can answer; what the others print is not looked at. */
export const isAnswering = (native: string): native is AnsweringEvent => Object.hasOwn(FORMS, native);

/** What is wrong with the form of an answer; undefined when the agent takes it. */
export const formProblem = (native: AnsweringEvent, answer: Fields): string | undefined =>
  FORMS[native](answer, '');
