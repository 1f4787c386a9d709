/** How a value of the wrong type is written right. */

/** What turns a value into one of the type that is wanted; undefined where that is not clear. */
export function retyped(wanted: string | undefined, value: unknown): string | undefined {
  if (wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Write it in quotes: "${value}"`;
  if (typeof value !== 'string') return undefined;
  if (wanted === 'array') return `Write a list: [${JSON.stringify(value)}]`;
  if (wanted === 'boolean') {
    const word = value.toLowerCase();
    const means =
      ['true', 'yes', 'on', '1'].includes(word) ||
      (['false', 'no', 'off', '0'].includes(word) ? false : undefined);
    return means === undefined ? undefined : `Write ${means}, without quotes.`;
  }
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(ms)?(?:s|sec|seconds)?\s*$/.exec(value) ?? [];
  if (wanted !== 'number' || number === undefined) return undefined;
  return `Write ${unit ? Number(number) / 1000 : number}, without quotes.`;
}
