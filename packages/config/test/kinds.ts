/** Handler kinds for the tests: the shape of the bundled ones, without what they do. */
import { defineHandler, type HandlerKind } from '@hookline/core';
import { z } from 'zod';

const texts = z.record(z.string(), z.string());
const run = async (): Promise<undefined> => undefined;

const script = z.strictObject({
  command: z.union([z.string().min(1), z.array(z.string()).min(1)]),
});
const webhook = z.strictObject({
  url: z.url(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  headers: texts.optional(),
  retry_count: z.int().min(0).max(10).default(3),
});
const command = z.strictObject({ commandWindows: z.string().optional(), command: z.string().min(1) });
const mcpTool = z.strictObject({
  tool: z.string().min(1),
  server: z.string().min(1),
  arguments: z.record(z.string(), z.unknown()).optional(),
});

function kind(type: string, schema: z.ZodObject): HandlerKind {
  const keys = Object.keys(schema.shape);
  return defineHandler({
    type,
    keys,
    schema: async () => ({ default: schema }),
    describe: (fields) => [fields[keys[0] ?? '']].flat().join(' '),
    run,
  });
}

export const KINDS: readonly HandlerKind[] = [
  kind('script', script),
  kind('webhook', webhook),
  kind('mcp_tool', mcpTool),
  kind('command', command),
];
