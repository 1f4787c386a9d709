/** Addresses of mail: what is one, and which hosts are this machine. Nothing that passes can end a header or an SMTP line. */

/** An address, and the name beside it. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** The part of an address that no server splits up. Quoted local parts are not taken: nobody has one. */
const ADDRESS = /^[^\s@<>()[\],;:"\\\p{C}]{1,64}@[^\s@<>()[\],;:"\\\p{C}]{1,255}$/u;
const NAMED = /^([^<>\p{C}]*)<([^<>]*)>$/u;

/** `a@example.com` or `Name <a@example.com>`; undefined for anything else. */
export function parseAddress(text: string): MailAddress | undefined {
  const [, name, inner] = NAMED.exec(text.trim()) ?? [];
  const address = (inner ?? text).trim();
  if (!ADDRESS.test(address)) return undefined;
  return { name: name?.trim().replaceAll('"', '') ?? '', address };
}

/** Every address of some texts, each of them one or several with commas between, as a variable holds them. */
export function parseAddresses(texts: readonly string[]): readonly MailAddress[] | undefined {
  const all = texts.flatMap((text) => text.split(',')).filter((text) => text.trim() !== '');
  const parsed = all.map(parseAddress);
  if (parsed.includes(undefined)) return undefined;
  const unique = new Map(parsed.map((one) => [one?.address.toLowerCase(), one as MailAddress]));
  return [...unique.values()];
}

/** True for a host that is this machine. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
