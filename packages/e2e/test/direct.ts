// `hookline hook` called as the agent calls it, without the agent: any bytes on stdin, any home.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { hooklineBinary } from '../src/hookline-binary.ts';
import type { Sandbox } from '../src/index.ts';

/** How a hook is called. */
export interface HookCall {
  readonly event?: string;
  /** Bytes on stdin; a number is a descriptor that stands in for it. */
  readonly stdin?: string | Buffer | number | 'ignore';
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  /** Runs it as this user and group. */
  readonly user?: number;
}

/** What it answered. */
export interface HookResult {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The largest memory that was seen of the hook process itself, in bytes. */
  readonly peakBytes: number;
}

/** Calls `hookline hook` in a sandbox's repository and waits for its end. */
export function callHook(sandbox: Sandbox, call: HookCall = {}): Promise<HookResult> {
  const { event = 'PreToolUse', stdin = '', env = {}, node = process.execPath, user } = call;
  const named = event === '' ? [] : ['--event', event];
  const isText = typeof stdin === 'string' && stdin !== 'ignore';
  const input = isText || Buffer.isBuffer(stdin) ? 'pipe' : stdin;
  const child = spawn(node, [hooklineBinary(), 'hook', '--host', 'codex', ...named], {
    cwd: sandbox.repo,
    env: sandbox.env(env),
    stdio: [input as 'pipe' | 'ignore' | number, 'pipe', 'pipe'],
    detached: true,
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let [stdout, stderr, peakBytes] = ['', '', 0];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin?.on('error', () => {});
  if (input === 'pipe') child.stdin?.end(stdin);
  const looking = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid))), 10);
  return new Promise<HookResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr, peakBytes }));
  }).finally(() => clearInterval(looking));
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

const RECORDED = path.resolve(import.meta.dirname, '../../host-codex/test/recorded');

/** A payload as Codex sent it, in a sandbox's repository, with some fields changed; `undefined` takes one away. */
export function payload(
  sandbox: Sandbox,
  name: string,
  changes: Readonly<Record<string, unknown>> = {},
): string {
  const recorded = JSON.parse(readFileSync(path.join(RECORDED, `${name}.json`), 'utf8')) as object;
  return JSON.stringify({ ...recorded, transcript_path: null, cwd: sandbox.repo, ...changes });
}

/** What every answer has to be: exit code 0 or 2, at most one JSON object on stdout, a 2 with its reason. */
export function readAnswer(result: HookResult): {
  readonly verdict: 'passes' | 'refuses';
  readonly reason: string;
} {
  expect([0, 2], result.stderr).toContain(result.exitCode);
  if (result.exitCode === 2) {
    expect(result.stdout).toBe('');
    expect(result.stderr.trim()).not.toBe('');
    return { verdict: 'refuses', reason: result.stderr };
  }
  if (result.stdout === '') return { verdict: 'passes', reason: '' };
  const answer = JSON.parse(result.stdout) as {
    decision?: string;
    reason?: string;
    hookSpecificOutput?: {
      permissionDecision?: string;
      permissionDecisionReason?: string;
      decision?: { behavior: string; message: string };
    };
  };
  const { permissionDecision, permissionDecisionReason, decision } = answer.hookSpecificOutput ?? {};
  if (permissionDecision === 'deny') return { verdict: 'refuses', reason: permissionDecisionReason ?? '' };
  if (decision?.behavior === 'deny') return { verdict: 'refuses', reason: decision.message };
  return answer.decision === 'block'
    ? { verdict: 'refuses', reason: answer.reason ?? '' }
    : { verdict: 'passes', reason: '' };
}
