/** Containers: what runs in them, what they are given of this machine, and the data that goes with them. */

import { classify } from '../effects/paths.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, type Field, type Stream, TAINT, UNKNOWN } from '../shell/text.ts';

type Mount = readonly [inside: string, outside: string];

/** Runs words in a container of which some folders are folders of this machine. */
export function runInside(
  call: Call,
  words: readonly Field[],
  mounts: readonly Mount[],
  cwd = '/workdir',
  interpreted?: Field,
): Stream {
  const all = interpreted ? [interpreted, ...words] : words;
  if (all.length === 0) return ANYTHING;
  const scope = subshell(call.scope, {
    site: 'container',
    cwd,
    mounts,
    functions: new Map(),
    aliases: new Map(),
    privileged: false,
    stayed: undefined,
    files: new Map(),
  });
  return call.machine.runWords(all, scope, call.stdin, call.span);
}

const RUN = {
  letters: 'veupwhlamc',
  valued:
    'volume mount env env-file user publish workdir hostname label name network net memory cpus entrypoint platform pid ipc cap-add cap-drop security-opt device add-host dns ulimit shm-size tmpfs restart log-driver log-opt runtime gpus userns cgroupns group-add cidfile pull stop-signal stop-timeout volumes-from expose link ip mac-address init-path storage-opt sysctl health-cmd health-interval index file project-name profile project-directory'.split(
      ' ',
    ),
  stop: true,
};

/** Names of volumes with data that nobody makes again. */
const KEEPS =
  /(?:^|[-_.])(?:\w*data|pg\w*|postgres\w*|mysql\w*|maria\w*|mongo\w*|redis\w*|db\w*|uploads?|media|backups?|storage|vol(?:ume)?)(?:$|[-_.])/i;

/** Where servers of databases keep what they hold. */
const SERVED =
  /:\/(?:var\/lib\/(?:postgresql|mysql|mongodb?|redis|rabbitmq|elasticsearch|cassandra|clickhouse|grafana)|data\/db|bitnami\/\w+)(?:\/|$)/;

function judgePowers(call: Call, options: ReturnType<typeof readOptions>): Mount[] {
  const mounts: Mount[] = [];
  let wide = options.has('privileged') && !/^false$/.test(options.value('privileged')?.text ?? '');
  for (const field of options.all('cap-add'))
    wide ||= /^(?:ALL|(?:CAP_)?(?:SYS_ADMIN|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH))$/i.test(field.text);
  for (const name of ['pid', 'ipc', 'userns', 'uts'])
    wide ||= name !== 'ipc' && options.value(name)?.text === 'host';
  for (const field of options.all('device'))
    wide ||= /^\/dev\/(?:sd|nvme|vd|xvd|mem|kmem|mapper)/.test(field.text);
  for (const field of options.all('security-opt')) {
    if (/(?:seccomp|apparmor)[=:]unconfined|label[=:]disable|no-new-privileges[=:]false/.test(field.text))
      call.machine.report('disable-security.sandbox', call.span);
  }
  const volumes = options.all('v', 'volume').map((field) => field.text.split(':'));
  for (const field of options.all('mount')) {
    const parts = new Map(field.text.split(',').map((part) => part.split('=') as [string, string]));
    const from = parts.get('source') ?? parts.get('src');
    const to = parts.get('target') ?? parts.get('dst') ?? parts.get('destination');
    if (from && to) volumes.push([from, to, parts.has('readonly') || parts.has('ro') ? 'ro' : '']);
  }
  for (const [outside, inside, mode] of volumes) {
    if (!outside || !inside) continue;
    if (!/^[./~\uE000]/.test(outside)) {
      // A volume with a name, and what is in it stays when the container goes.
      if (KEEPS.test(outside))
        mounts.push([inside.replace(/(.)\/$/, '$1'), `/var/lib/docker/volumes/${outside}`]);
      continue;
    }
    const { kind, path } = classify(call.machine, call.scope, outside);
    const socket = /(?:docker|containerd|podman|crio)\w*\.sock$/.test(path);
    const written = !/(?:^|,)ro(?:,|$)/.test(mode ?? '');
    if (
      kind === 'root' ||
      socket ||
      (kind === 'system' &&
        written &&
        !/^\/(?:etc\/(?:localtime|timezone|ssl|resolv\.conf|hosts)|var\/(?:lib|log|www|cache)|usr\/share|home)(?:\/|$)/.test(
          path,
        )) ||
      (kind === 'device' && !options.has('device'))
    )
      wide = true;
    else if (kind === 'home' && written) wide = true;
    else if (kind === 'credentials' && /\.ssh$|\.aws$|\.gnupg$/.test(path) && written) wide = true;
    mounts.push([inside.replace(/(.)\/$/, '$1'), outside]);
  }
  if (wide) call.machine.report('privesc.container', call.span);
  return mounts;
}

