/** Clients of platforms and virtual machines that run a command there: what it does there counts. */
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, type Field, type Stream } from '../shell/text.ts';
import { runInside } from './containers.ts';

interface Remote {
  /** The verbs after which the command stands, options before and between them left out. */
  readonly verbs: readonly string[];
  /** Words between the verbs and the command: the name of a machine. */
  readonly own?: number;
  /** Options whose value is the whole command. */
  readonly line?: readonly string[];
  /** The only words that are tools there: others are verbs of the client. */
  readonly tools?: RegExp;
  /** Letters and names of options that take a value. */
  readonly letters?: string;
  readonly valued?: readonly string[];
}

/** Tools that ddev and lando offer as verbs of their own. */
const IN_THERE =
  /^(?:artisan|drush|drupal|wp|console|craft|cake|magento|bin-magento|sake|typo3|composer|php|npm|npx|yarn|pnpm|node|python|manage\.py|rails|rake|psql|mysql|mariadb|mongo|redis-cli|symfony)$/;

const REMOTES: Readonly<Record<string, readonly Remote[]>> = {
  heroku: [
    {
      verbs: ['run', 'run:detached', 'run:inside'],
      letters: 'arse',
      valued: ['app', 'remote', 'size', 'env', 'type'],
    },
  ],
  fly: [
    {
      verbs: ['ssh console', 'machine exec', 'machines exec'],
      line: ['C', 'command'],
      letters: 'aCcsru',
      valued: ['app', 'command', 'config', 'machine', 'region', 'user'],
    },
  ],
  railway: [{ verbs: ['run', 'ssh'], letters: 'seph', valued: ['service', 'environment', 'project'] }],
  dokku: [
    { verbs: ['run', 'run:detached'], own: 1, letters: 'e', valued: ['env', 'cron-id'] },
    { verbs: ['enter'], own: 2 },
  ],
  kamal: [
    {
      verbs: ['app exec', 'server exec', 'accessory exec'],
      letters: 'rhdce',
      valued: ['roles', 'hosts', 'destination', 'config-file', 'env', 'version'],
    },
  ],
  scalingo: [{ verbs: ['run'], letters: 'aesr', valued: ['app', 'env', 'size', 'region'] }],
  render: [{ verbs: ['ssh'], own: 1 }],
  platform: [
    {
      verbs: ['ssh', 'environment:ssh'],
      letters: 'peA',
      valued: ['project', 'environment', 'app', 'worker'],
    },
  ],
  upsun: [
    {
      verbs: ['ssh', 'environment:ssh'],
      letters: 'peA',
      valued: ['project', 'environment', 'app', 'worker'],
    },
  ],
  cf: [
    { verbs: ['ssh'], line: ['c', 'command'], letters: 'ciL', valued: ['command'] },
    { verbs: ['run-task', 'rt'], line: ['c', 'command'], letters: 'cmkl', valued: ['command', 'name'] },
  ],
  gcloud: [{ verbs: ['compute ssh'], line: ['command'], valued: ['command', 'zone', 'project', 'ssh-flag'] }],
  az: [
    {
      verbs: ['vm run-command invoke', 'vmss run-command invoke', 'container exec'],
      line: ['scripts', 'exec-command'],
      letters: 'gn',
      valued: ['scripts', 'exec-command', 'command-id', 'name', 'resource-group'],
    },
  ],
  aws: [
    {
      verbs: ['ecs execute-command'],
      line: ['command'],
      valued: ['command', 'cluster', 'task', 'container'],
    },
    {
      verbs: ['ssm send-command', 'ssm start-session'],
      line: ['parameters'],
      valued: ['parameters', 'document-name', 'targets', 'instance-ids', 'target', 'region', 'profile'],
    },
  ],
  doctl: [{ verbs: ['compute ssh'], line: ['ssh-command'], valued: ['ssh-command', 'ssh-user'] }],
  vagrant: [{ verbs: ['ssh', 'winrm'], line: ['c', 'command'], letters: 'c', valued: ['command'] }],
  multipass: [{ verbs: ['exec'], own: 1, letters: 'd', valued: ['working-directory'] }],
  lxc: [{ verbs: ['exec'], own: 1, valued: ['env', 'user', 'cwd'] }],
  incus: [{ verbs: ['exec'], own: 1, valued: ['env', 'user', 'cwd'] }],
  limactl: [{ verbs: ['shell'], own: 1, valued: ['workdir', 'shell'] }],
  lima: [{ verbs: [''] }],
  colima: [{ verbs: ['ssh'], letters: 'p', valued: ['profile'] }],
  orb: [{ verbs: ['', 'run'], letters: 'muw', valued: ['machine', 'user', 'workdir'] }],
  ddev: [
    { verbs: ['exec', 'x'], letters: 'sd', valued: ['service', 'dir'] },
    { verbs: [''], tools: IN_THERE },
  ],
  lando: [
    { verbs: ['ssh'], line: ['c', 'command'], letters: 'csu', valued: ['command', 'service', 'user'] },
    { verbs: [''], tools: IN_THERE },
  ],
  nomad: [{ verbs: ['alloc exec', 'exec'], own: 1, letters: 'e', valued: ['task', 'job'] }],
  'docker-machine': [{ verbs: ['ssh'], own: 1 }],
  minikube: [{ verbs: ['ssh'], letters: 'pn', valued: ['profile', 'node'] }],
  eb: [
    { verbs: ['ssh'], line: ['c', 'command'], letters: 'cne', valued: ['command', 'number', 'environment'] },
  ],
  symfony: [{ verbs: ['run'] }, { verbs: [''] }],
  adb: [{ verbs: ['shell', 'exec-out'], letters: 'stHP' }],
  wsl: [{ verbs: [''], letters: 'du', valued: ['distribution', 'user', 'cd'], line: [] }],
  repo: [{ verbs: ['forall'], line: ['c'], letters: 'crg', valued: ['regex', 'groups'] }],
  rw: [{ verbs: ['', 'exec'] }],
  redwood: [{ verbs: ['', 'exec'] }],
  blitz: [{ verbs: [''] }],
  keystone: [{ verbs: [''] }],
  uvx: [{ verbs: [''], letters: 'pw', valued: ['from', 'with', 'python'] }],
  uv: [{ verbs: ['tool run'], letters: 'pw', valued: ['from', 'with', 'python'] }],
  pipx: [{ verbs: ['run'], valued: ['spec', 'python'] }],
  sshpass: [{ verbs: [''], letters: 'pfd' }],
  padrino: [{ verbs: [''] }],
  sops: [{ verbs: ['exec-env', 'exec-file'], own: 1 }],
  devbox: [{ verbs: ['run'], letters: 'ce', valued: ['config', 'env'] }],
  'dotenv-cli': [{ verbs: [''], letters: 'ecvp' }],
  envchain: [{ verbs: [''], own: 1 }],
  summon: [{ verbs: [''], letters: 'feDp', valued: ['yaml', 'environment', 'provider'] }],
  teller: [{ verbs: ['run'], letters: 'c' }],
  bws: [{ verbs: ['run'], valued: ['project-id', 'shell'] }],
  saml2aws: [{ verbs: ['exec'], letters: 'a', valued: ['profile', 'exec-profile', 'idp-account'] }],
  kubie: [{ verbs: ['exec'], own: 2 }],
  flox: [{ verbs: ['activate'], letters: 'der', valued: ['dir', 'environment', 'remote'] }],
  pkgx: [{ verbs: [''] }],
  zellij: [{ verbs: ['run'], letters: 'nd', valued: ['name', 'direction', 'cwd'] }],
  tfenv: [{ verbs: ['exec'] }],
};

