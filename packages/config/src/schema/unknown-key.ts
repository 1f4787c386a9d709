/** What is said of a key that is not known: the nearest right name, or what other tools call it. */
import { nearest } from '@hookline/core/errors';
import type { Path } from '../report/path.ts';
import type { Complaint } from './issue.ts';

/** An unknown key, with the nearest right name. */
export function unknownKey(path: Path, known: readonly string[]): Complaint {
  const key = String(path.at(-1));
  const meant = nearest(key, known) ?? otherName(key, known);
  return {
    path,
    target: 'key',
    message: `The key "${key}" is not known here.`,
    ...(known.length > 0 ? { expected: `one of ${known.join(', ')}` } : {}),
    ...(meant ? { fix: `Did you mean "${meant}"?` } : {}),
  };
}

/** Names that other tools give to what is called otherwise here. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  command: ['run', 'script', 'cmd', 'shell', 'exec', 'program', 'bash'],
  url: ['webhook', 'endpoint', 'address', 'uri'],
  description: ['name', 'title', 'label'],
  environment: ['env'],
  condition: ['when', 'if'],
  event: ['on', 'events', 'hook', 'trigger'],
  cwd: ['dir', 'directory', 'workdir', 'working_directory'],
  mode: ['async', 'background'],
  enabled: ['disabled', 'active'],
  matches: ['regex', 'regexp', 'pattern', 'match'],
  not: ['not_equals', 'ne', '!='],
  contains: ['includes', 'has'],
};

function otherName(key: string, known: readonly string[]): string | undefined {
  return known.find((name) => OTHER_NAMES[name]?.includes(key.toLowerCase()));
}
