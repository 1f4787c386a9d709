/**
 * Further tools whose verbs destroy what lies elsewhere: a table of names and verbs, for tools that say `delete` and mean
 * it. What needs more than its verb to be judged has a handler of its own.
 */
import type { RuleId } from '../rules/index.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { ANYTHING } from '../shell/text.ts';
import { readingsOf } from './readings.ts';

/** Spared with every tool: nothing happens. */
const TRIES =
  /(?:^|\s)(?:--dry-?run(?!=false)(?:=\S+)?|--dryrun|--help|help|--what-if|--preview|--preview-only|--simulate)(?=\s|$)/;

/** A verb of every tool: alone, or as a part of `apps:destroy`, `delete-org`, `vm-destroy`. */
const ALWAYS = 'delete|destroy|purge|terminate|nuke';

interface Family {
  readonly rule: RuleId;
  /** The tools, and verbs that they have besides. */
  readonly tools: Readonly<Record<string, string>>;
}

const FAMILIES: readonly Family[] = [
  {
    rule: 'cloud-destroy.storage',
    tools: {
      b2: 'rm|delete_bucket|delete_file_version|hide-file',
      s3cmd: 'rb|del|rm|expire|sync\\s.*--delete-removed',
      s4cmd: 'del',
      ossutil: 'rm',
      ossutil64: 'rm',
      coscli: 'rm|rb',
      coscmd: 'deletebucket',
      obsutil: 'rm',
      bcecmd: 'rb',
      uplink: 'rm|rb',
    },
  },
  {
    rule: 'cloud-destroy.resources',
    tools: {
      cloudflared: 'cleanup',
      flarectl: '',
      civo: 'remove|rm',
      scalingo: 'addons-remove|scale-to-zero',
      clever: '',
      platform: '',
      upsun: '',
      cf: 'delete-space|unbind-service',
      dokku: '',
      kamal: 'remove',
      northflank: '',
      koyeb: '',
      porter: '',
      upctl: '',
      ionosctl: '',
      triton: 'rm',
      nova: 'force-delete',
      cinder: 'force-delete',
      glance: '',
      neutron: '',
      heat: '',
      'packet-cli': '',
      metal: '',
      rancher: 'rm',
      boundary: '',
      crossplane: 'uninstall',
      chalice: '',
      zappa: 'undeploy',
      apex: '',
      claudia: '',
      arc: '',
      up: '',
      confluent: '',
      atlas: '',
      xata: '',
      fauna: '',
      astra: '',
      avn: '',
      databricks: 'rm',
      hcp: '',
      spacectl: '',
      tsh: '',
      tctl: 'rm',
      prlctl: 'unregister',
      vmrun: 'deleteVM',
      tart: '',
      pvesh: '',
      xe: 'vm-uninstall|vdi-destroy|sr-forget',
      colima: '',
      limactl: '',
      lima: '',
      orb: 'reset',
      orbctl: 'reset',
      ddev: 'clean',
      lando: '',
      cilium: 'uninstall',
      kubefed: 'unjoin',
      clusterctl: '',
      tanzu: '',
      werf: 'dismiss|cleanup',
      helmfile: '',
      skaffold: '',
      temporal: '',
      airflow: '',
      prefect: '',
      dagster: 'wipe',
      flytectl: '',
      metaflow: '',
      okteto: '',
      acorn: 'rm',
      tkn: '',
      argo: '',
      kn: '',
      kfp: '',
      dapr: 'uninstall',
      ngc: '',
      runpodctl: 'remove',
      vastai: '',
      modal: '',
      sky: 'down',
      ray: 'down',
      appwrite: '',
      nhost: '',
      hasura: '',
      zeabur: '',
      surge: 'teardown',
      deployctl: '',
      twilio: '',
      stripe: '',
      auth0: '',
      okta: '',
      workos: '',
      tailscale: '',
    },
  },
  {
    rule: 'cloud-destroy.containers',
    tools: {
      skopeo: '',
      crane: '',
      oras: '',
      regctl: '',
      reg: 'rm',
    },
  },
  {
    rule: 'db-drop.database',
    tools: {
      rpk: '',
      kafkactl: '',
      'pulsar-admin': 'clear-backlog',
      pulsarctl: '',
      zookeepercli: 'rmr|delr|deleteall',
      zkcli: 'rmr|deleteall',
      'zkCli.sh': 'rmr|deleteall',
      barman: '',
      'wal-g': 'backup-delete',
      pgbackrest: 'stanza-delete|expire',
      'elasticsearch-curator': 'delete_indices',
      curator: 'delete_indices',
      tiup: 'clean',
      vtctldclient: 'Delete\\w+',
      vtctlclient: 'Delete\\w+',
      solr: '',
      cbbackupmgr: 'remove',

      'couchbase-cli': 'bucket-flush',
    },
  },
];

