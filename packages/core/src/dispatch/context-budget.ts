/**
 * Makes a text fit into what is left of the context budget. What is too long keeps its head and its tail, as the agent
 * itself cuts what its own hooks add (Codex fact, section 3): a report names its subject first and its result last.
 */

/** A rough count, four bytes of UTF-8 a token: the agent's own cut uses the same measure. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

/** Texts of several hooks are joined by an empty line. */
export const SEPARATOR_TOKENS = 1;

/** In less than this a head and a tail say nothing. */
const LEAST_TOKENS = 100;

const mark = (tokens: number): string => `\n[about ${tokens} tokens left out]\n`;

/** The text, or its head and tail within so many tokens; undefined where not even these fit. */
export function cutToTokens(text: string, tokens: number): string | undefined {
  const whole = estimateTokens(text);
  if (whole <= tokens) return text;
  if (tokens < LEAST_TOKENS) return undefined;
  const between = mark(whole - tokens);
  const half = Math.floor((tokens * 4 - between.length) / 2);
  const bytes = Buffer.from(text);
  return `${head(bytes, half)}${between}${tail(bytes, half)}`;
}

/** The first so many bytes, without what is left of a character that was cut. */
function head(bytes: Buffer, length: number): string {
  return bytes.subarray(0, startOfCharacter(bytes, length)).toString();
}

function tail(bytes: Buffer, length: number): string {
  const from = bytes.length - length;
  const start = startOfCharacter(bytes, from);
  return bytes.subarray(start === from ? from : nextCharacter(bytes, from)).toString();
}

const isInside = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function startOfCharacter(bytes: Buffer, position: number): number {
  let start = position;
  while (isInside(bytes[start])) start -= 1;
  return start;
}

function nextCharacter(bytes: Buffer, position: number): number {
  let next = position;
  while (isInside(bytes[next])) next += 1;
  return next;
}
