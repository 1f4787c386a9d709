/**
 * Folders of a home in which programs keep what is private to the person: keys, sessions, mail, wallets. They are known
 * as folders, as whoever takes one takes all of it, and each holds files under names that nobody could list.
 */

/** Browsers and mail readers, by where each system keeps their profiles. */
const PROFILES = [
  '\\.mozilla|\\.thunderbird|\\.librewolf|\\.waterfox|\\.zen|\\.floorp|\\.icedove|\\.tor-browser',
  '\\.config/(?:google-chrome|chromium|BraveSoftware|microsoft-edge|vivaldi|opera|yandex-browser|Thorium|falkon|epiphany|qutebrowser)[\\w.-]*',
  '\\.var/app/[\\w.-]*(?:firefox|chrom|brave|edge|vivaldi|opera|thunderbird|librewolf)[\\w.-]*',
  'snap/(?:firefox|chromium|brave|opera|thunderbird)/(?:common|current|\\d+)',
  'Library/Application Support/(?:Google/Chrome|Firefox|Chromium|BraveSoftware|Microsoft Edge|Vivaldi|com\\.operasoftware\\.\\w+|Arc|Thunderbird|LibreWolf)[\\w. -]*',
  'Library/(?:Safari|Cookies|Messages|Mail|Containers/com\\.apple\\.(?:Safari|mail))',
  'AppData/(?:Local|Roaming)/(?:Google/Chrome|Mozilla|Microsoft/Edge|BraveSoftware|Opera Software|Vivaldi)[\\w. -]*',
].join('|');

const WALLETS =
  '\\.electrum(?:-\\w+)?|\\.bitcoin|\\.litecoin|\\.dogecoin|\\.zcash|\\.monero|Monero/wallets|\\.ethereum|\\.foundry/keystores|\\.brownie/accounts|\\.near-credentials|\\.sui|\\.aptos|\\.config/solana|\\.config/(?:Exodus|Ledger Live|atomic|Wasabi|Sparrow)|\\.exodus|\\.sparrow|\\.walletwasabi|Library/Application Support/(?:Exodus|Electrum|Bitcoin|Ethereum|Ledger Live)';

const KEYS =
  '\\.gnupg|\\.password-store[\\w.-]*|\\.local/share/(?:gopass|keyrings|kwalletd|remmina|evolution|TelegramDesktop)|\\.gnome2/keyrings|\\.config/(?:op|1Password|Bitwarden|Bitwarden CLI|keepassxc|KeePass|Signal|sops/age|age|filezilla|remmina|evolution|github-copilot)|Library/(?:Keychains|Application Support/(?:Bitwarden|Signal|1Password))|\\.filezilla|\\.remmina|\\.step/secrets|\\.cloudflared|\\.subversion/auth|\\.purple|\\.vnc|\\.pki';

const CLOUDS =
  '\\.config/gcloud|\\.azure|\\.aws|\\.oci|\\.aliyun|\\.bluemix|\\.tccli|\\.kube|\\.minikube|\\.config/(?:doctl|hcloud|scw|linode-cli|configstore|netlify|vercel|rclone|hub|gh|glab-cli)|\\.snowflake|\\.near-credentials';

const ANY = `${PROFILES}|${WALLETS}|${KEYS}|${CLOUDS}`;

const FOLDER = new RegExp(`/(?:${ANY})$`);
/** A part of a profile by which it is taken as a whole. */
const PART = new RegExp(
  `/(?:${PROFILES})(?:/(?:firefox|Profiles|Default|Profile \\d+|User Data|[\\w]+\\.[\\w-]+|Brave-Browser|Chrome))*/?$`,
);
/** A store that was packed before. */
const PACKED =
  /\/\.?(?:ssh|aws|gnupg|password-store|kube|mozilla|thunderbird|gcloud|azure|google-chrome|chromium|electrum|bitcoin|keyrings)[\w-]*\.(?:tar(?:\.\w+)?|t[gbx]z\d?|zip|7z|cpio|rar)$/;

