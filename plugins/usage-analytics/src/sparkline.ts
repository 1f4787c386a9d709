/** A row of numbers as a row of bars. */

const BARS = { zero: '·', steps: [...'▁▂▃▄▅▆▇█'] };
/** Where a terminal shows no other characters. */
const PLAIN_BARS = { zero: '.', steps: [...'_-~=+*#@'] };

/** One bar for each number; more numbers than room are added up in equal parts. */
export function sparkline(numbers: readonly number[], room: number, unicode: boolean): string {
  const { zero, steps } = unicode ? BARS : PLAIN_BARS;
  const fitted = added(numbers, Math.max(1, room));
  const most = Math.max(...fitted, 0);
  return fitted
    .map((number) => (number <= 0 ? zero : (steps[Math.ceil((number / most) * steps.length) - 1] ?? zero)))
    .join('');
}

function added(numbers: readonly number[], room: number): readonly number[] {
  const each = Math.ceil(numbers.length / room);
  if (each <= 1) return numbers;
  const parts: number[] = [];
  // From the end, so that the newest part is a whole one.
  for (let end = numbers.length; end > 0; end -= each) {
    parts.unshift(numbers.slice(Math.max(0, end - each), end).reduce((sum, one) => sum + one, 0));
  }
  return parts;
}

/** True where characters beyond ASCII are shown as they are. */
export function showsUnicode(
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): boolean {
  if (env['TERM'] === 'dumb') return false;
  // An empty variable counts as one that is not set.
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return locale ? /utf-?8/i.test(locale) : platform === 'win32' || platform === 'darwin';
}
