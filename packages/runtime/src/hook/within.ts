/** Looks this often, and counts a look for at most twice that: a loop that turns late was kept from turning. */
const LOOK_MS = 250;
const MOST_COUNTED_MS = 2 * LOOK_MS;

/**
 * Waits for something that may never come. What it left behind is ended with the process. Counts the time in which it
 * could have come: where fifty hooks share two processors, the work of one of them takes its time, and is not stuck.
 */
export async function within<T>(promise: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        let left = limitMs;
        let lookedAt = performance.now();
        timer = setInterval(
          () => {
            const now = performance.now();
            left -= Math.min(now - lookedAt, MOST_COUNTED_MS);
            lookedAt = now;
            if (left <= 0) reject(late());
          },
          Math.min(LOOK_MS, limitMs),
        );
      }),
    ]);
  } finally {
    clearInterval(timer);
  }
}
