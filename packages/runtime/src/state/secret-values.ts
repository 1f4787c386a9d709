/** The secrets that an environment holds, by the names of its variables, in every writing in which they are looked for. */
type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_NAME =
  /(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL|WEBHOOK_URL|AUTH$|_KEY$|(?:^|_)PASS$|_PWD$)/i;
/** Variables that hold an address: what is secret in it is the password. */
const ADDRESS_NAME = /(?:_UR[IL]|_DSN|_CONNECTION(?:_STRING)?)$/i;
const ADDRESS_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/]+)@/i;
/** Shorter values are words like `true`: replacing them would garble every line. */
export const SHORTEST_SECRET = 8;

/** All texts that are to be replaced, the longest first, so that a secret that contains another is replaced whole. */
export function secretValues(env: Environment): readonly string[] {
  // By name first: reading a value of `process.env` costs more than a look at its name.
  const values = Object.keys(env).flatMap((name) => {
    if (SECRET_NAME.test(name)) return env[name] ?? [];
    return ADDRESS_NAME.test(name) ? passwordsIn(env[name] ?? '') : [];
  });
  const writings = values.filter((value) => value.length >= SHORTEST_SECRET).flatMap(writingsOf);
  return [...new Set(writings)].sort((a, b) => b.length - a.length);
}

function passwordsIn(address: string): readonly string[] {
  const password = ADDRESS_PASSWORD.exec(address)?.[1];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** A value as it is, inside a JSON text (inside another one), inside an address, and inside base64. */
function writingsOf(value: string): readonly string[] {
  const wellFormed = value.toWellFormed();
  const inAddress = encodeURIComponent(wellFormed);
  const inJson = JSON.stringify(value).slice(1, -1);
  // A log of JSON holds JSON in JSON.
  const twice = JSON.stringify(inJson).slice(1, -1);
  const writings = [value, inJson, twice, inAddress, inAddress.replaceAll('%20', '+')];
  const base64 = [0, 1, 2].flatMap((before) => base64Of(wellFormed, before));
  return [...writings, ...base64.filter((text) => text.length >= SHORTEST_SECRET)];
}

/**
 * What of a text's base64 is the same whatever stands around it, when so many bytes more than a multiple of three stand
 * before it. At most two bytes at either end are not in it.
 */
function base64Of(text: string, before: number): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const first = before === 0 ? 0 : 3 - before;
  const whole = bytes.subarray(first, first + Math.floor((bytes.length - first) / 3) * 3);
  return [whole.toString('base64'), whole.toString('base64url')];
}
