/** Programs that misbehave, written when they are needed, and a look at what is left of them. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunProgramOptions, runProgram } from '../src/exec/run-program.ts';

export interface Bench {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes an executable and gives its path. */
  program(name: string, text: string, mode?: number): string;
  run(
    file: string,
    args?: readonly string[],
    options?: Partial<RunProgramOptions>,
  ): ReturnType<typeof runProgram>;
  /** The command lines of what was started by this bench, or by its children, and still lives. */
  survivors(): string[];
  close(): void;
}

function environOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

export function createBench(): Bench {
  const dir = mkdtempSync(join(tmpdir(), 'hookline-exec-'));
  const mark = `BENCH=${randomUUID()}`;
  const env = { ...process.env, BENCH: mark.slice(6) };
  return {
    dir,
    env,
    program(name, text, mode = 0o755) {
      const path = join(dir, name);
      writeFileSync(path, text);
      chmodSync(path, mode);
      return path;
    },
    run: (file, args = [], options = {}) => runProgram(file, args, { cwd: dir, env, ...options }),
    survivors: () =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && environOf(name).includes(mark))
        .map((pid) => `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')}`),
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}
