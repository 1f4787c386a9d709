/**
 * What a secret looks like, wherever it stands. Every pattern looks at a character a bounded number of times: the
 * texts are as long as a model or a program likes. A reference (`${TOKEN}`, `$TOKEN`) is none: it names a secret and
 * holds nothing.
 */

/** Not a mark that was put in before, and not a reference. */
const OPEN = String.raw`(?!\[redacted|\$\{[A-Za-z_][\w.]*\}|\$[A-Z_][A-Z0-9_]*\b)`;
/** A quote, which in JSON inside of JSON has a backslash or more before it. */
const QUOTE = String.raw`(?:\\{0,8}["'])?`;
const SCHEMES = 'bearer|basic|token|digest|negotiate|apikey|bot';
const NAMED = 'secret|token|password|passwd|passphrase|api[_-]?key|access[_-]?key|account[_-]?key';

/** Prefixes that services give to what they hand out, each with what has to follow. */
const TOKENS = [
  'gh[pousr]_[A-Za-z0-9]{20,}',
  'github_pat_[A-Za-z0-9_]{20,}',
  'gl(?:pat|ptt|dt|rt|cbt|ft|soat)-[A-Za-z0-9_-]{20,}',
  '(?:xox[abeprs]|xapp)-[A-Za-z0-9-]{10,}',
  'npm_[A-Za-z0-9]{30,}',
  'hf_[A-Za-z0-9]{30,}',
  'pypi-[A-Za-z0-9_-]{40,}',
  'dckr_[a-z]{2,4}_[A-Za-z0-9_-]{20,}',
  'do[opr]_v1_[a-f0-9]{40,}',
  'shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}',
  'whsec_[A-Za-z0-9+/=]{16,}',
  'hv[sbr]\\.[A-Za-z0-9_-]{20,}',
  'ya29\\.[A-Za-z0-9_-]{20,}',
  'GOCSPX-[A-Za-z0-9_-]{20,}',
  'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
  'lin_(?:api|oauth)_[A-Za-z0-9]{30,}',
  'glsa_[A-Za-z0-9_]{30,}',
  'sntrys_[A-Za-z0-9+/=_]{30,}',
  'ATATT3[A-Za-z0-9_=-]{30,}',
  'figd_[A-Za-z0-9_-]{30,}',
  'PMAK-[A-Za-z0-9-]{30,}',
  'NRAK-[A-Z0-9]{20,}',
  'AGE-SECRET-KEY-1[A-Z0-9]{50,}',
].join('|');

/** Each format and what takes its place. */
export const FORMATS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    '[redacted private key]',
  ],
  // The end of a block whose beginning was cut off.
  [
    /^(?:[A-Za-z0-9+/=\\\s]{0,16384})-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
    '[redacted private key]',
  ],
  [
    new RegExp(
      String.raw`(\bauthorization${QUOTE}\s*[:=]\s*${QUOTE})(?!\[redacted)(?:(?:${SCHEMES})\s+)?(?!(?:${SCHEMES})\s)${OPEN}[^\s"'\\,;]+`,
      'gi',
    ),
    '$1[redacted credential]',
  ],
  [/(\b(?:set-)?cookie\s*:\s*)(?!\[redacted)[^\s"'\\][^\r\n"'\\]*/gi, '$1[redacted]'],
  // Elsewhere the two are words as well; no word has a digit, a `=`, or a capital behind a small letter.
  [
    /\b([Bb]earer|BEARER|[Bb]asic|BASIC)\s+(?=[A-Za-z0-9+/._~-]*(?:[0-9=]|[a-z][A-Z]))[A-Za-z0-9+/=._~-]{8,}/g,
    '[redacted credential]',
  ],
  [/\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}/g, '[redacted key]'],
  [new RegExp(String.raw`\b(?:${TOKENS})`, 'g'), '[redacted token]'],
  [/(\/\/hooks\.slack\.com\/services\/)[A-Za-z0-9/_-]{8,}/g, '$1[redacted]'],
  [/(\/\/(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/webhooks\/)[A-Za-z0-9/_-]{8,}/g, '$1[redacted]'],
  [/\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g, '[redacted key]'],
  [/\bAIza[A-Za-z0-9_-]{35}/g, '[redacted key]'],
  [/\beyJ[A-Za-z0-9_-]{8,500}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, '[redacted token]'],
  // To the last `@` of the authority: a password may hold one.
  [new RegExp(String.raw`(:\/\/[^\s:/@]{0,200}:)${OPEN}[^\s/]{1,1000}@`, 'g'), '$1[redacted]@'],
  // A token in the place of the user. A name of sixteen letters is taken for one.
  [/(:\/\/)(?!\[redacted)[^\s:/@"'$]{16,200}@/g, '$1[redacted]@'],
  [/(\s(?:-u|--user)[\s=]["']?[^\s:"'/]{1,100}:)(?!\[redacted|\d{1,10}\b|\$)[^\s"']{4,}/g, '$1[redacted]'],
  [
    new RegExp(String.raw`((?:${NAMED})${QUOTE}\s{0,20}[=:]\s{0,20}${QUOTE})${OPEN}[^\s"'\\,;&]{6,}`, 'gi'),
    '$1[redacted]',
  ],
  [
    new RegExp(String.raw`(-(?:${NAMED})\s{1,20}${QUOTE})(?![-[])${OPEN}[^\s"'\\,;&]{6,}`, 'gi'),
    '$1[redacted]',
  ],
];

/** One look tells whether any format can be in a text at all: most lines hold none, and there is one a hook. */
export const MAY_HOLD =
  /-----(?:BEGIN|END)|bearer|basic|authorization|cookie|\s-u|--user|\b[spr]k[-_]|gh[pousr]_|github_pat|gl[a-z]{2,4}-|glsa_|xox|xapp|npm_|hf_|pypi-|dckr_|_v1_|shp[a-z]{2}_|whsec_|hv[sbr]\.|ya29|GOCSPX|SG\.|lin_|sntrys_|ATATT3|figd_|PMAK-|NRAK-|AGE-|A(?:KIA|SIA)|AIza|eyJ|:\/\/|secret|token|passw|passphrase|key/i;
