/** Reads one line back. Whatever else writes to these files: a field that is not what it should be is not there. */

const NUMBERS = [
  'duration_ms',
  'elapsed_ms',
  'exit_code',
  'load',
  'memory_percent',
  'disk_percent',
  'system_cpu_percent',
  'agent_children_cpu_ms',
  'memory_change_bytes',
  'disk_change_bytes',
] as const;

/** A number that a line may have. */
export type Measure = (typeof NUMBERS)[number];

/** A line about one command. */
export interface PerformanceLine extends Readonly<Partial<Record<Measure, number>>> {
  readonly timestamp?: string;
  readonly session?: string;
  readonly program?: string;
  readonly success?: boolean;
}

/** The line; undefined for what is none. Lines of the example script have no `event`. */
export function performanceLine(line: string): PerformanceLine | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return undefined;
  const fields = record as Readonly<Record<string, unknown>>;
  const field = (key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);
  if (typeof field('timestamp') !== 'string' || (field('event') ?? 'exec.after') !== 'exec.after')
    return undefined;
  const known: Record<string, unknown> = {};
  for (const key of NUMBERS) {
    const value = field(key);
    if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1e15) known[key] = value;
  }
  for (const [name, key] of [
    ['timestamp', 'timestamp'],
    ['session', 'session_id'],
    ['program', 'program'],
  ] as const) {
    const value = field(key);
    if (typeof value === 'string' && value !== '') known[name] = value.slice(0, 200);
  }
  const exitCode = known['exit_code'];
  const success = exitCode === undefined ? field('success') : exitCode === 0;
  if (typeof success === 'boolean') known['success'] = success;
  return known;
}
