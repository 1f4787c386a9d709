/** The schema of the keys of an MCP tool entry. Imports zod: loaded only when a config changed. */
import { ADDRESS_FIX, addressProblem } from '@hookline/core/entry';
import { z } from 'zod';

const word = z.string({ error: 'It is a text.' }).refine((text) => !text.includes('\0'), {
  message: 'It cannot hold a NUL character.',
});
const texts = z.record(z.string(), z.string({ error: 'Every value is a text.' }));

const program = z.strictObject({
  command: z.union([word.refine((text) => text.trim() !== ''), z.array(word).min(1)], {
    error: 'A command is an array of texts: command = ["node", "./server.js"].',
  }),
  args: z.array(word).optional(),
  env: texts.optional(),
  cwd: word.optional(),
});

const address = z
  .strictObject({
    url: z.string(),
    headers: texts.optional(),
    allow_insecure: z.boolean().optional(),
  })
  .superRefine(({ url, allow_insecure: allowInsecure = false }, context) => {
    if (url.includes('${')) return;
    const problem = addressProblem(URL.parse(url), allowInsecure);
    if (problem === undefined) return;
    context.addIssue({ code: 'custom', path: ['url'], message: `${problem} ${ADDRESS_FIX}` });
  });

const HOW =
  'Name a server of config.toml, or write one: server = { command = ["node", "./server.js"] } or { url = "https://…" }.';

const name = z.string().min(1, { message: HOW });

const jsonOf = (schema: z.ZodType) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
};

export default z.strictObject({
  tool: z
    .string({ error: 'The name of a tool is a text.' })
    .min(1, { message: 'The name of the tool is empty.' })
    .describe('The tool, as its server calls it.'),
  server: z
    .unknown()
    .transform((server, context): z.infer<typeof name | typeof program | typeof address> => {
      const isTable = server !== null && typeof server === 'object' && !Array.isArray(server);
      const result = (isTable ? ('url' in server ? address : program) : name).safeParse(server);
      if (result.success) return result.data;
      for (const issue of result.error.issues) {
        const message = isTable ? issue.message : HOW;
        context.addIssue({ code: 'custom', path: [...issue.path], message });
      }
      return z.NEVER;
    })
    // What JSON Schema cannot read off a transformation.
    .meta({
      description: 'A server of config.toml by its name, or one that is written here.',
      anyOf: [name, program, address].map(jsonOf),
    }),
  arguments: z
    .record(z.string(), z.unknown(), { error: 'The arguments are a table.' })
    .default({})
    .describe('What the tool is given. `${field}` is a field of the event.'),
});
