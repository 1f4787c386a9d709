/** The rule on addresses by itself, for the schema as well: pure, and free of the core. */

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Why an address may not be called; undefined when it may. */
export function addressProblem(url: URL, allowInsecure: boolean): string | undefined {
  if (url.username !== '' || url.password !== '') {
    return 'A user name and password in an address end up in logs; send them as a header.';
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `Only https and http can be called, not "${url.protocol}".`;
  if (allowInsecure || LOOPBACK.test(url.hostname)) return undefined;
  return 'It uses http, so whoever is on the way can read and change it.';
}
