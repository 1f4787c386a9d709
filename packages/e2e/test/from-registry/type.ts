/** Somebody who types commands in a folder. A command that ends otherwise than expected shows all that it printed. */
import { expect } from 'vitest';
import type { ChildResult } from '../../src/index.ts';
import { type Registry, runBounded, said } from '../../src/registry/index.ts';

/** Where somebody works, and with which programs. */
export interface Desk {
  readonly registry: Registry;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Types one command, as one would in a shell; fails when it does not end with `exitCode`. */
export async function type({ registry, cwd, env }: Desk, line: string, exitCode = 0): Promise<ChildResult> {
  const result = await runBounded(['bash', '-c', line], { cwd, env });
  const asked = () => registry.log().split('\n').slice(-40).join('\n');
  if (result.exitCode !== exitCode) expect.fail(`$ ${line}\n${said(result)}\n\nthe registry\n${asked()}`);
  return result;
}
