/**
 * The beginning of a text, or with a negative bound its end. What has to be cut is redacted first: half a secret is not
 * known as one.
 */
export function shortened(
  text: string,
  most: number,
  redact: (text: string) => string = (unchanged) => unchanged,
): string {
  if (text.length <= Math.abs(most)) return text;
  const clean = redact(text);
  return most < 0 ? clean.slice(most) : clean.slice(0, most);
}
