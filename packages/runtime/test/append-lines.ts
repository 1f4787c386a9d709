/** Appends lines: `node append-lines.ts <file> <name> <count> <length>`. */
import { appendLine } from '@hookline/runtime';

const [file = '', name = '', count, length] = process.argv.slice(2);
for (let index = 0; index < Number(count); index += 1) {
  if (!appendLine(file, `${name} ${index} ${'x'.repeat(Number(length))}`)) process.exitCode = 1;
}
