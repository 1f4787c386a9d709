/**
 * Puts Hookline's handlers into the text of a hooks.json and takes them out. Others' hooks keep their bytes.
 * New groups go last: trust records count positions, and a group in front would void the trust of those behind.
 */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { isNativeEvent, NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
import { isObject, type Payload } from '../wire/payload.ts';
import { fileInvalid } from './file-text.ts';
import { handlerFault } from './handler-fault.ts';
import { type CodexHandler, hookCommandEvent } from './hook-command.ts';
import { appended, applyEdits, removed, type TextEdit } from './json-edit.ts';
import { spellingFault } from './spelling-fault.ts';
import type { HandlerDefinition } from './trust-hash.ts';

/** One handler of a hooks file and where it stands. */
export interface PlacedHandler {
  readonly event: NativeEventName;
  readonly group: number;
  readonly index: number;
  readonly matcher?: string;
  readonly handler: HandlerDefinition;
  /** True for a handler of Hookline. */
  readonly ours: boolean;
}

const FIXES = {
  codex: 'Repair it by hand, then try again: Codex itself ignores the whole file as it is.',
  hookline: 'Repair it by hand, then try again. What is wrong where: npx hookline validate',
};

/** Who reads a file: Codex drops it whole for one thing that it does not know, Hookline only that thing. */
export type HooksReader = 'codex' | 'hookline';

/** All handlers of the known events, in their order. Throws HOOKLINE_HOST_FILE_INVALID. */
export function readHandlers(
  path: string,
  text: string | undefined,
  reader: HooksReader = 'codex',
): readonly PlacedHandler[] {
  if (text === undefined) return [];
  const hooks = hooksOf(path, text, reader);
  return NATIVE_EVENTS.flatMap((event) =>
    list(hooks[event]).flatMap((group, groupIndex) =>
      list(isObject(group) ? group['hooks'] : undefined).flatMap((handler, index) =>
        isObject(handler)
          ? [
              {
                event,
                group: groupIndex,
                index,
                matcher:
                  isObject(group) && typeof group['matcher'] === 'string' ? group['matcher'] : undefined,
                handler: handler as HandlerDefinition,
                ours: hookCommandEvent(handler['command']) === event,
              },
            ]
          : [],
      ),
    ),
  );
}

/**
 * The text with exactly one handler of Hookline for each event of `wanted` and none for others. Undefined when
 * the file did not exist and nothing is wanted. Throws HOOKLINE_HOST_FILE_INVALID.
 */
export function withHandlers(
  path: string,
  text: string | undefined,
  wanted: ReadonlyMap<NativeEventName, CodexHandler>,
): string | undefined {
  if (text === undefined && wanted.size === 0) return undefined;
  let edited = text ?? '{}\n';
  hooksOf(path, edited);
  for (const event of NATIVE_EVENTS) edited = withEvent(path, edited, event, wanted.get(event));
  return edited;
}

function withEvent(
  path: string,
  text: string,
  event: NativeEventName,
  wanted: CodexHandler | undefined,
): string {
  let edited = text;
  const ours = () => readHandlers(path, edited).filter((one) => one.ours && one.event === event);
  // Under a matcher it would not hear everything.
  const first = wanted && ours().find(({ matcher }) => !matcher || matcher === '*');
  // From the last to the first, so that the positions still to be looked at stay what they were.
  for (const extra of ours()
    .filter(({ group, index }) => group !== first?.group || index !== first.index)
    .reverse())
    edited = withoutHandler(edited, extra, wanted !== undefined);
  const [kept] = ours();
  if (!wanted) return edited;
  if (!kept) return withGroup(edited, event, { hooks: [wanted] });
  if (JSON.stringify(kept.handler) === JSON.stringify(wanted)) return edited;
  const node = findNodeAtLocation(treeOf(edited), ['hooks', event, kept.group, 'hooks', kept.index]);
  return node ? applyEdits(edited, [replaced(edited, node, wanted)]) : edited;
}

/** The text with one more group at the end of an event. */
export function withGroup(text: string, event: NativeEventName, group: object): string {
  const root = treeOf(text);
  const hooks = findNodeAtLocation(root, ['hooks']);
  if (!hooks) return applyEdits(text, [appended(text, root, { [event]: [group] }, 'hooks')]);
  const groups = findNodeAtLocation(hooks, [event]);
  return applyEdits(text, [groups ? appended(text, groups, group) : appended(text, hooks, [group], event)]);
}

/**
 * Takes a handler out, and its group and its event with it when they hold nothing else. A matcher is something else,
 * unless the group is left for good.
 */
export function withoutHandler(
  text: string,
  { event, group, index }: Pick<PlacedHandler, 'event' | 'group' | 'index'>,
  isLeft = false,
): string {
  const path = ['hooks', event, group, 'hooks', index];
  let child = findNodeAtLocation(treeOf(text), path);
  let container = child?.parent;
  const groupKeys = container?.parent?.parent?.children?.length ?? 0;
  if (container?.children?.length === 1 && (isLeft || groupKeys === 1)) {
    child = container.parent?.parent;
    container = child?.parent;
    if (container?.children?.length === 1) {
      child = container.parent;
      container = child?.parent;
    }
  }
  return child && container ? applyEdits(text, [removed(container, child)]) : text;
}

/** Only the value of the command changes where that is all that differs. */
function replaced(text: string, node: Node, wanted: CodexHandler): TextEdit {
  const command = findNodeAtLocation(node, ['command']);
  const old = JSON.parse(text.slice(node.offset, node.offset + node.length)) as HandlerDefinition;
  if (command && JSON.stringify({ ...old, command: wanted.command }) === JSON.stringify(wanted)) {
    return { offset: command.offset, length: command.length, content: JSON.stringify(wanted.command) };
  }
  return { offset: node.offset, length: node.length, content: JSON.stringify(wanted) };
}

/** The `hooks` object, after everything was checked that would make Codex refuse the file or an edit go astray. */
function hooksOf(
  path: string,
  text: string,
  reader: HooksReader = 'codex',
): Readonly<Record<string, unknown>> {
  let root: unknown;
  const fix = FIXES[reader];
  try {
    root = JSON.parse(text);
  } catch (cause) {
    throw fileInvalid(path, 'It is not JSON.', fix, cause);
  }
  if (!isObject(root)) throw fileInvalid(path, 'It is not a JSON object.', fix);
  const stray = Object.keys(root).find((key) => key !== 'hooks' && key !== 'description');
  if (stray !== undefined && reader === 'codex')
    throw fileInvalid(path, `It has the unknown top-level key "${stray}".`, fix);
  const hooks = root['hooks'] ?? {};
  if (!isObject(hooks) || root['hooks'] === null) throw fileInvalid(path, '"hooks" is not an object.', fix);
  for (const [event, groups] of Object.entries(hooks)) {
    const wellFormed =
      !isNativeEvent(event) ||
      (Array.isArray(groups) &&
        groups.every(
          (group) => isObject(group) && (group['hooks'] === undefined || Array.isArray(group['hooks'])),
        ));
    if (!wellFormed) throw fileInvalid(path, `"hooks.${event}" is not a list of groups.`, fix);
    if (isNativeEvent(event) && reader === 'codex') checkGroups(path, event, groups as readonly Payload[]);
  }
  const { description } = root;
  if (reader === 'codex' && description != null && typeof description !== 'string')
    throw fileInvalid(path, 'Its "description" is not a text.', fix);
  const fault = spellingFault(treeOf(text), text, reader === 'codex');
  if (fault !== undefined) throw fileInvalid(path, fault, fix);
  return hooks;
}

/** One handler that Codex cannot read makes it ignore the whole file, and with it every guard that stands there. */
function checkGroups(path: string, event: string, groups: readonly Payload[]): void {
  for (const [index, { matcher, hooks }] of groups.entries()) {
    const where = `hooks.${event}[${index}]`;
    if (matcher != null && typeof matcher !== 'string')
      throw fileInvalid(path, `"${where}.matcher" is not a text.`, FIXES.codex);
    for (const [position, handler] of list(hooks).entries()) {
      const fault = handlerFault(handler);
      if (fault !== undefined)
        throw fileInvalid(path, `"${where}.hooks[${position}]" ${fault}.`, FIXES.codex);
    }
  }
}

/** The text as a tree; it must be JSON. */
export function treeOf(text: string): Node {
  return parseTree(text) as Node;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