/** What is secret in a store; the rest of it is settings. */
const INSIDE = [
  `(?:${PROFILES})/(?:.*/)?(?:Cookies|Login Data|Login Data For Account|Web Data|Local State|History|Bookmarks|Session\\w*|key[34]\\.db|logins\\.(?:json|db)|logins-backup\\.json|cookies\\.sqlite|signons\\.sqlite|formhistory\\.sqlite|places\\.sqlite|cert9\\.db|Cookies\\.binarycookies|History\\.db|chat\\.db|sessionstore\\.\\w+)`,
  `(?:${WALLETS})/(?:.*/)?(?:wallets?(?:/.*|\\.dat|\\.json)?|keystores?/.*|[\\w-]*id\\.json|UTC--.*|.*\\.keys|.*\\.keystore|seed[\\w.-]*|passphrase[\\w.-]*|default_wallet)`,
  '\\.foundry/keystores/.*|\\.brownie/accounts/.*|\\.near-credentials/.*',
  '\\.gnupg/(?:.*(?:private|secring)|private-keys-v1\\.d/).*',
  '\\.password-store[\\w.-]*/.*',
  '\\.local/share/(?:gopass|keyrings|kwalletd|remmina)/.*|\\.gnome2/keyrings/.*|\\.subversion/auth/.*|\\.step/secrets/.*',
  '\\.config/(?:op|sops/age|age)/.*|\\.config/(?:1Password|Bitwarden|Bitwarden CLI|keepassxc|Signal)/.*(?:\\.json|\\.sqlite|\\.db|\\.ini)',
  '\\.config/filezilla/(?:sitemanager|recentservers|filezilla)\\.xml|\\.filezilla/(?:sitemanager|recentservers)\\.xml|\\.config/github-copilot/(?:hosts|apps)\\.json',
  '\\.config/gcloud/(?:.*(?:cred|token|adc|legacy).*)|\\.azure/.*(?:token|accessTokens|msal|service_principal).*|\\.oci/(?:config|.*\\.pem)|\\.aliyun/config\\.json|\\.tccli/.*credential|\\.bluemix/config\\.json',
  '\\.config/(?:hcloud/cli\\.toml|scw/config\\.yaml|linode-cli|glab-cli/config\\.yml|netlify/config\\.json|ngrok/ngrok\\.yml|stripe/config\\.toml|pypoetry/auth\\.toml|containers/auth\\.json|helm/registry/config\\.json|argocd/config|heroku/.*)',
  '\\.cloudflared/.*\\.(?:json|pem)|\\.ngrok2/ngrok\\.yml|\\.databrickscfg|\\.kaggle/kaggle\\.json|\\.(?:cache/)?huggingface/(?:token|stored_tokens)|\\.snowflake/.*|\\.snowsql/config|\\.pulumi/credentials\\.json|\\.argocd/config|\\.jfrog/.*\\.conf[\\w.]*|\\.sbt/(?:.*/)?\\.?credentials|\\.ivy2/\\.credentials|\\.gemini/oauth_creds\\.json|\\.purple/accounts\\.xml|\\.vnc/passwd|\\.smbcredentials|\\.msmtprc|\\.fetchmailrc|\\.offlineimaprc|\\.authinfo|\\.netrc\\.gpg|\\.rediscli_history|\\.sqlite_history|\\.local/share/fish/fish_history|\\.local/share/com\\.vercel\\.cli/auth\\.json|\\.irssi/config|\\.weechat/sec\\.conf|\\.pki/nssdb/key\\d\\.db',
].join('|');

const SECRET = new RegExp(`/(?:${INSIDE})$`);

/** What tests are given in the place of a store. */
const GIVEN = /\/(?:tests?|__tests__|fixtures?|mocks?|testdata|spec|docs|examples?)\//;

/** Says whether a path is one that tests are given. */
export const isGiven = (path: string): boolean => GIVEN.test(path);

/** Says whether a file of a store gives away what it keeps. */
export function isStored(path: string): boolean {
  return (SECRET.test(path) || PACKED.test(path)) && !GIVEN.test(path);
}

/** Says whether a folder is such a store, or a profile in one. */
export function isStore(path: string): boolean {
  return (FOLDER.test(path) || PART.test(path)) && !GIVEN.test(path);
}
