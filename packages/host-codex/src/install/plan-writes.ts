/** Orders the writes of a plan, so that whatever a crash leaves between two of them still runs every hook. */
import type { FileWrite } from './plan.ts';

/** The writes that change something, given what the files are before. */
export function changingWrites(
  present: ReadonlyMap<string, string | undefined>,
  writes: readonly FileWrite[],
): readonly FileWrite[] {
  const now = new Map(present);
  return writes.filter(({ path, text }) => {
    const isChange = now.get(path) !== text;
    now.set(path, text);
    return isChange;
  });
}
