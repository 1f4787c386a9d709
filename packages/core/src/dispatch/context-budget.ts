/**
 * Makes a text fit into what is left of the context budget. What is too long keeps its head and its tail, as the agent
 * itself cuts what its own hooks add (Codex fact, section 3): a report names its subject first and its result last.
 */

/** A rough count, four characters a token: the agent's own cut uses the same measure. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 4);

/** In less than this a head and a tail say nothing. */
const LEAST_TOKENS = 100;

const mark = (tokens: number): string => `\n… about ${tokens} tokens left out …\n`;

/** The text, or its head and tail within so many tokens; undefined where not even these fit. */
export function cutToTokens(text: string, tokens: number): string | undefined {
  const whole = estimateTokens(text);
  if (whole <= tokens) return text;
  if (tokens < LEAST_TOKENS) return undefined;
  const between = mark(whole - tokens);
  const half = Math.floor((tokens * 4 - between.length) / 2);
  return `${text.slice(0, half)}${between}${text.slice(-half)}`.toWellFormed();
}
