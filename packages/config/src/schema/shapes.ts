/** The shapes of what Hookline itself understands; the keys of a handler kind are checked by the kind's own schema. */
import { z } from 'zod';

/** Seconds: Node's timers hold no more than 2^31 - 1 milliseconds, and fire at once when asked for more. */
const seconds = z.number().positive().max(2_147_483);
const environment = z.record(z.string(), z.string());
const priority = z.enum(['low', 'normal', 'high']);
const mode = z.enum(['sync', 'async', 'blocking', 'fire_and_forget']);
const text = z.string().min(1);
const conditions = z.record(z.string(), z.unknown());
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** `[hooks]` without its categories. */
export const settingsShape = z.strictObject({
  enabled: z.boolean().optional(),
  timeout_seconds: seconds.optional(),
  parallel_execution: z.boolean().optional(),
  debug: z.boolean().optional(),
  extends: z.union([text, z.array(text)]).optional(),
  context: z.record(z.string(), scalar).optional(),
  context_tokens: z.int().positive().optional(),
  resume_limit: z.int().nonnegative().optional(),
});
export type SettingsShape = z.infer<typeof settingsShape>;

/** `[hooks.<category>]` as a table: values for the entries of the category that do not say them. */
export const defaultsShape = z.strictObject({
  environment: environment.optional(),
  timeout: seconds.optional(),
  conditions: conditions.optional(),
  priority: priority.optional(),
  mode: mode.optional(),
  required: z.boolean().optional(),
  headers: environment.optional(),
});
export type DefaultsShape = z.infer<typeof defaultsShape>;

/** The keys that every entry may have, whatever its kind. */
export const entryShape = z.strictObject({
  id: text.optional(),
  event: z.union([text, z.array(text).min(1)]).optional(),
  type: text.optional(),
  description: z.string().optional(),
  enabled: z.boolean().optional(),
  required: z.boolean().optional(),
  timeout: seconds.optional(),
  mode: mode.optional(),
  priority: priority.optional(),
  environment: environment.optional(),
  conditions: conditions.optional(),
  condition: z.string().optional(),
  matcher: z.string().optional(),
  cwd: text.optional(),
});
export type EntryShape = z.infer<typeof entryShape>;

export const SETTING_KEYS: readonly string[] = Object.keys(settingsShape.shape);
export const ENTRY_KEYS: readonly string[] = Object.keys(entryShape.shape);
export const DEFAULT_KEYS: readonly string[] = Object.keys(defaultsShape.shape);

/** What a key wants, where its type alone does not say it. */
export const EXPECTATIONS: Readonly<Record<string, string>> = {
  timeout: 'a number of seconds above 0',
  timeout_seconds: 'a number of seconds above 0',
  priority: '"low", "normal" or "high"',
  mode: '"sync" or "async"',
  environment: 'a table of texts',
  headers: 'a table of texts',
  conditions: 'a table of conditions, for instance { success = false }',
  condition: 'a text, for instance "success == false"',
  event: 'the name of an event, or a list of names',
  extends: 'a list of presets',
  context: 'a table of texts, numbers and true or false',
  context_tokens: 'a whole number above 0',
  resume_limit: 'a whole number, 0 or more',
};
