/** What the hook imports when a configuration changed: the loader and the kinds with their schemas. Not bundled. */
import type { HandlerKind } from '@hookline/core';
import { BUNDLED_KINDS } from './bundled-kinds.ts';

export { loadConfig } from '@hookline/config';

/** The handler kinds that come with Hookline. */
export async function loadKinds(): Promise<readonly HandlerKind[]> {
  return Promise.all(Object.values(BUNDLED_KINDS).map((load) => load()));
}
