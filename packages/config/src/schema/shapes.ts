/**
 * The shapes of what Hookline itself understands; the keys of a handler kind are checked by the kind's own schema. What
 * is said of a key here is what an editor shows and what docs/config-keys.md prints.
 */
import { DEFAULT_SETTINGS } from '@hookline/core/engine';
import { z } from 'zod';
import { variableProblem } from '../entries/environment-allow.ts';

/** Seconds: Node's timers hold no more than 2^31 - 1 milliseconds, and fire at once when asked for more. */
const seconds = z.number().positive().max(2_147_483);
const environment = z.record(z.string(), z.string());
const environmentAllow = z.array(
  z.string().superRefine((name, context) => {
    const problem = variableProblem(name);
    if (problem !== undefined) context.addIssue({ code: 'custom', ...problem });
  }),
);
const priority = z.enum(['low', 'normal', 'high']);
const mode = z.enum(['sync', 'async', 'blocking', 'fire_and_forget']);
const text = z.string().min(1);
const conditions = z.record(z.string(), z.unknown());
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** `[hooks]` without its categories. */
export const settingsShape = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .meta({ description: 'False switches every hook off.', default: DEFAULT_SETTINGS.enabled }),
  timeout_seconds: seconds.optional().meta({
    description: 'Seconds that a hook without a `timeout` of its own may take.',
    default: DEFAULT_SETTINGS.timeoutMs / 1000,
  }),
  parallel_execution: z.boolean().optional().meta({
    description: 'Whether hooks of one event and one priority run at the same time, or one after the other.',
    default: DEFAULT_SETTINGS.parallel,
  }),
  debug: z.boolean().optional().meta({
    description:
      'Whether hooks.log also says which hooks did not run and why, and what scripts write to stderr.',
    default: DEFAULT_SETTINGS.debug,
  }),
  extends: z
    .union([text, z.array(text)])
    .optional()
    .meta({
      description: 'Presets that this file builds on: packages, or files that start with `./`.',
      default: [],
    }),
  context: z
    .record(z.string(), scalar)
    .optional()
    .meta({ description: 'Names that conditions may use, with their values.', default: {} }),
  context_tokens: z.int().positive().optional().meta({
    description: 'Tokens of context that one event may add for the model.',
    default: DEFAULT_SETTINGS.contextTokens,
  }),
  resume_limit: z.int().nonnegative().optional().meta({
    description: 'How often a finished task may be sent back to work.',
    default: DEFAULT_SETTINGS.resumeLimit,
  }),
  on_error: z.enum(['open', 'closed']).optional().meta({
    description:
      'What it means when a hook that could refuse something fails: `open` lets pass unless the hook is `required`, `closed` counts all of them as required. The strictest file holds.',
    default: DEFAULT_SETTINGS.onError,
  }),
  untrusted: z.enum(['deny', 'skip']).optional().meta({
    description:
      'What required gates of a project do that waits for review: refuse, or nothing. Only in your own configuration.',
    default: DEFAULT_SETTINGS.untrusted,
  }),
  environment_allow: environmentAllow
    .optional()
    .describe(
      'The variables that programs of hooks inherit, `*` at the end of a name for any rest; without it, all. Your own list holds for all hooks, that of a project for its own. Lists only narrow each other.',
    ),
});
export type SettingsShape = z.infer<typeof settingsShape>;

/** `[hooks.<category>]` as a table: values for the entries of the category that do not say them. */
export const defaultsShape = z.strictObject({
  environment: environment
    .optional()
    .describe('Variables for the hooks of this category; those of a hook win name by name.'),
  timeout: seconds.optional().describe('Seconds, for the hooks of this category that do not say.'),
  conditions: conditions
    .optional()
    .describe('Conditions for the hooks of this category; those of a hook win name by name.'),
  priority: priority.optional().describe('For the hooks of this category that do not say.'),
  mode: mode.optional().describe('For the hooks of this category that do not say.'),
  required: z.boolean().optional().describe('For the hooks of this category that do not say.'),
  headers: environment
    .optional()
    .describe(
      'Headers for the hooks of this category whose kind has them; those of a hook win name by name.',
    ),
});
export type DefaultsShape = z.infer<typeof defaultsShape>;

/** The keys that every entry may have, whatever its kind. */
export const entryShape = z.strictObject({
  id: text
    .optional()
    .describe('A later layer replaces, or with `enabled = false` switches off, the hook of the same `id`.'),
  event: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('The event, or a list of events; without it, every event of the category.'),
  type: text
    .optional()
    .describe('What the hook does. It may be left out where a key of only one kind says it.'),
  description: z.string().optional().describe('Its name in traces and refusals.'),
  enabled: z.boolean().optional().meta({ description: 'False switches the hook off.', default: true }),
  required: z
    .boolean()
    .optional()
    .meta({ description: 'Whether a failure of the hook refuses the event.', default: false }),
  timeout: seconds
    .optional()
    .describe('Seconds that the hook may take; without it, `timeout_seconds` of `[hooks]`.'),
  mode: mode
    .optional()
    .describe(
      '`sync` (or `blocking`): the agent waits for it. `async` (or `fire_and_forget`): it runs after the answer. Without it: `async` where nothing can be refused, else `sync`.',
    ),
  priority: priority.optional().meta({
    description: '`high` ones run and decide before `normal` and `low` ones.',
    default: 'normal',
  }),
  environment: environment
    .optional()
    .meta({ description: 'Variables for the hook, as texts. `${NAME}` is filled in.', default: {} }),
  environment_allow: environmentAllow
    .optional()
    .describe(
      'The variables that its program inherits, of those that `environment_allow` of `[hooks]` names; `*` at the end of a name for any rest.',
    ),
  conditions: conditions.optional().describe('When it runs: all of these must hold.'),
  condition: z
    .string()
    .optional()
    .describe('The same as a text: `exit_code != 0 && command.contains("test")`.'),
  matcher: z
    .string()
    .optional()
    .describe('On tool events, the name of the tool: exact names joined by `|`, or a regular expression.'),
  cwd: text
    .optional()
    .describe(
      'Where it runs, relative to the folder of this file, which is the default. `${NAME}` is filled in.',
    ),
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
  environment_allow: 'a list of names, for instance ["PATH", "HOME", "LC_*"]',
  headers: 'a table of texts',
  conditions: 'a table of conditions, for instance { success = false }',
  condition: 'a text, for instance "success == false"',
  event: 'the name of an event, or a list of names',
  extends: 'a list of presets',
  context: 'a table of texts, numbers and true or false',
  context_tokens: 'a whole number above 0',
  resume_limit: 'a whole number, 0 or more',
  untrusted: '"deny" or "skip"',
};
