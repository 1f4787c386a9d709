/**
 * Texts with and without secrets. The secrets are made up while the test runs: a file that held them would be refused
 * by whoever guards a repository against exactly that.
 */
import { crc32 } from 'node:zlib';

/** A text, and whether something in it is to be found; then the secret itself is known. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  /** Absent: nothing may be found. */
  readonly secret?: string;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALPHABETS = {
  alnum: UPPER + LOWER + DIGITS,
  hex: `${DIGITS}abcdef`,
  upper: UPPER + DIGITS,
  lower: LOWER + DIGITS,
  digits: DIGITS,
  url: `${UPPER}${LOWER}${DIGITS}_-`,
  base64: `${UPPER}${LOWER}${DIGITS}+/`,
} as const;

/** Draws texts at random, the same ones for the same seed. */
export function drawer(seed: number) {
  let state = seed >>> 0 || 1;
  const next = (below: number): number => {
    // xorshift
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
  const draw = (alphabet: keyof typeof ALPHABETS, length: number): string =>
    Array.from({ length }, () => ALPHABETS[alphabet][next(ALPHABETS[alphabet].length)]).join('');
  const uuid = (): string =>
    `${draw('hex', 8)}-${draw('hex', 4)}-4${draw('hex', 3)}-a${draw('hex', 3)}-${draw('hex', 12)}`;
  return { draw, uuid, next };
}

const BASE62 = DIGITS + UPPER + LOWER;

function checksum(text: string): string {
  let left = crc32(text);
  let digits = '';
  for (let at = 0; at < 6; at++) {
    digits = BASE62.charAt(left % 62) + digits;
    left = Math.floor(left / 62);
  }
  return digits;
}

/** Secrets of the vendors, each as it is handed out. */
export function vendorSecrets(seed: number): readonly (readonly [name: string, secret: string])[] {
  const { draw, uuid } = drawer(seed);
  const checked = (prefix: string): string => {
    const body = draw('alnum', 30);
    return `${prefix}${body}${checksum(body)}`;
  };
  const jwt = (payload: object, alg = 'HS256'): string =>
    [{ alg, typ: 'JWT' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
      .concat('.', draw('url', 43));
  return [
    ['github classic', checked('ghp_')],
    ['github oauth', checked('gho_')],
    ['github server', checked('ghs_')],
    ['github refresh', checked('ghr_')],
    ['github fine-grained', `github_pat_${draw('alnum', 22)}_${draw('alnum', 59)}`],
    ['npm', checked('npm_')],
    ['gitlab', `glpat-${draw('url', 20)}`],
    ['gitlab routable', `glpat-${draw('url', 27)}.01.${draw('lower', 9)}`],
    ['gitlab deploy', `gldt-${draw('url', 20)}`],
    ['gitlab runner', `glrt-${draw('url', 20)}`],
    ['bitbucket', `ATBB${draw('alnum', 32)}`],
    ['atlassian', `ATATT3xFfGF0${draw('url', 172)}=${draw('upper', 8)}`],
    ['pypi', `pypi-AgEIcHlwaS5vcmc${draw('url', 150)}`],
    ['rubygems', `rubygems_${draw('hex', 48)}`],
    ['crates', `cio${draw('alnum', 32)}`],
    ['nuget', `oy2${draw('lower', 43)}`],
    ['docker', `dckr_pat_${draw('url', 27)}`],
    ['artifactory', `AKCp${draw('alnum', 69)}`],
    ['aws', `AKIA${draw('upper', 16)}`],
    ['aws temporary', `ASIA${draw('upper', 16)}`],
    ['google', `AIza${draw('url', 35)}`],
    ['google oauth', `ya29.a0${draw('url', 120)}`],
    ['google secret', `GOCSPX-${draw('url', 28)}`],
    ['google refresh', `1//0${draw('url', 97)}`],
    ['azure client secret', `${draw('alnum', 3)}8Q~${draw('url', 34)}`],
    ['azure devops', `${draw('alnum', 76)}AZDO${draw('alnum', 4)}`],
    ['digitalocean', `dop_v1_${draw('hex', 64)}`],
    ['heroku', `HRKU-${uuid()}`],
    ['fly', `fm2_${draw('base64', 200)}`],
    ['netlify', `nfp_${draw('alnum', 36)}`],
    ['render', `rnd_${draw('alnum', 32)}`],
    ['cloudflare origin', `v1.0-${draw('hex', 24)}-${draw('hex', 146)}`],
    ['tailscale', `tskey-auth-${draw('alnum', 16)}-${draw('alnum', 32)}`],
    ['alibaba', `LTAI${draw('alnum', 20)}`],
    ['supabase', `sbp_${draw('hex', 40)}`],
    ['supabase secret', `sb_secret_${draw('url', 31)}`],
    ['planetscale', `pscale_tkn_${draw('url', 43)}`],
    ['neon', `napi_${draw('lower', 64)}`],
    ['databricks', `dapi${draw('hex', 32)}`],
    ['pinecone', `pcsk_${draw('alnum', 6)}_${draw('alnum', 63)}`],
    ['airtable', `pat${draw('alnum', 14)}.${draw('hex', 64)}`],
    ['anthropic', `sk-ant-api03-${draw('url', 93)}AA`],
    ['openai', `sk-${draw('alnum', 20)}T3BlbkFJ${draw('alnum', 20)}`],
    ['openai project', `sk-proj-${draw('url', 74)}T3BlbkFJ${draw('url', 74)}`],
    ['openrouter', `sk-or-v1-${draw('hex', 64)}`],
    ['deepseek', `sk-${draw('hex', 32)}`],
    ['groq', `gsk_${draw('alnum', 52)}`],
    ['xai', `xai-${draw('alnum', 80)}`],
    ['perplexity', `pplx-${draw('alnum', 48)}`],
    ['hugging face', `hf_${draw('alnum', 34)}`],
    ['replicate', `r8_${draw('alnum', 37)}`],
    ['nvidia', `nvapi-${draw('url', 64)}`],
    ['langsmith', `lsv2_pt_${draw('hex', 32)}_${draw('hex', 10)}`],
    ['tavily', `tvly-dev-${draw('alnum', 32)}`],
    ['slack bot', `xoxb-${draw('digits', 12)}-${draw('digits', 13)}-${draw('alnum', 24)}`],
    [
      'slack user',
      `xoxp-${draw('digits', 12)}-${draw('digits', 12)}-${draw('digits', 13)}-${draw('hex', 32)}`,
    ],
    ['slack app', `xapp-1-A${draw('upper', 10)}-${draw('digits', 13)}-${draw('hex', 64)}`],
    [
      'slack webhook',
      `https://hooks.slack.com/services/T${draw('upper', 9)}/B${draw('upper', 10)}/${draw('alnum', 24)}`,
    ],
    ['discord webhook', `https://discord.com/api/webhooks/${draw('digits', 18)}/${draw('url', 68)}`],
    ['discord bot', `MT${draw('alnum', 24)}.${draw('url', 6)}.${draw('url', 38)}`],
    ['telegram', `${draw('digits', 9)}1:AA${draw('url', 33)}`],
    ['sendgrid', `SG.${draw('url', 22)}.${draw('url', 43)}`],
    ['mailgun', `key-${draw('hex', 32)}`],
    ['mailchimp', `${draw('hex', 32)}-us14`],
    ['brevo', `xkeysib-${draw('hex', 64)}-${draw('alnum', 16)}`],
    ['resend', `re_${draw('alnum', 8)}_${draw('alnum', 24)}`],
    ['twilio', `SK${draw('hex', 32)}`],
    ['hubspot', `pat-na1-${uuid()}`],
    ['facebook', `EAA${draw('alnum', 160)}`],
    ['stripe', `sk_live_${draw('alnum', 24)}`],
    ['stripe restricted', `rk_live_${draw('alnum', 99)}`],
    ['stripe webhook', `whsec_${draw('alnum', 32)}`],
    ['square', `sq0atp-${draw('url', 22)}`],
    ['shopify', `shpat_${draw('hex', 32)}`],
    ['plaid', `access-production-${uuid()}`],
    ['vault', `hvs.${draw('url', 90)}`],
    ['vault old', `s.${draw('alnum', 24)}`],
    ['doppler', `dp.pt.${draw('alnum', 43)}`],
    ['pulumi', `pul-${draw('hex', 40)}`],
    ['terraform', `${draw('alnum', 14)}.atlasv1.${draw('alnum', 67)}`],
    ['age', `AGE-SECRET-KEY-1${draw('upper', 58)}`],
    ['new relic', `NRAK-${draw('upper', 27)}`],
    ['grafana', `glsa_${draw('alnum', 32)}_${draw('hex', 8)}`],
    ['sentry', `sntrys_${draw('base64', 120)}`],
    ['dynatrace', `dt0c01.${draw('upper', 24)}.${draw('upper', 64)}`],
    ['posthog', `phx_${draw('alnum', 43)}`],
    ['sonar', `squ_${draw('hex', 40)}`],
    ['circleci', `CCIPAT_${draw('alnum', 22)}_${draw('hex', 40)}`],
    ['postman', `PMAK-${draw('hex', 24)}-${draw('hex', 34)}`],
    ['linear', `lin_api_${draw('alnum', 40)}`],
    ['notion', `ntn_${draw('alnum', 46)}`],
    ['figma', `figd_${draw('url', 40)}`],
    ['mapbox', `sk.eyJ1Ijoi${draw('alnum', 60)}.${draw('url', 22)}`],
    ['jwt', jwt({ sub: draw('hex', 12), exp: 1_900_000_000 })],
    ['jwt service role', jwt({ iss: 'supabase', role: 'service_role' })],
    ['onepassword', `ops_eyJ${draw('alnum', 400)}`],
  ];
}

/** Ways in which a token stands in what an agent reads and writes. */
const AROUND: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `export SERVICE_TOKEN=${secret}\nnpm run deploy\n`,
  (secret) => `{"retries": 3, "token": "${secret}", "url": "https://api.acme.dev"}`,
  (secret) => `curl -sS -H 'X-Auth-Token: ${secret}' https://api.acme.dev/v1/items`,
  (secret) => `const client = new Client({ auth: '${secret}' });`,
  (secret) => `Please use ${secret}, it is from the shared account.`,
  (secret) => `const text = "line\\n${secret}\\n";`,
  (secret) => `# .env\nPORT=3000\nAPI=${secret}\nDEBUG=false`,
];

function pem(draw: (alphabet: 'base64', length: number) => string, kind: string, end = '\n'): string {
  const lines = Array.from({ length: 12 }, () => draw('base64', 64));
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join(end);
}

/** Texts that hold a secret. */
export function withSecret(seed: number): readonly Sample[] {
  const { draw, uuid, next } = drawer(seed + 7);
  const vendors = vendorSecrets(seed).map(([name, secret]): Sample => {
    const around = AROUND[next(AROUND.length)] ?? ((text) => text);
    return { name, secret, text: around(secret) };
  });
  const strong = (length = 14): string => `${draw('alnum', length - 3)}${draw('digits', 1)}!x`;
  const said = (name: string, secret: string, around: (secret: string) => string): Sample => ({
    name,
    secret,
    text: around(secret),
  });
  const aws = draw('base64', 40);
  return [
    ...vendors,
    said('pem', pem(draw, 'RSA PRIVATE KEY'), (key) => `cat > id_rsa <<'E'\n${key}\nE\n`),
    said('pem pkcs8', pem(draw, 'PRIVATE KEY'), (key) => key),
    said('pem openssh', pem(draw, 'OPENSSH PRIVATE KEY'), (key) => key),
    said('pem in json', pem(draw, 'PRIVATE KEY', '\\n'), (key) => `{"private_key": "${key}\\n"}`),
    said('pem encrypted', pem(draw, 'ENCRYPTED PRIVATE KEY'), (key) => key),
    said('aws secret', aws, (key) => `aws_secret_access_key = ${key}`),
    said('aws secret env', draw('base64', 40), (key) => `AWS_SECRET_ACCESS_KEY="${key}"`),
    said('aws secret command', draw('base64', 40), (key) => `aws configure set aws_secret_access_key ${key}`),
    said('hex api key', draw('hex', 32), (key) => `api_key: ${key}`),
    said('uuid api key', uuid(), (key) => `POSTMARK_API_TOKEN=${key}`),
    said('client secret', draw('url', 40), (key) => `clientSecret: '${key}',`),
    said('django', draw('alnum', 50), (key) => `SECRET_KEY = '${key}'`),
    said('rails', draw('hex', 128), (key) => `secret_key_base: ${key}`),
    said('datadog', draw('hex', 32), (key) => `DD_API_KEY=${key} ./agent`),
    said('twilio auth', draw('hex', 32), (key) => `TWILIO_AUTH_TOKEN=${key}`),
    said('cloudflare token', draw('url', 40), (key) => `CLOUDFLARE_API_TOKEN=${key}`),
    said(
      'azure account',
      `${draw('base64', 86)}==`,
      (key) => `AccountName=acme;AccountKey=${key};EndpointSuffix=core.windows.net`,
    ),
    said('encryption key', `${draw('base64', 43)}=`, (key) => `ENCRYPTION_KEY=${key}`),
    said('laravel', `base64:${draw('base64', 43)}=`, (key) => `APP_KEY=${key}`),
    said('env password', strong(), (key) => `DB_PASSWORD=${key}`),
    said('json password', strong(), (key) => `"password": "${key}"`),
    said('yaml password', strong(), (key) => `  password: "${key}"`),
    said('password option', strong(), (key) => `mytool login --username ana --password '${key}'`),
    said('token option', draw('alnum', 32), (key) => `cargo publish --token ${key}`),
    said('pgpassword', strong(), (key) => `PGPASSWORD='${key}' psql -h db.acme.dev -U app`),
    said('mysql', strong(), (key) => `mysql -h db.acme.dev -u root -p${key} shop`),
    said('sshpass', strong(), (key) => `sshpass -p '${key}' ssh ana@host`),
    said('curl user', strong(), (key) => `curl -u ana:${key} https://api.acme.dev`),
    said('prose password', strong(), (key) => `Log in as ana, the password is ${key}`),
    said('prose key', draw('alnum', 24), (key) => `My API key is ${key}.`),
    said('sql', strong(), (key) => `CREATE USER ana WITH PASSWORD '${key}';`),
    said(
      'connection string',
      strong(),
      (key) => `Server=db.acme.dev;Database=a;User Id=sa;Password=${key};Encrypt=True`,
    ),
    said(
      'postgres address',
      strong().replace('!', '_'),
      (key) => `DATABASE_URL=postgres://app:${key}@db.acme.dev:5432/shop`,
    ),
    said(
      'mongo address',
      strong().replace('!', '_'),
      (key) => `mongodb+srv://app:${key}@cluster0.ab1cd.mongodb.net/shop`,
    ),
    said('redis address', draw('alnum', 24), (key) => `redis://:${key}@cache.acme.dev:6379`),
    said(
      'git address',
      strong().replace('!', '_'),
      (key) => `git clone https://ana:${key}@git.acme.dev/a/b.git`,
    ),
    said('git token address', draw('alnum', 40), (key) => `git clone https://${key}@git.acme.dev/a/b.git`),
    said('bearer', draw('alnum', 40), (key) => `curl -H "Authorization: Bearer ${key}" https://api.acme.dev`),
    said(
      'basic',
      Buffer.from(`ana:${strong()}`).toString('base64'),
      (key) => `curl -H 'Authorization: Basic ${key}' https://api.acme.dev`,
    ),
    said('authorization token', draw('hex', 40), (key) => `headers: { Authorization: 'Token ${key}' }`),
    said('x-api-key', draw('alnum', 36), (key) => `curl -H "x-api-key: ${key}" https://api.acme.dev`),
    said('query key', draw('alnum', 32), (key) => `curl "https://api.acme.dev/v1?api_key=${key}&limit=3"`),
    said(
      'cookie',
      draw('alnum', 48),
      (key) => `curl -b 'x' -H 'Cookie: theme=dark; session=${key}' https://acme.dev`,
    ),
    said(
      'docker auth',
      Buffer.from(`ana:${strong()}`).toString('base64'),
      (key) => `{"auths":{"r.acme.dev":{"auth":"${key}"}}}`,
    ),
    said('npmrc', uuid(), (key) => `//npm.acme.dev/:_authToken=${key}`),
    said('netrc', strong(), (key) => `machine api.acme.dev login ana password ${key}`),
    said('xml', strong(), (key) => `<server><password>${key}</password></server>`),
    said('fallback', draw('alnum', 32), (key) => `const key = process.env.API_SECRET || '${key}';`),
    said('python default', draw('alnum', 32), (key) => `token = os.environ.get("SLACK_TOKEN", "${key}")`),
    said('typed', draw('alnum', 32), (key) => `private readonly apiKey: string = '${key}';`),
    said('go', draw('alnum', 32), (key) => `apiToken := "${key}"`),
    said('escaped', draw('alnum', 32), (key) => `"{\\"apiKey\\":\\"${key}\\"}"`),
    said(
      'storage signature',
      encodeURIComponent(`${draw('base64', 43)}=`),
      (key) => `https://acme.blob.core.windows.net/c/f?sv=2023-01-03&se=2026-01-01&sp=r&sig=${key}`,
    ),
    said('wireguard', `${draw('base64', 43)}=`, (key) => `[Interface]\nPrivateKey = ${key}\n`),
    said('ethereum', `0x${draw('hex', 64)}`, (key) => `PRIVATE_KEY=${key}`),
    said(
      'seed phrase',
      'gravity machine north sort system female filter attitude volume fold club stay',
      (key) => `MNEMONIC="${key}"`,
    ),
    said(
      'teams webhook',
      `https://acme.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${draw('hex', 32)}/${uuid()}`,
      (key) => `curl -d '{}' ${key}`,
    ),
    said('kube token', draw('alnum', 40), (key) => `    user:\n      token: ${key}\n`),
    said('vendor key', draw('alnum', 32), (key) => `ACME_KEY=${key}`),
    said('docker login', strong(), (key) => `docker login -u ana -p ${key} registry.acme.dev`),
    said('piped to sudo', strong(), (key) => `echo "${key}" | sudo -S apt-get update`),
    said('piped to a login', strong(), (key) => `printf '%s' '${key}' | docker login --password-stdin`),
    said('redis', strong(), (key) => `redis-cli -h cache -a ${key} ping`),
    said('word and number', 'Wintermute2024', (key) => `ADMIN_PASSWORD=${key}`),
    said('pgpass', strong(), (key) => `echo "db.acme.dev:5432:shop:ana:${key}" >> ~/.pgpass`),
    said(
      'netlify hook',
      `https://api.netlify.com/build_hooks/${draw('hex', 24)}`,
      (key) => `curl -X POST ${key}`,
    ),
    said(
      'signature alone',
      encodeURIComponent(`${draw('base64', 43)}=`),
      (key) => `SAS="sv=2022-11-02&ss=b&srt=co&sp=r&sig=${key}"`,
    ),
    said('firebase', `AAAA${draw('url', 7)}:APA91b${draw('url', 134)}`, (key) => `Authorization: key=${key}`),
    said(
      'swarm',
      `SWMTKN-1-${draw('lower', 50)}-${draw('lower', 25)}`,
      (key) => `docker swarm join --token ${key} 10.0.0.4:2377`,
    ),
    said(
      'putty',
      `${draw('base64', 64)}\n${draw('base64', 40)}`,
      (key) => `PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 2\n${key}\nPrivate-MAC: 00`,
    ),
    said('suffix', draw('alnum', 32), (key) => `ACME_API_KEY_PROD=${key}`),
  ];
}

/** Texts in which nothing may be found. */
export function withoutSecret(seed: number): readonly Sample[] {
  const { draw, uuid } = drawer(seed + 13);
  const sha1 = draw('hex', 40);
  const sha256 = draw('hex', 64);
  const texts: readonly string[] = [
    'export GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    `GITHUB_TOKEN=ghp_${draw('alnum', 36)}`,
    `npm_config_token=npm_${draw('alnum', 36)}`,
    'GH_TOKEN=${{ secrets.GITHUB_TOKEN }}',
    'OPENAI_API_KEY=sk-your-key-here',
    'OPENAI_API_KEY=sk-...',
    'ANTHROPIC_API_KEY=sk-ant-…',
    'ANTHROPIC_API_KEY=sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'const apiKey = process.env.API_KEY;',
    'const { API_KEY, DB_PASSWORD } = process.env;',
    'api_key = os.environ["SERVICE_API_KEY"]',
    'token = config.get("github.token")',
    'password: ${DB_PASSWORD}',
    'password: ${DB_PASSWORD:-postgres}',
    'DATABASE_URL=postgres://postgres:postgres@localhost:5432/app_test',
    'DATABASE_URL=postgres://user:password@host:5432/database',
    'DATABASE_URL=postgresql://${DB_USER}:${DB_PASS}@${DB_HOST}/app',
    'DATABASE_URL="mysql://root:root@127.0.0.1:3306/test"',
    'mongodb://admin:secret@mongo:27017',
    'redis://default:<password>@redis-12345.c1.us-east-1-2.ec2.cloud.redislabs.com:12345',
    'git clone https://github.com/acme/shop.git && git remote add up git@github.com:acme/shop.git',
    'curl -H "Authorization: Bearer $TOKEN" https://api.acme.dev',
    'curl -H "Authorization: Bearer ${TOKEN}" https://api.acme.dev',
    'headers: { Authorization: `Bearer ${token}` }',
    'Authorization: Bearer <your-token>',
    'Authorization: Bearer YOUR_API_TOKEN_GOES_HERE',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
    'curl -u "$USER:$PASS" https://api.acme.dev',
    'curl -u user:password https://api.acme.dev',
    'docker run -u 1000:1000 -p 8080:80 -e POSTGRES_PASSWORD=postgres postgres:16',
    `git checkout ${sha1}`,
    `FROM node:24@sha256:${sha256}`,
    `"integrity": "sha512-${draw('base64', 86)}=="`,
    `resolved "https://registry.acme.dev/a/-/a-1.0.0.tgz#${sha1}"`,
    `    sha256 = "${sha256}";`,
    `github.com/acme/lib v1.2.3 h1:${draw('base64', 43)}=`,
    `<img src="data:image/png;base64,${draw('base64', 900)}">`,
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${draw('base64', 43)} ana@acme`,
    `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${draw('base64', 340)} ana@acme`,
    `-----BEGIN PUBLIC KEY-----\n${draw('base64', 64)}\n${draw('base64', 64)}\n-----END PUBLIC KEY-----`,
    `-----BEGIN CERTIFICATE-----\n${draw('base64', 64)}\n${draw('base64', 64)}\n-----END CERTIFICATE-----`,
    '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----',
    "if (text.includes('-----BEGIN PRIVATE KEY-----')) throw new Error('A key.');",
    'grep -rn "BEGIN RSA PRIVATE KEY" .',
    'grep -rnE "(AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36})" src',
    'const SLACK = /xox[baprs]-[A-Za-z0-9-]{10,}/;',
    `pk_live_${draw('alnum', 24)}`,
    `NEXT_PUBLIC_POSTHOG_KEY=phc_${draw('alnum', 43)}`,
    `pk.eyJ1Ijoi${draw('alnum', 60)}.${draw('url', 22)}`,
    `age1${draw('lower', 58)}`,
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    'password: changeme',
    'password = "password123"',
    'PASSWORD=Passw0rd!',
    'const password = await prompt("Password: ");',
    'password: z.string().min(8).max(128)',
    '"password": { "type": "string", "minLength": 8 }',
    '<input type="password" name="password" placeholder="Password" autocomplete="current-password">',
    `password_hash = "$2b$12$${draw('alnum', 53)}"`,
    'const tokens = await tokenizer.encode(text);',
    'max_tokens: 4096, total_tokens: 123456',
    'nextPageToken = response.data.nextPageToken',
    `continuation_token: "${draw('base64', 40)}"`,
    'csrf_token = request.headers["X-CSRF-Token"]',
    "cache-key: ${{ runner.os }}-node-${{ hashFiles('**/package-lock.json') }}",
    `key: npm-${sha256}`,
    'primary_key: id, foreign_key: user_id, sort_key: created_at',
    `public_key = "${draw('base64', 43)}="`,
    'secretName: shop-database-credentials',
    'secretKeyRef:\n  name: shop-secrets\n  key: database-password',
    'token_url: https://auth.acme.dev/oauth/token',
    'API_KEY=op://vault/service/credential',
    'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbC1dE',
    `password: ENC[AES256_GCM,data:${draw('base64', 24)},iv:${draw('base64', 44)},type:str]`,
    'vault kv get -field=password secret/shop/db',
    'echo "$NPM_TOKEN" | npm login',
    'gh auth token | docker login ghcr.io -u ana --password-stdin',
    'keytool -importkeystore -srckeystore a.jks -destkeystore b.p12 -deststoretype PKCS12',
    'The token is validated in middleware/auth.ts before the request is handled.',
    'The password is hashed with bcrypt and never stored.',
    'Fix the bug where the session token was not refreshed after 15 minutes',
    'Add a "forgot password" flow to the login page and write tests for it',
    `session_id: ${uuid()}\nrequest_id: ${uuid()}`,
    `{"id":"${uuid()}","object":"chat.completion","created":1700000000}`,
    `docker pull ghcr.io/acme/shop@sha256:${sha256}`,
    `https://acme.s3.amazonaws.com/${sha1}/report.pdf`,
    'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
    'https://hooks.slack.com/services/YOUR/WEBHOOK/URL',
    'https://discord.com/api/webhooks/<id>/<token>',
    'sk-folding-cube sk-cube1 sk-cube2 sk-chasing-dots-before-animation-delay',
    'import { SecretManagerServiceClient } from "@google-cloud/secret-manager";',
    'kubectl create secret generic shop --from-literal=password="$DB_PASSWORD"',
    'aws secretsmanager get-secret-value --secret-id shop/db --query SecretString',
    'export const TOKEN_STORAGE_KEY = "acme.auth.token.v2";',
    'const AUTH_TOKEN_HEADER = "x-acme-auth-token";',
    'localStorage.setItem("access_token", response.accessToken)',
    'passwordField.type = "password"; passwordField.name = "user_password";',
    'it("rejects a wrong password", async () => { await login("ana", "wrong-password"); });',
    'PASSWORD_MIN_LENGTH=12\nPASSWORD_RESET_TIMEOUT=3600\nTOKEN_TTL=900\nSECRET_ROTATION_DAYS=90',
    'ssh -i ~/.ssh/id_ed25519 ana@host; scp -P 2222 a.txt host:/tmp',
    'mysql -uroot -p shop < dump.sql; mysql -uroot -p"$MYSQL_PASSWORD" shop',
    'psql "host=localhost user=app password=app dbname=app"',
    'STRIPE_SECRET_KEY=sk_test_...\nSTRIPE_WEBHOOK_SECRET=whsec_...',
    'STRIPE_SECRET_KEY=sk_test_XXXXXXXXXXXXXXXXXXXXXXXX',
    'API_TOKEN=replace-me-with-a-real-token\nAPI_SECRET=<insert secret>\nAPI_KEY=************',
    'auth_key = "test-key-1234567890"',
    'JWT_SECRET=supersecret',
    'JWT_SECRET=super-secret-jwt-token-with-at-least-32-characters-long',
    'const secret = crypto.randomBytes(32).toString("hex");',
    'export SECRET=$(openssl rand -hex 32)',
    'apiKey: "abcdefghijklmnopqrstuvwxyz123456"',
    'apiKey: "00000000-0000-0000-0000-000000000000"',
    '"token": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
    'key_id = alias/shop-main; kms_key_arn = var.kms_key_arn',
    'private_key_path = "~/.ssh/deploy_ed25519.pem"\nkeyfile=/etc/ssl/private/server.key',
    'https://o123456.ingest.sentry.io/4501234567890 and https://' +
      draw('hex', 32) +
      '@o123456.ingest.sentry.io/4501234567890',
    'SELECT id, password_hash, reset_token FROM users WHERE api_key = $1',
    'ALTER USER app WITH PASSWORD :password;',
    'openssl req -x509 -newkey rsa:4096 -keyout key.pem -out cert.pem -passout pass:$PASS',
    "the Cookie header is set by the server: 'Set-Cookie: theme=dark; Path=/'",
    'author = "A. Token", keywords = ["secret-sharing", "password-manager", "api-key-rotation"]',
    `const etag = "${draw('hex', 32)}"; const commit = "${sha1}"; const digest = "${sha256}";`,
    'feat(auth): rotate signing key on boot (#1234)',
    `uses: actions/checkout@${sha1} # v4.2.2`,
    `export ANDROID_KEYSTORE_PASSWORD=$(security find-generic-password -w -s android)`,
    'TOKEN="$(cat /run/secrets/token)"',
    'curl "https://maps.acme.dev/api?key=YOUR_API_KEY&callback=init"',
    'http://localhost:3000/callback?token=abc123&state=xyz',
    'define( "DB_PASSWORD", "database_password_here" );',
    `"checksum": "${draw('hex', 32)}", "sessionToken": null, "apiKey": ""`,
  ];
  return texts.map((text) => ({ name: text.slice(0, 60), text }));
}
