/** The checksum at the end of the tokens of GitHub and npm: a text that only looks like one has a wrong one. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 6;

/** CRC-32 of ASCII text, bit by bit: `node:zlib` has it too, and takes longer to load than this takes for a token. */
function crc32(text: string): number {
  let rest = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    rest ^= text.charCodeAt(at) & 0xff;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}

/** The checksum of the random part of a token, in base 62. */
export function checksumOf(text: string): string {
  let left = crc32(text);
  let digits = '';
  while (digits.length < LENGTH) {
    digits = DIGITS.charAt(left % 62) + digits;
    left = Math.floor(left / 62);
  }
  return digits;
}

/** Whether what follows the prefix of a token ends with the checksum of what stands before. */
export function hasChecksum(afterPrefix: string): boolean {
  return checksumOf(afterPrefix.slice(0, -LENGTH)) === afterPrefix.slice(-LENGTH);
}
