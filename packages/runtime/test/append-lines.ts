/** Appends lines: `node append-lines.ts <file> <name> <count> <length> [<maxBytes> <keep>]`. */
import { appendLine } from '@hookline/runtime';

const [file = '', name = '', count, length, maxBytes, keep] = process.argv.slice(2);
const rotation = maxBytes === undefined ? undefined : { maxBytes: Number(maxBytes), keep: Number(keep) };
for (let index = 0; index < Number(count); index += 1) {
  if (!appendLine(file, `${name} ${index} ${'x'.repeat(Number(length))}`, rotation)) process.exitCode = 1;
}
