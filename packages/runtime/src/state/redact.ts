/**
 * Replaces secrets by marks in everything that leaves for a sink: log, journal, message. What a gate judges is
 * never redacted.
 */
const SECRET_NAME =
  /(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL|WEBHOOK_URL|AUTH$|_KEY$|(?:^|_)PASS$|_PWD$)/i;
/** Shorter values are words like `true`: replacing them would garble every line. */
const SHORTEST_SECRET = 8;

// Every pattern looks at a character a bounded number of times: the texts are as long as a model or a program likes.
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    '[redacted private key]',
  ],
  [/(\bauthorization["']?\s*[:=]\s*["']?)(?:bearer|basic|token)\s+[^\s"',;]+/gi, '$1[redacted credential]'],
  // Elsewhere the two are words as well; no word has a digit, a `=`, or a capital behind a small letter.
  [
    /\b([Bb]earer|BEARER|[Bb]asic|BASIC)\s+(?=[A-Za-z0-9+/._~-]*(?:[0-9=]|[a-z][A-Z]))[A-Za-z0-9+/=._~-]{8,}/g,
    '[redacted credential]',
  ],
  [/\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}/g, '[redacted key]'],
  [
    /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[A-Za-z0-9_-]{20,}/g,
    '[redacted token]',
  ],
  [/\b(?:xox[abeprs]|xapp)-[A-Za-z0-9-]{10,}/g, '[redacted token]'],
  [/\bnpm_[A-Za-z0-9]{30,}|\bhf_[A-Za-z0-9]{30,}/g, '[redacted token]'],
  [/(\/\/hooks\.slack\.com\/services\/)[A-Za-z0-9/_-]{8,}/g, '$1[redacted]'],
  [/\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g, '[redacted key]'],
  [/\bAIza[A-Za-z0-9_-]{35}/g, '[redacted key]'],
  [/\beyJ[A-Za-z0-9_-]{8,500}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, '[redacted token]'],
  // To the last `@` of the authority: a password may hold one.
  [/(:\/\/[^\s:/@]{0,200}:)[^\s/]{1,1000}@/g, '$1[redacted]@'],
  [
    /((?:secret|token|password|passwd|api[_-]?key|access[_-]?key)["']?\s{0,20}[=:]\s{0,20}["']?)(?!\[redacted)[^\s"',;&]{6,}/gi,
    '$1[redacted]',
  ],
  [
    /(-(?:secret|token|password|passwd|api-?key|access-?key)\s{1,20}["']?)(?![-[])[^\s"',;&]{6,}/gi,
    '$1[redacted]',
  ],
];

/** One look tells whether any format can be in a text at all: most lines hold none, and there is one a hook. */
const MAY_HOLD =
  /-----BEGIN|bearer|basic|authorization|\b[spr]k[-_]|gh[pousr]_|github_pat|glpat|xox|xapp|npm_|hf_|A(?:KIA|SIA)|AIza|eyJ|:\/\/|secret|token|passw|key/i;

/** Makes the redaction of one process: it knows the values of the secret-looking variables of `env`. */
export function createRedact(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  let values: string[] | undefined;
  return (text) => {
    if (text.length < SHORTEST_SECRET) return text;
    // By name first: reading a value of `process.env` costs more than a look at its name.
    values ??= Object.keys(env)
      .filter((name) => SECRET_NAME.test(name))
      .map((name) => env[name] ?? '')
      .filter((value) => value.length >= SHORTEST_SECRET)
      // The longest first, so that a secret that contains another is replaced whole.
      .sort((a, b) => b.length - a.length);
    let clean = text;
    for (const value of values) clean = clean.replaceAll(value, '[redacted]');
    if (!MAY_HOLD.test(clean)) return clean;
    for (const [format, mark] of FORMATS) clean = clean.replaceAll(format, mark);
    return clean;
  };
}