/** The words after the verbs, if the call has them. */
function afterVerbs(call: Call, remote: Remote): readonly Field[] | undefined {
  const shape = { letters: remote.letters ?? '', valued: remote.valued ?? [], stop: true };
  for (const verb of remote.verbs) {
    let rest: readonly Field[] = call.args;
    let found = true;
    for (const word of verb === '' ? [] : verb.split(' ')) {
      rest = readOptions(rest, shape).rest;
      if (rest[0]?.text !== word) {
        found = false;
        break;
      }
      rest = rest.slice(1);
    }
    if (found) return rest;
  }
  return undefined;
}

function run(call: Call, remote: Remote, rest: readonly Field[]): void {
  const shape = { letters: remote.letters ?? '', valued: remote.valued ?? [] };
  if (remote.line) {
    for (const field of readOptions(rest, shape).all(...remote.line)) runLine(call, field);
    return;
  }
  let words = readOptions(rest, { ...shape, stop: true }).rest;
  for (let own = remote.own ?? 0; own > 0; own--)
    words = readOptions(words.slice(1), { ...shape, stop: true }).rest;
  if (remote.tools && !remote.tools.test(words[0]?.text ?? '')) return;
  if (words.length === 1 && /\s/.test(words[0]?.text ?? '')) runLine(call, words[0] as Field);
  else if (words.length > 0) runInside(call, words, []);
}

/** `cmd`, or as the interface of a cloud wants it: `commands=["cmd", "cmd"]`. */
function runLine(call: Call, field: Field): void {
  const list = /^\{?\s*"?commands?"?\s*[=:]\s*(.*)$/s.exec(field.text)?.[1];
  const lines = list === undefined ? [field.text] : list.replace(/^\[|[\]}]+$/g, '').split(/,\s*(?=")/);
  for (const line of lines) {
    const text = list === undefined ? line : line.trim().replace(/^(["'])(.*)\1$/s, '$2');
    runInside(
      call,
      ['sh', '-c', text].map((word) => ({ ...field, text: word })),
      [],
    );
  }
}

function remote(kinds: readonly Remote[]): Handler {
  return (call): Stream | undefined => {
    for (const kind of kinds) {
      const rest = afterVerbs(call, kind);
      if (!rest) continue;
      run(call, kind, rest);
      return kind.verbs.includes('') ? undefined : ANYTHING;
    }
    return undefined;
  };
}

export const REMOTE_RUNS: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(Object.entries(REMOTES).map(([name, kinds]) => [name, remote(kinds)])),
  flyctl: remote(REMOTES['fly'] as readonly Remote[]),
};