/** Images that are made to be run as one tool: the words after them are its words. */
const TOOL_IMAGES =
  /(?:^|\/)(terraform|opentofu|tofu|terragrunt|pulumi|aws-cli|kubectl|helm|flyway|liquibase|rclone|migrate|dbmate|prisma|ansible|eksctl|restic|mc|s3cmd|psql|doctl|flyctl|vault|consul|nomad|packer|serverless|redis-cli|mongosh|azure-cli|gh|git|curl|node|python|bash)(?=$|:|@)/;

function toolOf(image: string): string | undefined {
  const name = TOOL_IMAGES.exec(image)?.[1];
  if (name === undefined || /^(?:azure-cli|node|python|bash)$/.test(name)) return undefined;
  return name === 'aws-cli' ? 'aws' : name === 'opentofu' ? 'tofu' : name;
}

/** The content of a file of secrets as an argument: it stays in the image, for everybody who has it. */
function judgeBuild(call: Call, args: readonly Field[]): void {
  for (const [index, arg] of args.entries()) {
    if (
      !/^--(?:build-arg|label)/.test(arg.text) &&
      !/^--(?:build-arg|label)$/.test(args[index - 1]?.text ?? '')
    )
      continue;
    if (arg.taint & TAINT.secret && !(arg.taint & TAINT.variable))
      call.machine.report('secret-read.copied', arg);
  }
}

const docker: Handler = (call) => {
  const global = readOptions(call.args, {
    letters: 'HcDl',
    valued: ['host', 'context', 'config', 'log-level', 'tlscacert'],
    stop: true,
  });
  let [verb, ...args] = global.rest as [Field | undefined, ...Field[]];
  let name = verb?.text ?? '';
  const object = args[0]?.text ?? '';
  if (
    /^(?:container|image|volume|network|system|builder|buildx|context|secret|config|swarm|stack|service|node|plugin|manifest|machine|trust)$/.test(
      name,
    )
  ) {
    judgeObject(call, name, object, args.slice(1));
    if (object === 'build') judgeBuild(call, args.slice(1));
    if (name !== 'container') return ANYTHING;
    [verb, ...args] = args;
    name = verb?.text ?? '';
  }
  if (name === 'build') judgeBuild(call, args);
  switch (name) {
    case 'compose':
      return compose({ ...call, args });
    case 'run':
    case 'create': {
      const options = readOptions(args, RUN);
      const mounts = judgePowers(call, options);
      const [image, ...words] = options.rest;
      const entry = options.value('entrypoint');
      if (name === 'create') return ANYTHING;
      const tool = entry === undefined && image ? toolOf(image.text) : undefined;
      if (tool && image && words.length > 0 && words[0]?.text !== tool)
        runInside(call, words, mounts, options.value('w', 'workdir')?.text ?? '/workdir', {
          ...image,
          text: tool,
        });
      return runInside(call, words, mounts, options.value('w', 'workdir')?.text ?? '/workdir', entry);
    }
    case 'exec': {
      const options = readOptions(args, RUN);
      if (options.has('privileged')) call.machine.report('privesc.container', call.span);
      return runInside(call, options.rest.slice(1), []);
    }
    case 'rm': {
      const options = readOptions(args);
      if (options.has('v', 'volumes') && options.has('v'))
        call.machine.report('cloud-destroy.volumes', call.span);
      if (many(options.rest) || options.has('a', 'all'))
        call.machine.report('cloud-destroy.containers', call.span);
      break;
    }
    case 'pod':
      if (
        /^(?:rm|prune)$/.test(object) &&
        readOptions(args.slice(1)).has('a', 'all', 'f', 'force') &&
        (object === 'prune' || readOptions(args.slice(1)).has('a', 'all'))
      )
        call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'rmi':
      if (many(readOptions(args).rest) || readOptions(args).has('a', 'all'))
        call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'stop':
    case 'kill':
      if (many(readOptions(args, { letters: 'ts', valued: ['time', 'signal', 'timeout'] }).rest))
        call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'ps':
    case 'ls':
    case 'list':
    case 'images': {
      const options = readOptions(args, { letters: 'fn', valued: ['filter', 'format', 'last'] });
      return {
        text: UNKNOWN,
        taint: options.has('q', 'quiet') && !options.has('f', 'filter') ? TAINT.containers : 0,
      };
    }
    case 'cp':
      if (SERVED.test(args.at(-1)?.text ?? '')) call.machine.report('cloud-destroy.volumes', call.span);
      if (
        classify(call.machine, call.scope, args.find((arg) => !arg.text.startsWith('-'))?.text ?? '').kind ===
        'credentials'
      )
        call.machine.report('secret-read.copied', call.span);
      break;
    case 'export':
    case 'save':
      return ANYTHING;
    case 'inspect':
      return ANYTHING;
  }
  return ANYTHING;
};

