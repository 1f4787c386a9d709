/**
 * What every event carries. Strict: a field that an event does not have is a slip of the fingers, not an extension;
 * data of one's own goes into an `integration.*` event. The types are proved equal to the interfaces of
 * `events/payloads.ts` by a type test.
 */
import { isAbsolute } from 'node:path';
import { z } from 'zod';

export const filled = z.string().min(1, 'Expected a text that is not empty.');
export const milliseconds = z.number().min(0, 'Expected milliseconds, not below zero.');
export const record = z.record(z.string(), z.unknown()).readonly();

const host = z.strictObject({ name: filled, event: z.string().optional() }).readonly();
const agent = z.strictObject({ id: filled, type: z.string().optional() }).readonly();

/** The fields of `EventBase`. */
export const base = {
  id: filled,
  timestamp: z.iso.datetime('Expected a time in ISO 8601 and UTC, "2026-01-01T00:00:00.000Z".'),
  sessionId: filled,
  cwd: z.string().refine((path) => isAbsolute(path), 'Expected an absolute path.'),
  sessionCwd: z.string().optional(),
  host,
  raw: z.unknown(),
  model: z.string().optional(),
  provider: z.string().optional(),
  taskId: z.string().optional(),
  transcriptPath: z.string().optional(),
  permissionMode: z.string().optional(),
  agent: agent.optional(),
};

/** The fields of `ToolCall` that are not in {@link base}. */
export const call = { toolName: filled, toolUseId: z.string().optional(), input: record };

/** The fields of `ToolResult` that are not in {@link call}. */
export const result = {
  output: z.unknown().optional(),
  duration: milliseconds.optional(),
  success: z.boolean().optional(),
};

/** Makes the schema of one event from its wire name and its own fields. */
export const event = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({ ...base, ...fields, type: z.literal(type) }).readonly();
