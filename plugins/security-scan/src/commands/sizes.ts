/** Sizes as `dd`, `head` and `truncate` write them. */

/** `10M`, `4GiB`: a number of bytes. */
export function bytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kKmMgGtTpP])?/.exec(text);
  if (!match) return 0;
  const powers = { k: 10, m: 20, g: 30, t: 40, p: 50 } as const;
  const unit = match[2]?.toLowerCase() as keyof typeof powers | undefined;
  return Number(match[1]) * (unit ? 2 ** powers[unit] : 1);
}
