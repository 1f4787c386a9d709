/** Which events an entry listens to. */
import type { EventName } from '@hookline/core';
import { EVENTS, eventSpec, knownEventSpellings, resolveEventNames } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import type { Path } from '../report/path.ts';
import type { Finding } from '../report/report.ts';

interface EventFinding {
  readonly path: Path;
  readonly finding: Finding;
}

export interface EntryEvents {
  readonly events: readonly EventName[];
  readonly findings: readonly EventFinding[];
}

/** The built-in events of a category. */
export function eventsOfCategory(category: string): readonly EventName[] {
  const entries = Object.entries(EVENTS).filter(([, spec]) => spec.category === category);
  return entries.map(([name]) => name as EventName);
}

function unknownEvent(name: string, category: string, path: Path): EventFinding {
  const meant = nearest(name, knownEventSpellings());
  const fix = name.startsWith('integration')
    ? 'An integration event is named integration.<name>.'
    : ofCategory(category);
  const finding: Finding = {
    message: `The event "${name}" is not known.`,
    expected: `one of ${Object.keys(EVENTS).join(', ')}, integration.<name>`,
    ...(meant ? { fix: `Did you mean "${meant}"?` } : fix ? { fix } : {}),
  };
  return { path, finding };
}

/** What may stand there by the category of the entry. */
function ofCategory(category: string): string | undefined {
  const events = eventsOfCategory(category);
  if (events.length === 0) return undefined;
  const spelled = events.map((event) => JSON.stringify(event));
  const choice = [spelled.slice(0, -1).join(', '), spelled.at(-1)].filter(Boolean).join(' or ');
  return `In hooks.${category} write ${choice}.`;
}

function missingEvent(category: string): EntryEvents {
  const events = eventsOfCategory(category);
  const all = events.join(', ');
  const finding: Finding =
    events.length > 0
      ? {
          severity: 'warning',
          message: `The entry names no event, so it runs for all of hooks.${category}: ${all}.`,
          fix: `Add event = "${events[0]}", or a list of events.`,
        }
      : { message: 'The entry names no event.', fix: `Add event = "${category}.<name>".` };
  return { events, findings: [{ path: [], finding }] };
}

function misfiled(category: string, events: readonly EventName[], path: Path): readonly EventFinding[] {
  const categories = [...new Set(events.map((event) => eventSpec(event)?.category ?? event.split('.')[0]))];
  if (categories.length === 0 || categories.includes(category)) return [];
  const finding: Finding = {
    severity: 'warning',
    message: `The entry is filed under hooks.${category}, but ${events.join(', ')} belongs to ${categories.map((name) => `hooks.${name}`).join(', ')}.`,
    fix: `Move it to [[hooks.${categories[0]}]].`,
  };
  return [{ path, finding }];
}

/** Resolves the `event` of an entry; `declared` are the events that plugins' manifests name. */
export function entryEvents(event: unknown, category: string, declared: ReadonlySet<string>): EntryEvents {
  if (event === undefined) return missingEvent(category);
  const isList = Array.isArray(event);
  const names = (isList ? event : [event]).filter((name) => typeof name === 'string');
  const events = new Set<EventName>();
  const findings: EventFinding[] = [];
  names.forEach((name, index) => {
    const resolved = resolveEventNames(name);
    const path = isList ? ['event', index] : ['event'];
    if (resolved.length > 0) for (const one of resolved) events.add(one);
    else if (declared.has(name)) events.add(name as EventName);
    else findings.push(unknownEvent(name, category, path));
  });
  const list = [...events];
  return { events: list, findings: [...findings, ...misfiled(category, list, ['event'])] };
}
