/** Globs of the files of a repository: `*`, `?`, `**`, `{a,b}`. Without a slash: a name at any depth. */

/** What is wrong with a glob; undefined where nothing is. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === '') return 'It is empty.';
  if (glob.length > 256) return 'It is longer than 256 characters.';
  if (/^!|[[\]\\]/.test(glob)) return 'Only "*", "?", "**" and "{a,b}" have a meaning.';
  if (glob.startsWith('/') || glob.split('/').includes('..'))
    return 'It starts from the root of the repository.';
  const opened = (glob.match(/\{/g) ?? []).length;
  if (opened !== (glob.match(/\}/g) ?? []).length || /\{[^}]*\{|^[^{]*\}/.test(glob))
    return 'Its braces do not match, or stand in each other.';
  return undefined;
}

/** Whether a path, from the root of the repository, is one that the glob takes; of a folder all that is in it. */
export function fitsGlob(glob: string, path: string): boolean {
  const anchored = glob.replace(/^\.\//, '').replace(/\/+$/, '');
  return expression(anchored.includes('/') ? anchored : `**/${anchored}`).test(path);
}

function expression(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*\/|\*\*|\*|\?|\{|\}|,|[.+^$()|]/g, (one) => {
    switch (one) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        return '(?:';
      case '}':
        return ')';
      case ',':
        return '|';
      default:
        return `\\${one}`;
    }
  });
  return new RegExp(`^(?:${source})(?:/.*)?$`, 's');
}
