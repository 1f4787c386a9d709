/** Reads an answer up to a bound: a server may send without end. Whatever is not read is given up, not waited for. */

/** Bytes, after decompression. */
export const ANSWER_BYTES = 1024 * 1024;

/** The text of a body, or undefined when it is larger than the bound. Rejects when the connection breaks. */
export async function readBounded(response: Response, limit = ANSWER_BYTES): Promise<string | undefined> {
  const { body } = response;
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
}

/** Gives up the rest of a body that nobody reads, so that its connection is free. */
export async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}
