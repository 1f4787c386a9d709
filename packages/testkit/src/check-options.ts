import type { OptionsSchema } from '@hookline/core';
import { errorText, HooklineError } from '@hookline/core/errors';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

/**
 * Checks values by a plugin's or a kind's own schema, as a configuration is checked; answers them with its defaults.
 *
 * @throws HooklineError `HOOKLINE_USAGE` naming every value that is wrong.
 */
export async function checkOptions(
  of: string,
  load: (() => Promise<{ readonly default: OptionsSchema }>) | undefined,
  values: unknown,
): Promise<unknown> {
  if (!load) return values;
  const schema = (await load()).default;
  const result = (await schema['~standard'].validate(values)) as {
    value?: unknown;
    issues?: readonly Issue[];
  };
  if (!result.issues) return result.value;
  const wrong = result.issues.map(({ path = [], message }) => {
    const at = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return (at ? `${at}: ${message}` : message).replace(/[.!?]?$/, '.');
  });
  throw new HooklineError('HOOKLINE_USAGE', {
    what: `The options of ${of} are refused by its own schema. ${wrong.join(' ') || errorText(result)}`,
    fix: 'Give the options that a configuration would give, or correct the schema.',
  });
}
