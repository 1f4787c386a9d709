/**
 * Tells which handlers Codex cannot read. It ignores the whole file for one of them, hooks of others included, so
 * a file with one hears nothing. Refuses nothing that Codex reads: unknown keys and kinds to come are its business.
 */
import { isObject } from '../wire/payload.ts';

type Check = readonly [expected: string, isRight: (value: unknown) => boolean];

const TEXT: Check = ['a text', (value) => typeof value === 'string'];
const FLAG: Check = ['true or false', (value) => typeof value === 'boolean'];
const COUNT: Check = ['a whole number', (value) => Number.isSafeInteger(value) && (value as number) >= 0];

/** Codex keeps the input of a tool as TOML, which has no null. */
const INPUT: Check = ['an object without null', (value) => isObject(value) && !hasNull(value)];

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value as object).some(hasNull));

/** The keys of each type; those with `true` must be there. */
const TYPES: Readonly<Record<string, Readonly<Record<string, readonly [Check, boolean]>>>> = {
  command: {
    command: [TEXT, true],
    timeout: [COUNT, false],
    async: [FLAG, false],
    statusMessage: [TEXT, false],
    additionalContextLimit: [COUNT, false],
    commandWindows: [TEXT, false],
  },
  mcp_tool: {
    server: [TEXT, true],
    tool: [TEXT, true],
    input: [INPUT, false],
    timeout: [COUNT, false],
    statusMessage: [TEXT, false],
  },
  prompt: {},
  agent: {},
};

/** What is wrong with a handler, as the end of a sentence; undefined when Codex can read it. */
export function handlerFault(handler: unknown): string | undefined {
  if (!isObject(handler)) return 'is not an object';
  const { type } = handler;
  const keys = typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (keys === undefined) return `has a "type" that is none of ${Object.keys(TYPES).join(', ')}`;
  for (const [key, [[expected, isRight], needed]] of Object.entries(keys)) {
    const value = Object.hasOwn(handler, key) ? handler[key] : undefined;
    if (value == null ? needed || (key === 'input' && value === null) : !isRight(value))
      return `has a "${key}" that is not ${expected}`;
  }
  return undefined;
}
