/** Waits for something that may never come. What it left behind is ended with the process. */
export async function within<T>(promise: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(late()), limitMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
