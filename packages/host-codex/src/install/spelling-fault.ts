/**
 * Tells what Codex cannot read in a handler for the way it is written, where the value alone looks well: a key of its
 * own twice, or a whole number as `5.0`. It ignores the whole file for either.
 */
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { isNativeEvent } from '../wire/native-events.ts';

const GROUP_KEYS: readonly string[] = ['matcher', 'hooks'];
const HANDLER_KEYS: readonly string[] = [
  ...['type', 'command', 'commandWindows', 'timeout', 'async', 'statusMessage', 'additionalContextLimit'],
  ...['server', 'tool', 'input'],
];
const COUNTS: readonly string[] = ['timeout', 'additionalContextLimit'];

/** What is wrong, as a sentence; undefined when it can be read. The text must be JSON; numbers concern Codex alone. */
export function spellingFault(root: Node, text: string, numbers: boolean): string | undefined {
  const hooks = findNodeAtLocation(root, ['hooks']);
  const twice = doubledKey(root) ?? doubledKey(hooks);
  if (twice !== undefined) return `The key "${twice}" is there twice.`;
  for (const { children: [event, groups] = [] } of hooks?.children ?? []) {
    if (!isNativeEvent(event?.value)) continue;
    for (const [index, group] of (groups?.children ?? []).entries()) {
      const fault = groupFault(group, numbers ? text : undefined);
      if (fault !== undefined) return `In "hooks.${event.value}[${index}]" ${fault}.`;
    }
  }
  return undefined;
}

function groupFault(group: Node, text: string | undefined): string | undefined {
  const twice = doubledKey(group, GROUP_KEYS);
  if (twice !== undefined) return `the key "${twice}" is there twice`;
  for (const handler of findNodeAtLocation(group, ['hooks'])?.children ?? []) {
    const double = doubledKey(handler, HANDLER_KEYS);
    if (double !== undefined) return `a handler has the key "${double}" twice`;
    for (const key of text === undefined ? [] : COUNTS) {
      const value = handler.type === 'object' ? findNodeAtLocation(handler, [key]) : undefined;
      const written = value && text?.slice(value.offset, value.offset + value.length);
      if (value?.type === 'number' && !/^\d+$/.test(written ?? ''))
        return `a "${key}" is written as ${written}, which is no whole number`;
    }
  }
  return undefined;
}

function doubledKey(object: Node | undefined, known?: readonly string[]): string | undefined {
  const keys = (object?.children ?? []).map((property) => String(property.children?.[0]?.value));
  return keys.find((key, index) => keys.indexOf(key) !== index && (known?.includes(key) ?? true));
}