function verbs(more: string): RegExp {
  const part = `(?:[\\w.]+[:.-])?(?:${ALWAYS})(?:[:.-][\\w-]+)?`;
  // At most four words of objects stand before it: `kubernetes node-pool delete`.
  return new RegExp(`^(?:[\\w:.-]+\\s+){0,3}(?:${more === '' ? part : `${part}|${more}`})(?=\\s|$)`);
}

function tool(rule: RuleId, pattern: RegExp): Handler {
  return (call: Call) => {
    const lines = readingsOf(call.args);
    const [whole = ''] = lines;
    if (!TRIES.test(whole) && lines.some((line) => pattern.test(line))) call.machine.report(rule, call.span);
    return undefined;
  };
}

/** A tool whose line says all, options before the verb or not. */
function lined(pattern: RegExp, rule: RuleId): Handler {
  return tool(rule, pattern);
}

/** Local clusters and machines: one that is named is made to be thrown away, all of them are not. */
const ALL_LOCAL =
  /^delete\b.*(?:\s--all\b|\s-a\b|--purge\b)|^delete\s+clusters\b|^cluster\s+delete\b.*(?:\s-a\b|--all\b)/;

export const MORE_CLOUDS: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(
    FAMILIES.flatMap(({ rule, tools }) =>
      Object.entries(tools).map(([name, more]): [string, Handler] => [
        name,
        (call: Call) => (call.args.length === 0 ? ANYTHING : tool(rule, verbs(more))(call)),
      ]),
    ),
  ),
  kind: lined(ALL_LOCAL, 'cloud-destroy.cluster'),
  k3d: lined(ALL_LOCAL, 'cloud-destroy.cluster'),
  minikube: lined(ALL_LOCAL, 'cloud-destroy.cluster'),
  buildah: lined(/^(?:rm|rmi)\b.*(?:\s-a\b|--all\b)|^prune\b.*(?:-a|--all|-f)/, 'cloud-destroy.containers'),
  wsl: lined(/^--unregister\b/, 'cloud-destroy.volumes'),
  esxcli: lined(
    /^vm\s+process\s+kill|^storage\s+.*(?:remove|delete)|^system\s+(?:shutdown|maintenanceMode)/,
    'cloud-destroy.resources',
  ),
  vboxmanage: lined(
    /^unregistervm\b.*--delete|^closemedium\b.*--delete|^snapshot\s+\S+\s+delete/,
    'cloud-destroy.resources',
  ),
  'ansible-playbook': lined(
    /(?:^|[\s/_-])(?:destroy|teardown|tear-down|decommission|deprovision|uninstall|purge|wipe|nuke)[\w-]*\.ya?ml(?=\s|$)|(?:-e|--extra-vars)[= ]\S*state=absent/,
    'cloud-destroy.resources',
  ),
  'aws-nuke': lined(/--no-dry-run|--force/, 'cloud-destroy.resources'),
  'cloud-nuke': lined(/^(?:aws|azure|defaults-aws)\b/, 'cloud-destroy.resources'),
  's3-dist-cp': lined(/--deleteOnSuccess/, 'cloud-destroy.storage'),
  'kafka-consumer-groups.sh': lined(
    /(?:--reset-offsets\b.*--execute\b|--execute\b.*--reset-offsets\b|(?:^|\s)--delete\b)/,
    'db-drop.database',
  ),
  'kafka-consumer-groups': lined(
    /(?:--reset-offsets\b.*--execute\b|--execute\b.*--reset-offsets\b|(?:^|\s)--delete\b)/,
    'db-drop.database',
  ),
  'kafka-configs.sh': lined(/retention\.(?:ms|bytes)=\d{1,5}\b/, 'db-drop.database'),
  'kafka-configs': lined(/retention\.(?:ms|bytes)=\d{1,5}\b/, 'db-drop.database'),
  cockroach: lined(/^node\s+(?:decommission|drain)\b/, 'db-drop.database'),
  mc: lined(
    /^admin\s+(?:service\s+stop|user\s+remove|policy\s+remove|bucket\s+remote\s+rm)\b/,
    'cloud-destroy.resources',
  ),
  supabase: lined(
    /^(?:functions|secrets|storage|snippets|domains|sso|vanity-subdomains)\s+(?:delete|unset|rm|remove)\b/,
    'cloud-destroy.resources',
  ),
  consul: lined(/^snapshot\s+restore\b|^acl\s+\S+\s+delete\b/, 'db-drop.database'),
  // The language has a tool of this name as well.
  swift: lined(/^delete\b/, 'cloud-destroy.storage'),
  nats: lined(
    /^(?:stream|str|s|consumer|con|c|kv|object|obj|auth|account|context)\s+(?:rm|del|delete|purge|seal)(?=\s|$)/,
    'db-drop.database',
  ),
  atmos: lined(
    /^terraform\s+(?:destroy|apply\b.*-auto-approve|state\s+rm|workspace\s+delete)\b/,
    'cloud-destroy.resources',
  ),
  pg_dropcluster: lined(/^(?!--help|--version)./, 'db-drop.database'),
  mysql_install_db: lined(/--force/, 'db-drop.database'),
  pg_ctl: lined(/^(?:initdb|init)\b.*(?:-D|--pgdata)[= ]?\/var\/lib/, 'db-drop.database'),
  celery: lined(/(?:^|\s)(?:purge|amqp\s+queue\.(?:purge|delete))(?=\s|$)/, 'db-drop.keys'),
  rq: lined(/^empty\b/, 'db-drop.keys'),
  dramatiq: lined(/^flush\b/, 'db-drop.keys'),
  horizon: lined(/^(?:horizon:)?clear\b/, 'db-drop.keys'),
  caprover: lined(/^api\b.*--method[= ]DELETE|^(?:serversetup|uninstall)\b/, 'cloud-destroy.resources'),
  conda: lined(/^(?:env\s+remove|remove\s.*--all)\b.*(?:-n|--name)[= ]?base\b/, 'fs-destroy.packages'),
  'linode-cli': lined(/^obj\s+(?:rb|del|rm)\b/, 'cloud-destroy.storage'),
  mcli: lined(/^(?:rb|rm)\b/, 'cloud-destroy.storage'),
  pg_resetwal: lined(/^(?!.*(?:-n|--dry-run|-V)\b)./, 'db-drop.database'),
  pg_resetxlog: lined(/^(?!.*(?:-n)\b)./, 'db-drop.database'),
  litestream: lined(/^restore\b(?!.*-if-db-not-exists)/, 'db-drop.database'),
  'neo4j-admin': lined(
    /^database\s+delete\b|--overwrite-destination(?!=false)|^(?:database\s+)?load\b.*--force/,
    'db-drop.database',
  ),
  mongoimport: lined(/(?:^|\s)--drop\b/, 'db-drop.database'),
  kcat: lined(/-X\s*delete/, 'db-drop.database'),
  'memcached-tool': lined(/\sflush(?:_all)?\b/, 'db-drop.keys'),
  db2: lined(/^"?drop\s+(?:database|db|table|schema|tablespace)/i, 'db-drop.sql'),
  hbase: lined(/^hbck\b.*-fix|^org\.apache.*truncate/, 'db-drop.database'),
};
