// Where the repository is to be found in public. The sources name no place: the workflow that publishes knows where it
// runs, and npm's provenance asks that a manifest says the same.

/** The public place of this repository, and the state of it that is published. */
export interface RepositoryAddress {
  /** Without a slash at its end. */
  readonly url: string;
  /** What a link to a file names: a commit, so that it shows what was true of this version. */
  readonly commit: string;
}

/**
 * Reads the address from the variables that GitHub's workflows have.
 *
 * @throws Error that names what is missing or not to be used.
 */
export function addressFrom(env: Readonly<Record<string, string | undefined>>): RepositoryAddress {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = env;
  const missing = Object.entries({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository })
    .filter(([, value]) => !value)
    .map(([name]) => name);
  if (missing.length > 0 || !server || !repository) {
    throw new Error(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set, so the packages would not say where they come from.\n` +
        'The release workflow has both. By hand: GITHUB_SERVER_URL=https://… GITHUB_REPOSITORY=owner/name npm run release:prepare',
    );
  }
  if (!/^https:\/\/[^\s/?#]+\/?$/.test(server))
    throw new Error(`GITHUB_SERVER_URL is "${server}", which is not the address of a server with https.`);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error(`GITHUB_REPOSITORY is "${repository}", which is not of the form owner/name.`);
  return { url: `${server.replace(/\/$/, '')}/${repository}`, commit: commit || 'HEAD' };
}
