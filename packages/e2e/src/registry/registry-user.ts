/** Makes up a user at a registry, as `npm adduser` does; answers the token with which it publishes. */
export async function addUser(url: string, name = 'tester'): Promise<string> {
  const answer = await fetch(`${url}/-/user/org.couchdb.user:${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: `of ${name}`, type: 'user', roles: [] }),
  });
  const { token, error } = (await answer.json()) as { token?: string; error?: string };
  if (token === undefined) throw new Error(`The registry made no user ${name}: ${answer.status} ${error}`);
  return token;
}
