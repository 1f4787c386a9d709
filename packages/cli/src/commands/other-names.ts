/** Files that look like a configuration and have a name under which none is looked for. */
import { readdirSync } from 'node:fs';
import { extname } from 'node:path';

const LIKELY = /^\.?hook(?:s|line)?(?:rc)?(?:[._-]?config)?\.(toml|json|ya?ml|[mc]?[jt]s)$/i;

/** The name under which a file of that ending is found. */
function nameFor(ending: string): string {
  if (ending === '.toml') return 'hooks.toml';
  if (ending === '.json') return '.hooklinerc.json';
  return /^\.ya?ml$/.test(ending) ? '.hooklinerc.yaml' : `hookline.config${ending.replace('.c', '.m')}`;
}

/** One sentence for each such file of a folder. A `hooks.json` is the agent's own, and named when it is to be read. */
export function otherNames(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LIKELY.test(entry.name))
    .map(({ name }) => {
      const right = nameFor(extname(name).toLowerCase());
      return name.toLowerCase() === 'hooks.json'
        ? 'hooks.json is not read from here. To check one in the format of the agent: hookline validate hooks.json'
        : `${name} is not read, because it has no name of a configuration: mv ${name} ${right}`;
    });
}
