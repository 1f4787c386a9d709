/** Which addresses a server may have: pure, for the schema as well. */

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Why a server may not be called there; undefined when it may. */
export function serverAddressProblem(text: string, allowInsecure: boolean): string | undefined {
  const url = URL.parse(text);
  if (url === null) return 'It is not an absolute address.';
  if (url.username !== '' || url.password !== '')
    return 'Send a user name and password as a header, not in the address.';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `Only https and http can be called, not "${url.protocol}".`;
  if (allowInsecure || LOOPBACK.test(url.hostname)) return undefined;
  return 'Write an https address; http works for this machine, or with allow_insecure = true.';
}
