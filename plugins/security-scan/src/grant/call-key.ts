/**
 * Names one call by its content: what a person permits is this event with this text in this folder, and no other.
 * The same is computed by nobody else: `hookline allow` copies it from the record of the refusal.
 */

/** The name of a call, 64 hexadecimal digits. */
export function callKey(event: string, cwd: string, text: string): string {
  // Only a refusal needs it: not worth loading for every command.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify([event, cwd, text]))
    .digest('hex');
}

/** A value as text that is the same for the same value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
