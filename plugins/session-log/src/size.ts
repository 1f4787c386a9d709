/** How sizes are written: bytes, or with a suffix. */
export const SIZE = /^(\d{1,12})([kmg])?$/i;

const FACTORS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** The bytes of `500k`, `10M`, `1G` or a number. NaN for what is no size. */
export function bytesOf(size: number | string): number {
  if (typeof size === 'number') return size;
  const [, digits, suffix] = SIZE.exec(size) ?? [];
  return Number(digits) * (suffix === undefined ? 1 : (FACTORS[suffix.toLowerCase()] ?? Number.NaN));
}
