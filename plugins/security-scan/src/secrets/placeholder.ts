/**
 * What stands in the place of a secret and is none: a reference, a mark, what documentation says, what tests say. A
 * document with `API_KEY=your-key-here` must not be taken for one that gives a key away.
 */
import { counts, isRepetitive } from './randomness.ts';

/** Where one of these stands in a text, the text was written to be replaced. */
const SAID =
  /example|placeholder|change[-_ ]?me|change[-_ ]?this|your[-_ ]|[-_]your|yourkey|yourtoken|xxxx|\.\.\.|…|\*\*\*|•••|dummy|redacted|masked|insert|replace|sample|insecure|notreal|not[-_]a[-_]|not[-_]real|fake|<[^>]*>|\[[a-z][^\]]*\]|goes[-_]?here|[-_]here\b|todo|fixme|lorem|foobar|0123456|1234567|abcdefg|deadbeefdeadbeef|test[-_]?(?:key|token|secret|password)|(?:key|token|secret|password)[-_]?test/i;

/** Values that are the name of a value: filled in later, by a shell, a template, a program or a store of secrets. */
const REFERENCE =
  /^(?:\$|%[A-Za-z_]\w*%|\{\{|\{[A-Za-z_$]|<|@[A-Za-z_{(]|#\{|!(?:Ref|Sub|GetAtt|ImportValue|vault|secret|env)\b|process\.|os\.|env[.:([]|ENV\[|Deno\.|Bun\.|import\.|config\.|secrets?\.|vars?\.|var\.|local\.|data\.|this\.|self\.|args?\.|options?\.|props?\.|req\.|request\.|ctx\.|settings\.|System\.|Rails\.|(?:op|vault|ssm|sm|akv|gcpsm|awssm|secretsmanager|doppler|keyring|file|env|ref|secret|pass|bws|infisical|https?):\/\/|arn:|projects\/|vault:|(?:ssm|env|secret|file|ref|keyvault):[A-Za-z/_]|ENC\[|\{cipher\}|\$ANSIBLE_VAULT)/;

/** What vendors hand out to be public. */
const PUBLISHABLE = /^(?:pk_(?:live|test)_|phc_|sb_publishable_|pk\.eyJ|pk-lf-|age1|ssh-|AAAA[BC]3NzaC|mob-)/;

/** Results of a function that cannot be turned back. */
const HASH =
  /^(?:\$(?:2[abxy]?|5|6|y|apr1|argon2|scrypt|pbkdf2)|\{(?:SSHA|SHA|bcrypt|crypt)|sha(?:1|224|256|384|512)[-:=]|md5[-:]|pbkdf2[_:]|argon2|scrypt:|bcrypt)/i;

/** Known to everybody: in specifications, manuals and tool chains. */
const PUBLIC = new Set([
  '123e4567-e89b-12d3-a456-426614174000',
  '550e8400-e29b-41d4-a716-446655440000',
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
]);

/** What weak passwords of tests and first steps are put together from; a longer word comes before its beginning. */
const WORDS =
  /administrator|password|passphrase|placeholder|development|production|postgresql|undefined|encrypted|something|localhost|container|rabbitmq|variable|required|optional|username|database|postgres|sequelize|changeme|whatever|redacted|integration|superuser|sysadmin|welcome|letmein|private|default|example|testing|mongodb|mariadb|keycloak|grafana|rootpass|service|secrets|secret|passwd|sample|string|please|change|replace|insert|docker|config|qwerty|iloveyou|monkey|dragon|foobar|github|gitlab|jenkins|access|hidden|masked|strong|secure|random|common|simple|number|server|client|public|false|super|admin|login|guest|redis|mysql|mongo|mssql|minio|local|token|value|hello|world|dummy|tests|tester|empty|email|input|field|here|user|root|pass|word|test|demo|temp|your|none|null|true|fake|mock|stub|some|auth|host|todo|fixme|this|that|long|very|safe|real|with|from|must|text|type|data|pwd|foo|bar|baz|abc|xyz|dev|app|api|key|new|old|the|not|for|and|xxx|env|var|tst|stg|prod|web|sql|ci|my|is|me|in|db|pg/g;

const DIGIT_LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Whether nothing but common words is left of a password; of digits read as letters only in the word itself. */
function isOfCommonWords(text: string): boolean {
  const lower = text.toLowerCase();
  const plain = lower.replaceAll(/[^a-z]/g, '');
  const read = lower
    .replaceAll(/[0134579@$!]/g, (char) => DIGIT_LETTERS[char] ?? '')
    .replaceAll(/[^a-z]/g, '');
  const isLeft = (letters: string): boolean => letters.length < 3 || letters.replaceAll(WORDS, '').length > 2;
  return !isLeft(plain) || (read.includes('password') && !isLeft(read));
}

/** Whether a text is filled in elsewhere, or was turned into a hash. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text) || HASH.test(text) || PUBLISHABLE.test(text) || PUBLIC.has(text);
}

/** Whether the random part of a token was written by a person. */
export function isMadeUp(text: string): boolean {
  return SAID.test(text) || isRepetitive(text) || PUBLIC.has(text);
}

/** Whether a password is one that stands for any, as `changeme`, `Passw0rd!` or `postgres`. */
export function isWeakPassword(text: string): boolean {
  return SAID.test(text) || counts(text) || isOfCommonWords(text) || /^[\d\s.,:/-]*$/.test(text);
}
