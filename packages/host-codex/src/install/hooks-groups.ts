/**
 * Moves whole handlers between the texts of two hooks files. A group goes with its matcher and all its other keys;
 * when only some of its handlers go, both files have the group. Every edit is checked by reading the result back.
 */
import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation } from 'jsonc-parser';
import { isNativeEvent, type NativeEventName } from '../wire/native-events.ts';
import type { Payload } from '../wire/payload.ts';
import { fileInvalid } from './file-text.ts';
import {
  type HooksReader,
  type PlacedHandler,
  readHandlers,
  treeOf,
  withGroup,
  withoutHandler,
} from './hooks-file.ts';
import { applyEdits, removed } from './json-edit.ts';
import type { HandlerDefinition } from './trust-hash.ts';

/** A group of an event as it would stand elsewhere. */
export interface HookGroup {
  readonly event: NativeEventName;
  readonly group: Payload;
}

/** The text without the handlers; groups and events that they leave empty go too. */
export function withoutHandlers(
  path: string,
  text: string | undefined,
  handlers: readonly PlacedHandler[],
  reader: HooksReader,
): string | undefined {
  if (text === undefined) return undefined;
  // From the last to the first, so that the positions still to be looked at stay what they were.
  const edited = [...handlers].reverse().reduce((done, one) => withoutHandler(done, one, true), text);
  const left = readHandlers(path, text, reader).filter((one) => !handlers.some((other) => isAt(one, other)));
  return checked(path, edited, left, reader);
}

/** The groups of the handlers, without the other handlers of these groups. */
export function groupsOf(text: string, handlers: readonly PlacedHandler[]): readonly HookGroup[] {
  const { hooks } = JSON.parse(text) as { hooks: Record<string, readonly Payload[]> };
  const places = new Map(
    handlers.map(({ event, group }) => [`${event} ${group}`, { event, group }] as const),
  );
  return [...places.values()].map(({ event, group }) => ({
    event,
    group: {
      ...hooks[event]?.[group],
      hooks: handlers.filter((one) => one.event === event && one.group === group).map((one) => one.handler),
    },
  }));
}

/** The text with the groups after what is there. */
export function withGroups(
  path: string,
  text: string | undefined,
  groups: readonly HookGroup[],
  reader: HooksReader,
): string | undefined {
  if (groups.length === 0) return text;
  const edited = groups.reduce((done, { event, group }) => withGroup(done, event, group), text ?? '{}\n');
  return checked(path, edited, [...readHandlers(path, text, reader), ...groups.flatMap(handlersOf)], reader);
}

/** The text with these handlers and no others, in its own layout: what a file becomes that is moved as it is. */
export function onlyHandlers(path: string, text: string, handlers: readonly PlacedHandler[]): string {
  const others = readHandlers(path, text).filter((one) => !handlers.some((other) => isAt(one, other)));
  let edited = withoutHandlers(path, text, others, 'codex') ?? text;
  for (const place of emptyPlaces(edited).reverse()) {
    const node = findNodeAtLocation(treeOf(edited), place);
    const child = place.length === 2 ? node?.parent : node;
    if (child?.parent) edited = applyEdits(edited, [removed(child.parent, child)]);
  }
  return checked(path, edited, handlers, 'hookline');
}

/** Events that Codex does not know, events without groups, and groups without handlers. */
function emptyPlaces(text: string): (string | number)[][] {
  const { hooks } = JSON.parse(text) as { hooks?: Payload };
  return Object.entries(hooks ?? {}).flatMap(([event, groups]): (string | number)[][] => {
    const lists = isNativeEvent(event) ? (groups as readonly Payload[]) : [];
    const isEmpty = ({ hooks: list }: Payload) => !Array.isArray(list) || list.length === 0;
    if (lists.every(isEmpty)) return [['hooks', event]];
    return lists.flatMap((group, index) => (isEmpty(group) ? [['hooks', event, index]] : []));
  });
}

/** A handler without its place. */
type Meaning = Pick<PlacedHandler, 'event' | 'matcher' | 'handler'>;

/** Equal for handlers that mean the same, wherever they stand. */
export const identityOf = ({ event, matcher, handler }: Meaning): string =>
  JSON.stringify([event, matcher ?? null, handler]);

/** True for the same place of one text. */
export const isAt = (one: PlacedHandler, other: Pick<PlacedHandler, 'event' | 'group' | 'index'>): boolean =>
  one.event === other.event && one.group === other.group && one.index === other.index;

function handlersOf({ event, group: { matcher, hooks } }: HookGroup): readonly Meaning[] {
  const text = typeof matcher === 'string' ? matcher : undefined;
  return (hooks as readonly HandlerDefinition[]).map((handler) => ({ event, matcher: text, handler }));
}

/** No edit may lose a handler, add one or change their order, whatever odd text it was made in. */
function checked(path: string, text: string, handlers: readonly Meaning[], reader: HooksReader): string {
  if (isDeepStrictEqual(meaningOf(handlers), meaningOf(readBack(path, text, reader)))) return text;
  throw fileInvalid(
    path,
    'It is written in a form that cannot be edited without changing what it says, such as a key that is there twice.',
    'Write each key once and numbers as usual, then try again.',
  );
}

function readBack(path: string, text: string, reader: HooksReader): readonly PlacedHandler[] {
  try {
    return readHandlers(path, text, reader);
  } catch {
    return [];
  }
}

/** What is said of each event, in its order; the order of the events says nothing. */
function meaningOf(handlers: readonly Meaning[]): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(
    handlers.map(({ event }) => [
      event,
      handlers.filter((one) => one.event === event).map(({ matcher, handler }) => [matcher, handler]),
    ]),
  );
}
