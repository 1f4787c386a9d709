/** Run by a test in a process of its own: starts the program given, and ends before the program does. */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { runProgram } from '../src/exec/run-program.ts';

const [file = '', ready = '', how = ''] = process.argv.slice(2);
void runProgram(file, [], { env: process.env });
while (!existsSync(ready)) await delay(5);
if (how === 'exit') process.exit(0);
process.kill(process.pid, 'SIGTERM');
