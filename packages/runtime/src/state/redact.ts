/**
 * Replaces secrets by marks in everything that leaves for a sink: log, journal, message. What a gate judges is
 * never redacted.
 */
const SECRET_NAME =
  /(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL|WEBHOOK_URL|AUTH$)/i;
/** Shorter values are words like `true`: replacing them would garble every line. */
const SHORTEST_SECRET = 8;

const FORMATS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    '[redacted private key]',
  ],
  [/\b(?:Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{8,}/gi, '[redacted credential]'],
  [/\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}/g, '[redacted key]'],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/g, '[redacted token]'],
  [/\bxox[abeprs]-[A-Za-z0-9-]{10,}/g, '[redacted token]'],
  [/\bnpm_[A-Za-z0-9]{30,}/g, '[redacted token]'],
  [/\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g, '[redacted key]'],
  [/\bAIza[A-Za-z0-9_-]{35}\b/g, '[redacted key]'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, '[redacted token]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:)[^\s@/]+@/gi, '$1[redacted]@'],
  [
    /\b([A-Za-z0-9_-]*(?:secret|token|password|passwd|api[_-]?key|access[_-]?key)["']?\s*[=:]\s*["']?)(?!\[redacted)[^\s"',;&]{6,}/gi,
    '$1[redacted]',
  ],
];

/** One look tells whether any format can be in a text at all: most lines hold none, and there is one a hook. */
const MAY_HOLD =
  /-----BEGIN|bearer|basic|[spr]k-|gh[pousr]_|github_pat|xox|npm_|A(?:KIA|SIA)|AIza|eyJ|:\/\/|secret|token|passw|key/i;

/** Makes the redaction of one process: it knows the values of the secret-looking variables of `env`. */
export function createRedact(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  let values: string[] | undefined;
  return (text) => {
    if (text.length < SHORTEST_SECRET) return text;
    values ??= Object.entries(env)
      .flatMap(([name, value]) =>
        value && value.length >= SHORTEST_SECRET && SECRET_NAME.test(name) ? [value] : [],
      )
      // The longest first, so that a secret that contains another is replaced whole.
      .sort((a, b) => b.length - a.length);
    let clean = text;
    for (const value of values) clean = clean.replaceAll(value, '[redacted]');
    if (!MAY_HOLD.test(clean)) return clean;
    for (const [format, mark] of FORMATS) clean = clean.replaceAll(format, mark);
    return clean;
  };
}
