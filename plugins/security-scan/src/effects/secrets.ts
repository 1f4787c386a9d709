/** Which files hold secrets, and which part of them a reader would show. */
import type { Machine, Scope } from '../shell/machine.ts';
import { asWritten, globExpression, isKnown, STAR } from '../shell/text.ts';
import { absolute } from './paths.ts';
import { isGiven, isStore, isStored } from './stores.ts';

const IN_HOME =
  /(?:^|\/)(?:\.ssh\/(?!.*\.pub$|known_hosts|config$|authorized_keys|environment$)[^/]+|\.aws\/(?:credentials|cli\/cache|sso\/cache)[^/]*|\.netrc|_netrc|\.npmrc|\.pypirc|\.git-credentials|\.pgpass|\.my\.cnf|\.vault-token|\.kube\/config|\.docker\/config\.json|\.config\/gh\/hosts\.yml|\.config\/hub|\.config\/gcloud\/[^/]*(?:cred|token|adc|legacy)[^/]*|\.azure\/[^/]*(?:token|accessTokens|azureProfile|msal)[^/]*|\.gnupg\/[^/]*(?:private|secring)[^/]*|\.config\/op\/[^/]+|\.config\/rclone\/rclone\.conf|\.config\/doctl\/config\.yaml|\.s3cfg|\.boto|\.bash_history|\.zsh_history|\.python_history|\.psql_history|\.mysql_history|\.terraform\.d\/credentials\.tfrc\.json|\.cargo\/credentials(?:\.toml)?|\.gem\/credentials|\.composer\/auth\.json|\.m2\/settings\.xml|\.password-store\/.*|\.config\/(?:google-chrome|chromium|BraveSoftware)\/.*(?:Cookies|Login Data|Web Data|Local State)|\.mozilla\/firefox\/.*(?:key4\.db|logins\.json|cookies\.sqlite)|Library\/Keychains\/.*|Library\/Application Support\/(?:Google|Firefox|BraveSoftware).*(?:Cookies|Login Data|logins\.json)|\.codex\/auth\.json|\.claude\/\.credentials\.json|\.claude\.json|\.local\/share\/keyrings\/.*|\.electrum\/wallets.*|\.bitcoin\/wallet\.dat|\.ethereum\/keystore.*|\.heroku\/.*|\.fly\/config\.yml|\.wrangler\/config\/.*|\.config\/configstore\/.*)$/;
const FOLDERS =
  /(?:^|\/)(?:\.ssh|\.aws|\.gnupg|\.password-store|\.kube|\.azure|\.config\/(?:gcloud|gh|op|rclone|google-chrome|chromium|BraveSoftware)|\.mozilla(?:\/firefox)?|\.local\/share\/keyrings|\.electrum|\.bitcoin|\.ethereum(?:\/keystore)?|\.terraform\.d|Library\/Keychains)$/;
const SYSTEM =
  /^\/(?:etc\/(?:shadow|gshadow|sudoers|sudoers\.d\/.*|master\.passwd|krb5\.keytab|ssh\/ssh_host_[a-z0-9]+_key|ssl\/private\/.*|kubernetes\/(?:admin\.conf|pki\/.*\.key)|openvpn\/.*\.key|wireguard\/.*|NetworkManager\/system-connections\/.*|letsencrypt\/live\/.*privkey.*)-?|proc\/[^/]+\/environ|run\/secrets\/.*|var\/run\/secrets\/.*|private\/etc\/master\.passwd|var\/lib\/docker\/.*|dev\/k?mem|proc\/kcore)$/;
