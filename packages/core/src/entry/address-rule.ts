/** Which addresses a hook may call: https, http to this machine, and other http only where the config says so. */

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** What to do about an address that may not be called. */
export const ADDRESS_FIX =
  'Write an https address; http works for this machine, or with allow_insecure = true.';

/** Why an address may not be called; undefined when it may. Null is what `URL.parse` gives for no address. */
export function addressProblem(url: URL | null, allowInsecure: boolean): string | undefined {
  if (url === null) return 'It is not an absolute address.';
  if (url.username !== '' || url.password !== '') {
    return 'A user name and password in an address end up in logs; send them as a header.';
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `Only https and http can be called, not "${url.protocol}".`;
  if (allowInsecure || LOOPBACK.test(url.hostname)) return undefined;
  return 'It uses http, so whoever is on the way can read and change it.';
}
