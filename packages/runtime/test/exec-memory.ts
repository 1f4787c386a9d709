/** Run by a test in a process of its own: prints the peak memory, in KiB, of running the program given. */
import { runProgram } from '../src/exec/run-program.ts';

const [file = ''] = process.argv.slice(2);
const result = await runProgram(file, [], { env: process.env, timeoutMs: 60_000 });
process.stdout.write(
  JSON.stringify({
    status: result.status,
    stdout: result.stdout.length,
    peakKiB: process.resourceUsage().maxRSS,
  }),
);