const ANYWHERE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist|test|ci|defaults?|schema|development|dev|vault)[\w.-]+)?|[\w.-]+\.env|id_(?:rsa|dsa|ecdsa|ed25519)|[\w.-]*(?:private|secret|server|client|signing|deploy|prod|tls|ssl|ca)[\w.-]*\.(?:key|pem)|[\w.-]+\.(?:p12|pfx|jks|keystore|kdbx|ovpn|ppk|asc\.key)|[\w-]*key\.pem|privkey\.pem|key\.json|master\.key|credentials\.(?:json|ya?ml|ini|toml|txt)|credentials|secrets?\.(?:json|ya?ml|toml|txt|ini|env)|\.?secrets?\/(?:[\w.-]+\/)*[\w.-]+\.(?:ya?ml|json|toml|ini|env|properties|conf)|service[-_]?account[\w.-]*\.json|gcp[-_]?key[\w.-]*\.json|client_secret[\w.-]*\.json|firebase-adminsdk[\w.-]*\.json|terraform\.tfvars|[\w.-]*\.auto\.tfvars|[\w.-]*\.tfstate|\.htpasswd|wp-config\.php|\.dockercfg|\.npmrc|auth\.json|passwords?\.(?:txt|csv|json)|tokens?\.(?:txt|json)|wallet\.dat|\.dev\.vars|\.envrc|\.netrc|\.pgpass)$/;
const HARMLESS =
  /(?:\.example|\.sample|\.template|\.dist|\.pub|\.tmpl|\.md|\.enc|\.gpg|\.age|\.sops\.ya?ml)$|(?:^|\/)(?:example|sample|test|tests|__tests__|fixtures?|mocks?|__mocks__|testdata|spec|docs|node_modules|templates?)\/(?!.*id_)|(?:^|[./_-])(?:example|sample|template|dummy|fake|mock|test)[./_-]/i;
/** What a folder of secrets or a home folder holds, for patterns. */
const NAMES =
  '.env .env.local .env.production .npmrc .netrc .pgpass .git-credentials .bash_history .ssh .aws .pypirc id_rsa id_ed25519 credentials secrets.json server.key private.pem'.split(
    ' ',
  );
const SSH = ['id_rsa', 'id_ed25519', 'id_ecdsa', 'id_dsa'];

/** A text that holds a path, but is none: a sentence that ends in one, a command. */
const NO_PATH = /^[^/.~]*\s|[\n;|]|\s[~/]|^\w+=/;

export function isSecretFile(machine: Machine, scope: Scope, text: string): boolean {
  if (text === '' || text === '-' || NO_PATH.test(text)) return false;
  const path = absolute(machine, scope, text);
  if (isSecretPath(path)) return true;
  if (isKnown(path)) return false;
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash);
  const base = path.slice(slash + 1);
  // A pattern, or a name of which only the end is not known.
  if (!isKnown(path)) {
    const whole = globExpression(path);
    if (
      whole &&
      [
        '/etc/shadow',
        '/etc/sudoers',
        `${machine.home}/.ssh/id_rsa`,
        `${machine.home}/.ssh/id_ed25519`,
        `${machine.home}/.aws/credentials`,
        `${machine.root}/.env`,
        '/proc/1/environ',
        '/etc/gshadow',
        '/proc/self/environ',
        `${machine.home}/.netrc`,
        `${machine.home}/.npmrc`,
        `${machine.home}/.kube/config`,
        `${machine.home}/.git-credentials`,
      ].some((known) => matchesSegments(path, known))
    )
      return true;
  }
  const expression = globExpression(base);
  if (!expression || isKnown(base) || base === STAR || base === `.${STAR}`)
    return /\.ssh$|\.aws$|\.gnupg$/.test(folder) && !isKnown(base);
  if (/\.pub$/.test(base)) return false;
  const names = /\.ssh$/.test(folder) ? SSH : base.startsWith('.') || /[a-z]/.test(base) ? NAMES : [];
  return names.some(
    (name) =>
      expression.test(name) &&
      (!name.startsWith('.') || base.startsWith('.')) &&
      asWritten(base).replace(/[*?]/g, '').length >= 3 &&
      isSecretPath(`${folder}/${name}`),
  );
}

function matchesSegments(pattern: string, path: string): boolean {
  const left = pattern.split('/');
  const right = path.split('/');
  if (left.length !== right.length) return false;
  return (
    left.every((segment, index) => {
      const name = right[index] as string;
      if (segment === name) return true;
      if (isKnown(segment)) return false;
      if (name.startsWith('.') && !segment.startsWith('.')) return false;
      return globExpression(segment)?.test(name) ?? false;
    }) && left.filter((segment) => segment === STAR || segment === '\uE000').length <= 1
  );
}

function isSecretPath(path: string): boolean {
  if (SYSTEM.test(path) || isStored(path)) return true;
  if (HARMLESS.test(path)) return false;
  return IN_HOME.test(path) || (FOLDERS.test(path) && !isGiven(path)) || ANYWHERE.test(path);
}

/** A folder of which all that lies in it is read: `tar ~/.ssh`, `grep -r x ~/.aws`. */
export function isSecretFolder(machine: Machine, scope: Scope, text: string): boolean {
  const path = absolute(machine, scope, text);
  return isStore(path) || (FOLDERS.test(path) && !isGiven(path));
}
