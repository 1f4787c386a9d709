/**
 * What a module may load, read from its text: it must not run to be looked at. Rather too much than too little: every
 * text in quotes that looks like a relative path counts, so that `new URL('./rules.json', import.meta.url)` does.
 */

/** What a text may load. */
export interface Specifiers {
  /** Start with `./` or `../`. */
  readonly relative: readonly string[];
  /** Packages, with their subpaths, and `#` names of the own package. */
  readonly bare: readonly string[];
}

const QUOTED = /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g;
const LOADED = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\bresolve\s*\()\s*$/;
const BEFORE = 40;

/** Finds them. */
export function specifiersOf(text: string): Specifiers {
  const relative = new Set<string>();
  const bare = new Set<string>();
  for (const found of text.matchAll(QUOTED)) {
    const value = found[2] ?? '';
    if (value.length > 300 || value.includes('${')) continue;
    if (/^\.\.?(?:\/|$)/.test(value)) relative.add(value);
    else if (
      /^[#@a-z0-9][\w@./#~-]*$/i.test(value) &&
      LOADED.test(text.slice(Math.max(0, found.index - BEFORE), found.index))
    )
      bare.add(value);
  }
  return { relative: [...relative], bare: [...bare] };
}