function many(fields: readonly Field[]): boolean {
  return fields.some((field) => (field.taint & TAINT.containers) !== 0);
}

function judgeObject(call: Call, object: string, verb: string, args: readonly Field[]): void {
  const options = readOptions(args, { letters: 'f', valued: ['filter'] });
  const all = options.has('a', 'all');
  switch (`${object} ${verb}`) {
    case 'system prune':
      if (options.has('volumes')) call.machine.report('cloud-destroy.volumes', call.span);
      else if (all) call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'system reset':
    case 'machine rm':
    case 'machine reset':
      call.machine.report('cloud-destroy.volumes', call.span);
      break;
    case 'volume rm':
    case 'volume remove':
    case 'volume prune':
      call.machine.report('cloud-destroy.volumes', call.span);
      break;
    case 'image prune':
      if (all && !options.has('filter')) call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'swarm leave':
    case 'stack rm':
    case 'service rm':
    case 'node rm':
    case 'secret rm':
      call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'service scale':
      if (options.rest.some((field) => /=0$/.test(field.text)))
        call.machine.report('cloud-destroy.containers', call.span);
      break;
    case 'container rm':
      if (many(options.rest)) call.machine.report('cloud-destroy.containers', call.span);
      break;
  }
}

const compose: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'fp',
    valued: ['file', 'project-name', 'profile', 'project-directory', 'env-file'],
    stop: true,
  });
  const [verb, ...args] = options.rest;
  switch (verb?.text) {
    case 'down': {
      const inner = readOptions(args, { letters: 't', valued: ['timeout', 'rmi'] });
      if (inner.has('v', 'volumes')) call.machine.report('cloud-destroy.volumes', call.span);
      break;
    }
    case 'rm':
      if (readOptions(args).has('v')) call.machine.report('cloud-destroy.volumes', call.span);
      break;
    case 'up':
      if (readOptions(args).has('V', 'renew-anon-volumes'))
        call.machine.report('cloud-destroy.volumes', call.span);
      break;
    case 'exec':
    case 'run': {
      const inner = readOptions(args, RUN);
      const mounts = judgePowers(call, inner);
      return runInside(call, inner.rest.slice(1), mounts, '/workdir', inner.value('entrypoint'));
    }
  }
  return ANYTHING;
};

const nsenter: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'tSG',
    valued: ['target', 'setuid', 'setgid'],
    stop: true,
  });
  if (options.value('t', 'target')?.text === '1' || options.has('a', 'all'))
    call.machine.report('privesc.container', call.span);
  return call.machine.runWords(options.rest, call.scope, call.stdin, call.span);
};

const ctr: Handler = (call) => {
  const line = call.args.map((arg) => arg.text).join(' ');
  if (/--privileged|type=bind,src=\/,/.test(line)) call.machine.report('privesc.container', call.span);
  if (
    /^(?:rmp?|rmi|stopp?)\b.*(?:\s-\w*a|--all|--prune)|(?:images?|containers?|content|namespaces?|snapshots)\s+(?:rm|remove|delete|prune)\b.*(?:\uE000|--all)/.test(
      line,
    )
  )
    call.machine.report('cloud-destroy.containers', call.span);
  return ANYTHING;
};

export const CONTAINERS: Readonly<Record<string, Handler>> = {
  docker,
  podman: docker,
  nerdctl: docker,
  'docker-compose': compose,
  'podman-compose': compose,
  nsenter,
  ctr,
  crictl: ctr,
};
