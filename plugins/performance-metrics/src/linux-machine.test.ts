import { describe, expect, it } from 'vitest';
import { agentProcess, processorTime } from './linux-machine.ts';

describe('processorTime', () => {
  it('adds up all processors, and counts waiting for a disk as idle', () => {
    expect(processorTime('cpu  100 5 20 800 50 1 2 3 9 9\ncpu0 1 1 1 1\n')).toEqual({
      busyMs: 1_310,
      totalMs: 9_810,
    });
  });

  it.each(['', 'cpu', 'cpu  1 2', 'intr 1 2 3 4 5', '\0\0'])('tells nothing from %j', (text) => {
    expect(processorTime(text)).toBeUndefined();
  });
});

describe('agentProcess', () => {
  const stat = (name: string, parent: number, children: number, startedAt: number): string =>
    `7 (${name}) S ${parent} 7 7 0 -1 4194560 100 200 0 0 11 12 ${children} 3 20 0 1 0 ${startedAt} 100 50 1 1 1`;
  const table = (processes: Readonly<Record<number, string>>) => (pid: number) => processes[pid];

  it('is the parent', () => {
    expect(agentProcess(50, table({ 50: stat('codex', 1, 40, 900) }))).toEqual({
      pid: 50,
      startedAt: 900,
      childrenCpuMs: 430,
    });
  });

  it('is the one above the shell that runs the hook, whatever it is called', () => {
    const processes = table({ 50: stat('bash', 40, 0, 1), 40: stat('co) S 1 (dex', 1, 1, 2) });
    expect(agentProcess(50, processes)).toEqual({ pid: 40, startedAt: 2, childrenCpuMs: 40 });
  });

  it('is not known where there is no end of shells, no file, or half a file', () => {
    expect(agentProcess(50, table({ 50: stat('bash', 50, 0, 1) }))).toBeUndefined();
    expect(agentProcess(50, table({ 50: stat('bash', 1, 0, 1), 1: stat('init', 0, 0, 1) }))).toBeUndefined();
    expect(agentProcess(50, table({}))).toBeUndefined();
    expect(agentProcess(50, table({ 50: '50 (codex) S 1 2' }))).toBeUndefined();
  });
});
