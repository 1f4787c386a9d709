// The program between the agent and Hookline that breaks payloads: which way is told by the command in it.
import type { PayloadFault } from './fault.ts';

/** The source of the program. It reads a payload and writes what is left of it. */
export function mangler(faults: readonly PayloadFault[]): string {
  const ways = faults.map(({ id, mangle }) => `  ${JSON.stringify(id)}: ${mangle.toString()},`);
  return `import { readFileSync, writeSync } from 'node:fs';
const WAYS = {
${ways.join('\n')}
};
const text = readFileSync(0, 'utf8');
const id = /ran\\/([a-z0-9.-]+)\\.(?:forbidden|fine)/.exec(text)?.[1];
let bytes = Buffer.from(WAYS[id]?.(text) ?? text);
while (bytes.length > 0) {
  try {
    bytes = bytes.subarray(writeSync(1, bytes));
  } catch (thrown) {
    if (thrown.code === 'EPIPE') break;
    if (thrown.code !== 'EAGAIN') throw thrown;
  }
}
`;
}
