/** The names by which a configuration may call a package: the other direction of `candidatesFor`. */
import { candidatesFor } from '../names/candidates.ts';

function proposals(packageName: string): readonly string[] {
  const [scope, rest] = packageName.startsWith('@') ? packageName.split('/') : [undefined, packageName];
  if (scope === undefined || rest === undefined) return [packageName.replace(/^hookline-plugin-/, '')];
  if (scope === '@hookline') {
    const short = rest.replace(/^plugin-/, '');
    return [short, `${scope}/${short}`];
  }
  return rest === 'hookline-plugin' ? [scope] : [`${scope}/${rest.replace(/^hookline-plugin-/, '')}`];
}

/** All names of a plugin's package, the shortest first. */
export function spellingsOf(packageName: string): readonly string[] {
  const names = [...new Set([...proposals(packageName), packageName])];
  return names.filter((name) => {
    const candidates = candidatesFor('plugin', name);
    return candidates.as === 'packages' && candidates.names.includes(packageName);
  });
}
