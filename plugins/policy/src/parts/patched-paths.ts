/** The files that a patch of the agent's own format names. */

/** The paths, those that a file is moved to included. */
export function patchedPaths(patch: string): readonly string[] {
  const lines = patch.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+?)[ \t\r]*$/gm);
  return [...new Set([...lines].map((match) => match[1] as string))];
}
