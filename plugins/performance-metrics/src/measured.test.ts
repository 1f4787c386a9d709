import { describe, expect, it } from 'vitest';
import { between, stateAfter } from './measured.ts';
import type { Sample } from './sample.ts';

const GIB = 1024 ** 3;
const before: Sample = {
  at: 1_000,
  processors: { busyMs: 10_000, totalMs: 100_000 },
  memory: { used: 4 * GIB, total: 16 * GIB },
  disk: { used: 10 * GIB, total: 100 * GIB },
  load: 0.5,
  agent: { pid: 7, startedAt: 1, childrenCpuMs: 500 },
  ownCpuMs: 80.4,
};
const after: Sample = {
  at: 3_000,
  processors: { busyMs: 11_500, totalMs: 104_000 },
  memory: { used: 5 * GIB, total: 16 * GIB },
  disk: { used: 9 * GIB, total: 100 * GIB },
  load: 0.756,
  agent: { pid: 7, startedAt: 1, childrenCpuMs: 1_500 },
  ownCpuMs: 90,
};

describe('between two samples', () => {
  it('is what changed, without what the first hook used itself', () => {
    expect(between(before, after)).toEqual({
      elapsed_ms: 2_000,
      system_cpu_percent: 37.5,
      agent_children_cpu_ms: 920,
      memory_change_bytes: GIB,
      disk_change_bytes: -GIB,
    });
  });

  it("the time of children is nobody's where commands ran at the same time", () => {
    expect(between(before, after, true)).toMatchObject({
      system_cpu_percent: 37.5,
      agent_children_cpu_ms: undefined,
    });
  });

  it('nothing is told that is not known', () => {
    const known = (one: Partial<Sample>, other: Partial<Sample> = {}) =>
      between({ ...before, ...one }, { ...after, ...other });
    expect(known({ processors: undefined }).system_cpu_percent).toBeUndefined();
    expect(known({}, { processors: before.processors }).system_cpu_percent).toBeUndefined();
    expect(known({}, { processors: { busyMs: 9_000, totalMs: 104_000 } }).system_cpu_percent).toBeUndefined();
    expect(
      known({}, { agent: { pid: 7, startedAt: 2, childrenCpuMs: 9_999 } }).agent_children_cpu_ms,
    ).toBeUndefined();
    expect(known({ agent: undefined }).agent_children_cpu_ms).toBeUndefined();
    expect(known({ ownCpuMs: 5_000 }).agent_children_cpu_ms).toBe(0);
    expect(known({}, { disk: undefined }).disk_change_bytes).toBeUndefined();
    expect(known({ disk: { used: 1, total: 2 } }).disk_change_bytes).toBeUndefined();
  });

  it('nothing is told across a restart of the machine, or from what is no sample', () => {
    expect(between(after, before)).toEqual({});
    expect(between({} as Sample, after)).toEqual({});
  });
});

it('the state at the end is that of the second sample', () => {
  expect(stateAfter(after)).toEqual({ load: 0.76, memory_percent: 31.3, disk_percent: 9 });
  expect(stateAfter({ at: 1, ownCpuMs: 1 })).toEqual({});
});
