/** Where the variants of the bench run: a folder of its own with homes and projects, removed at the end. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
export const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
export const bin = join(packageFolder('hookline'), 'bin/hookline.cjs');
export const root = mkdtempSync(join(tmpdir(), 'hookline-bench-'));

export const homes = {
  HOME: join(root, 'home'),
  CODEX_HOME: join(root, 'codex-home'),
  HOOKLINE_HOME: join(root, 'hookline-home'),
};

export interface Variant {
  readonly name: string;
  readonly args: readonly string[];
  readonly copies: number;
  readonly env: NodeJS.ProcessEnv;
  /** What its stdout must hold: a variant that does not do its work is not measured. */
  readonly proves: (stdout: string) => boolean;
  readonly input: string;
}

export function projectFolder(name: string, packages: readonly string[]): string {
  const project = join(root, name);
  mkdirSync(join(project, 'node_modules', '@hookline'), { recursive: true });
  mkdirSync(join(project, '.git'));
  for (const one of packages) symlinkSync(packageFolder(one), join(project, 'node_modules', one));
  return project;
}

/** As everybody works: what runs has been approved, and is looked at once more when it is imported. */
export const approve = (project: string): void =>
  void execFileSync(process.execPath, [bin, 'trust', '--yes'], { cwd: project, env: homes, stdio: 'ignore' });

export const payload = (cwd: string, command = 'git status'): string =>
  JSON.stringify({
    session_id: 'bench',
    turn_id: 'turn',
    transcript_path: null,
    cwd,
    hook_event_name: 'PreToolUse',
    model: 'gpt-5.5',
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command },
    tool_use_id: 'call_1',
  });
