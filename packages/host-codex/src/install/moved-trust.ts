/** The trust records of handlers that change their place in hooks.json, leave it or come back to it. */
import type { Payload } from '../wire/payload.ts';
import type { ConfigEdit } from './config-toml.ts';
import type { PlacedHandler } from './hooks-file.ts';
import { identityOf } from './hooks-groups.ts';
import { type InstallFiles, keysOf, statesOf } from './install-files.ts';
import type { KeptTrust } from './migration-record.ts';
import { hooksPathSpellings, type Places } from './places.ts';
import { trustHash, trustKey } from './trust-hash.ts';

/**
 * The edit for a change of places. Hookline has one handler an event; of others' each is the first one that means the
 * same and is not taken. Who comes back gets the trust that was kept for this very definition.
 */
export function trustEdit(
  places: Places,
  before: readonly PlacedHandler[],
  after: readonly PlacedHandler[],
  kept: readonly KeptTrust[] = [],
): ConfigEdit {
  const left = [...after];
  const remove: string[] = [];
  const rename = new Map<string, string>();
  for (const one of before) {
    const at = left.findIndex((other) =>
      one.ours
        ? other.ours && other.event === one.event
        : !other.ours && identityOf(other) === identityOf(one),
    );
    const [found] = at < 0 ? [] : left.splice(at, 1);
    for (const [spelling, key] of keysOf(places, one).entries()) {
      const to = found && keysOf(places, found)[spelling];
      if (to === undefined) remove.push(key);
      else if (to !== key) rename.set(key, to);
    }
  }
  const stock = [...kept];
  const restore = new Map<string, Payload>();
  for (const one of left) {
    for (const file of new Set(kept.map((item) => item.file))) {
      const at = stock.findIndex((item) => item.file === file && item.identity === identityOf(one));
      const [item] = at < 0 ? [] : stock.splice(at, 1);
      if (item) restore.set(trustKey(file, one.event, one.group, one.index), item.state);
    }
  }
  return { remove, rename, restore };
}

/** What Codex knows of handlers, to be kept while it does not see them. */
export function keptTrust(
  places: Places,
  files: InstallFiles,
  handlers: readonly PlacedHandler[],
): readonly KeptTrust[] {
  const states = statesOf(files);
  return handlers.flatMap((one) =>
    hooksPathSpellings(places).flatMap((file) => {
      const state = states.get(trustKey(file, one.event, one.group, one.index));
      return state ? [{ file, identity: identityOf(one), state }] : [];
    }),
  );
}

/** The trust in Hookline's handlers of one text, to hold in another text as well. */
export function ownTrust(
  places: Places,
  files: InstallFiles,
  from: readonly PlacedHandler[],
  to: readonly PlacedHandler[],
): ReadonlyMap<string, Payload> {
  const states = statesOf(files);
  const found = to
    .filter((one) => one.ours)
    .flatMap((one) => {
      const same = from.find((other) => other.ours && other.event === one.event);
      const keys = same ? keysOf(places, same) : [];
      return keysOf(places, one).map((key, spelling) => [key, states.get(keys[spelling] ?? '')] as const);
    });
  return new Map(found.flatMap(([key, state]) => (state ? [[key, state] as const] : [])));
}

/** Why Codex does not run a handler: nobody reviewed it, it was changed since, or it was switched off. */
export type Untrusted = 'untrusted' | 'modified' | 'off';

/** Undefined for a handler that a person has reviewed under one of the spellings of its file. */
export function untrusted(
  places: Places,
  states: ReadonlyMap<string, Payload>,
  one: PlacedHandler,
): Untrusted | undefined {
  const found = keysOf(places, one).flatMap((key): readonly Payload[] => {
    const state = states.get(key);
    return state ? [state] : [];
  });
  if (found.some((state) => state['enabled'] === false)) return 'off';
  const hash = trustHash(one.event, one.matcher, one.handler);
  if (found.some((state) => state['trusted_hash'] === hash)) return undefined;
  return found.some((state) => typeof state['trusted_hash'] === 'string') ? 'modified' : 'untrusted';
}
