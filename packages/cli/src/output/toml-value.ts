/** Values as TOML writes them, on one line each. */

const BARE = /^[A-Za-z0-9_-]+$/;
/** What JSON leaves as it is and TOML refuses or a terminal would obey. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (one: string): string => {
  const hex = (one.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
};

function tomlText(text: string): string {
  const basic = JSON.stringify(text).replaceAll(UNSEEN, escaped);
  // A pattern reads better without its backslashes doubled.
  const isPlain = text.includes('\\') && !text.includes("'") && text.search(UNSEEN) < 0;
  return isPlain ? `'${text}'` : basic;
}

/** A key, or a part of a dotted one. */
export function tomlKey(key: string): string {
  return BARE.test(key) ? key : JSON.stringify(key.toWellFormed()).replaceAll(UNSEEN, escaped);
}

/** Undefined for what TOML has no word for, such as null, or half a surrogate pair. */
export function tomlValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? tomlText(value) : undefined;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) {
    const items = value.map(tomlValue);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (value === null || typeof value !== 'object') return undefined;
  const pairs = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => ({ key, text: tomlValue(one) }));
  if (pairs.some(({ text }) => text === undefined)) return undefined;
  return pairs.length === 0
    ? '{}'
    : `{ ${pairs.map(({ key, text }) => `${tomlKey(key)} = ${text}`).join(', ')} }`;
}
