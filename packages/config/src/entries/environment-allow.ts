/** `environment_allow` of all layers: what each hook's program inherits, and what a project's hook may name at all. */
import type { ResolvedEntry } from '@hookline/core';
import { narrowedTo } from '@hookline/core/entry';
import type { DocumentParts } from '../layers/read-document.ts';
import type { Scope } from '../source/source-file.ts';

type Saying = Pick<DocumentParts, 'settings' | 'source'>;

const NAME = /^[^\s=*\0$]*\*?$/;

/** What is wrong with an item of a list. */
export function variableProblem(name: string): { message: string; params?: { fix: string } } | undefined {
  if (name === '') return { message: 'The name of a variable is empty.' };
  if (NAME.test(name)) return undefined;
  const plain = name.replace(/^\$\{?(\w+)\}?$/, '$1').replace(/=.*$/s, '');
  if (plain !== name && NAME.test(plain))
    return {
      message: `${JSON.stringify(name)} is not the name of a variable.`,
      params: { fix: `Write "${plain}": the name alone. A value is given by "environment".` },
    };
  return {
    message: `${JSON.stringify(name)} is not the name of a variable: a "*" may only be its last character, and there are no spaces.`,
    params: { fix: 'Write whole names, or the beginning of names and a "*": "LC_*".' },
  };
}

/** The lists of layers in one; undefined where none says any. */
const joined = (lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined =>
  lists
    .filter((list) => list !== undefined)
    .reduce<readonly string[] | undefined>((all, list) => (all ? narrowedTo(all, list) : list), undefined);

/**
 * What `[hooks]` lets the hooks of a layer inherit. A project cannot take from the user's own hooks what they need, so its
 * lists hold for its own hooks only; those of the user hold for all.
 */
export function allowedIn(documents: readonly Saying[], scope: Scope): readonly string[] | undefined {
  return joined(
    documents
      .filter(({ source }) => source.scope === 'user' || scope === 'project')
      .map(({ settings }) => settings.environment_allow),
  );
}

/** The entry with what all layers that hold for it leave of its own list. */
export function withAllowedEnvironment(
  entry: ResolvedEntry,
  scope: Scope,
  documents: readonly Saying[],
): ResolvedEntry {
  const allow = joined([allowedIn(documents, scope), entry.environmentAllow]);
  if (allow === undefined) return entry;
  // Else a project would give itself under another name what the user keeps from it.
  const named = scope === 'project' ? allowedIn(documents, 'user') : undefined;
  return { ...entry, environmentAllow: allow, ...(named === undefined ? {} : { environmentNamed: named }) };
}
