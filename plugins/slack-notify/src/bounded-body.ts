/** Reads an answer up to a bound: what answers may send without end. */

/** Bytes, after decompression. Slack answers a few hundred. */
const ANSWER_BYTES = 64 * 1024;

/** The text of a body, or undefined when it is larger than the bound. Rejects when the connection breaks. */
export async function readBounded(response: Response): Promise<string | undefined> {
  const { body } = response;
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > ANSWER_BYTES) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
}
