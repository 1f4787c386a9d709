/** Merges what the layers say to one plugin: key by key at the top, a later layer wins; tables and lists inside are values. */
import type { RawPlugin } from '../layers/read-document.ts';

export interface MergedOptions {
  readonly options: Readonly<Record<string, unknown>>;
  /** The layer that says each option. */
  readonly saidBy: ReadonlyMap<string, RawPlugin>;
}

/** `layers` are weakest first. `false` says nothing about options, so they are there again when a layer says `true`. */
export function mergeOptions(layers: readonly RawPlugin[]): MergedOptions {
  const options: Record<string, unknown> = {};
  const saidBy = new Map<string, RawPlugin>();
  for (const layer of layers) {
    for (const [key, value] of layer.value === false ? [] : Object.entries(layer.value)) {
      options[key] = value;
      saidBy.set(key, layer);
    }
  }
  return { options, saidBy };
}
