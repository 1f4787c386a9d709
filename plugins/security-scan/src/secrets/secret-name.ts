/** Tells by a name whether its value is a secret, and of what sort. */

/** A password may be short and chosen by a person; a key is long and random; a phrase is words. */
export type NamedSort = 'password' | 'key' | 'loose-key' | 'phrase' | 'basic';

/** What stands behind a name without changing what it names: `API_KEY_PROD`, `token2`, `DB_PASSWORD_V2`. */
const SUFFIX =
  /(?:[_.-]?(?:prod|production|live|dev|development|stage|staging|stg|qa|test|testing|old|new|current|prev|previous|next|value|val|str|string|plain|raw|text|base64|b64|hex|default|override|primary|secondary|main|admin|rw|ro|read|write|us|eu|v?\d{1,3}))*$/;
const PASSWORD =
  /(?:password|passwd|passwort|passphrase|passcode|pwd|(?:^|[^a-z])pass|dbpass|userpass|smtppass|sshpass|kennwort|contrasena|mot_?de_?passe|senha)$/;
const PHRASE = /(?:mnemonic|(?:seed|recovery|secret|backup)[_ .-]?(?:phrase|words)|^seed)$/;
const KEY =
  /(?:secret|token|credentials?|(?:^|[_.-])(?:pat|jwt|bearer)|apikey|api[_ .-]?(?:key|secret)|app[_ .-]?(?:key|secret)|(?:access|secret|private|priv|auth|authentication|encryption|encrypt|decryption|crypt|crypto|cipher|signing|signature|sign|master|account|accountaccess|storage|shared|sharedaccess|subscription|licen[sc]e|deploy|admin|administrator|consumer|jwt|hmac|aes|des|rsa|ecdsa|ed25519|cookie|session|webhook|integration|ingest|ingestion|write|server|service|service[_ .-]?role|client|user|root|transport|vault|kms|totp|otp|preshared|pre[_ .-]?shared|instrumentation|management|provisioning|registration|bot|personal|refresh|id|push|security|sas|ssl|tls|wallet|validator|deployer|signer|owner|host[_ .-]?signing)[_ .-]?key|secret[_ .-]?key[_ .-]?base|key[_ .-]?base|psk|salt|pepper|[_.-]auth|(?:^|[_.-])(?:sas|signature)|verification[_ .-]?code|webhook[_ .-]?url[_ .-]?secret)$/;
const OPEN =
  /(?:public|pub|publishable|anon|site|primary|foreign|partition|sort|range|hash|cache|row|composite|unique|index|idempotency|object|bucket|map|dict|registry|known|translation|i18n|locale|message|issue|trust|react|shard|routing|group|order|ssh_host|host|dedupe|lookup|storage_bucket|state|query|next_page|page|continuation|cursor|pagination|sync|csrf|xsrf|csrfmiddleware|cancel|cancellation|max|min|num|eos|bos|pad|unk|cls|sep|mask|special|stop|start|end|first|last|prev|lexer|parser|syntax|design|color|theme)[_ .-]?(?:key|token)$/;
/** The name of a variable in an environment: what ends in `_KEY` there is a key, or a word. */
const LOOSE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_KEY(?:_ID)?$/;

/** The sort of secret that a name stands for; undefined for any other name. */
export function sortOfName(name: string): NamedSort | undefined {
  // What is built into a page is public, whatever it is called.
  if (/^(?:NEXT|EXPO|NUXT|GATSBY)?_?PUBLIC_/.test(name)) return undefined;
  const spelled = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]{2,})([A-Z][a-z])/g, '$1_$2');
  const lower = spelled.toLowerCase().replace(/^[-.]+|[-.]+$/g, '');
  const stem = lower.replace(SUFFIX, '');
  for (const one of new Set([lower, stem])) {
    if (OPEN.test(one)) return undefined;
    if (PASSWORD.test(one)) return 'password';
    if (PHRASE.test(one)) return 'phrase';
    if (/^(?:_?auth)$/.test(one)) return 'basic';
    if (KEY.test(one)) return 'key';
  }
  return LOOSE.test(name) && !/_ID$/.test(name) ? 'loose-key' : undefined;
}
