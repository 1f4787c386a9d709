/** What the arguments of a tool name: paths by the name of the argument, and texts that may hold addresses. */

const PATH_KEY = /(?:path|file|dir|directory|folder|source|destination|root|uri)s?$/i;
const MOST_TEXTS = 500;
const DEEPEST = 12;

/** All texts in the arguments, and of them those that are paths. */
export function argumentsOf(given: unknown): {
  readonly paths: readonly string[];
  readonly texts: readonly string[];
} {
  const paths: string[] = [];
  const texts: string[] = [];
  const walk = (value: unknown, key: string, depth: number): void => {
    if (texts.length >= MOST_TEXTS || depth > DEEPEST) return;
    if (typeof value === 'string') {
      texts.push(value);
      const file = value.startsWith('file://') ? value.slice('file://'.length) : value;
      const isAddress = /^[a-z][a-z\d+.-]+:\/\//i.test(file);
      if (PATH_KEY.test(key) && !isAddress && file !== '' && file.length < 4_096 && !/\n/.test(file))
        paths.push(file);
    } else if (Array.isArray(value)) {
      for (const one of value) walk(one, key, depth + 1);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) walk(one, name, depth + 1);
    }
  };
  walk(given, '', 0);
  return { paths, texts };
}
