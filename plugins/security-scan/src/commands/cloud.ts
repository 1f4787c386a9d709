/** Clients of clouds and clusters: what their verbs destroy, open, hand out, or show. */

import { judgeNetworkOutput } from '../effects/network.ts';
import { absolute } from '../effects/paths.ts';
import { isSecretFolder } from '../effects/secrets.ts';
import type { RuleId } from '../rules/index.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, type Field, TAINT, UNKNOWN } from '../shell/text.ts';
import { runInside } from './containers.ts';
import { judgeSql } from './databases.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';
import { readingsOf, reads } from './readings.ts';

interface Verbs {
  readonly destroys?: RegExp;
  readonly spares?: RegExp;
  /** Shows a secret. */
  readonly shows?: RegExp;
  /** Further rules, by what the line says. */
  readonly more?: readonly (readonly [words: RegExp, rule: RuleId])[];
}

const DRY =
  /(?:^|\s)(?:--dry-?run(?!=false)(?:=\S+)?|--dryrun|--help|-h|help|--what-if|--generate-cli-skeleton|--preview|--preview-only|--no-execute-changeset|--diff)(?=\s|$)/;

const OPEN_WORLD =
  /0\.0\.0\.0\/0|::\/0|allUsers|allAuthenticatedUsers|public-read|AllUsers|--source-address-prefixe?s?\s+["']?(?:\*|Internet)/;

const CLOUDS: Readonly<Record<string, Verbs>> = {
  aws: {
    destroys:
      /^(?:[\w-]+\s+)(?:delete-(?!tags|object-tagging|message\b)[\w-]+|terminate-[\w-]+|deregister-[\w-]+|purge-[\w-]+|schedule-key-deletion|disable-key\b|remove-(?:permission|role-from|user-from|targets)[\w-]*|release-address|reset-[\w-]+|destroy-[\w-]+|stop-(?:instances|db-\w+)|batch-delete-[\w-]+|cancel-[\w-]+|detach-(?:volume|internet)[\w-]*|revoke-[\w-]+|restore-db-[\w-]+|empty-bucket)|^s3\s+rb\b|^s3\s+rm\b.*(?:--recursive)|^s3\s+sync\b.*--delete|^s3\s+mv\b.*--recursive|^s3api\s+put-bucket-lifecycle|^ecs\s+update-service\b.*--desired-count\s+0|^autoscaling\s+(?:set-desired-capacity|update-auto-scaling-group)\b.*(?:--desired-capacity|--max-size)\s+0\b|^dynamodb\s+batch-write-item\b.*DeleteRequest|^s3\s+rm\s+s3:\/\/[^/\s]+\/?$|^rds\s+modify-db-instance\b.*--no-deletion-protection|^dynamodb\s+update-table\b.*--no-deletion-protection|^route53\s+change-resource-record-sets\b.*"DELETE"|^[\w-]+\s+(?:reboot|failover)-[\w-]+|^organizations\s+(?:close|leave|remove)-|^account\s+close|^ec2\s+(?:modify-instance-attribute\b.*--no-disable-api-termination|disassociate-address|reset-\w+)|^elbv2\s+modify-load-balancer-attributes\b.*deletion_protection\.enabled,Value=false|^cognito-idp\s+admin-delete/,
    spares:
      /^(?:cloudformation\s+delete-change-set|sqs\s+delete-message\b|ecr\s+batch-delete-image\b.*untagged|s3api\s+delete-object\b(?!s).*--version-id\s+null|logs\s+delete-log-stream|configure)/,
    shows:
      /^(?:secretsmanager\s+(?:get-secret-value|batch-get-secret-value)|ssm\s+get-parameters?(?:-by-path)?\b.*--with-decryption|kms\s+decrypt|sts\s+(?:get-session-token|assume-role|get-federation-token)\b|configure\s+(?:get\s+\S*(?:secret|key|token)|export-credentials)|iam\s+create-access-key|ecr\s+get-(?:authorization-token|login-password)|rds\s+generate-db-auth-token|lambda\s+get-function-configuration\b.*Environment|ec2\s+get-password-data)/,
    more: [
      [
        /^iam\s+(?:attach-(?:user|role|group)-policy|put-(?:user|role|group)-policy)\b.*(?:AdministratorAccess|IAMFullAccess|PowerUser|"Action"\s*:\s*(?:\[\s*)?"\*")/,
        'privesc.cloud',
      ],
      [
        /^iam\s+(?:create-access-key|create-login-profile|update-login-profile|update-assume-role-policy|add-user-to-group\b.*[Aa]dmin)/,
        'privesc.cloud',
      ],
      [/^iam\s+(?:attach|put)-(?:user|role|group)-policy/, 'privesc.cloud'],
      [
        /^cloudtrail\s+(?:stop-logging|delete-trail|update-trail|put-event-selectors)|^guardduty\s+(?:delete|disassociate|update-detector\b.*--no-enable)|^config(?:service)?\s+(?:stop|delete)|^securityhub\s+disable|^(?:macie2?|inspector2?|accessanalyzer|wafv2)\s+(?:disable|delete)/,
        'disable-security.cloud',
      ],
      [
        /^ec2\s+delete-flow-logs|^iam\s+(?:deactivate-mfa-device|delete-(?:virtual-mfa-device|account-password-policy))|^kms\s+disable-key-rotation|^s3control\s+delete-public-access-block|^ec2\s+disable-ebs-encryption-by-default/,
        'disable-security.cloud',
      ],
      [/^ec2\s+authorize-security-group-\w+\b.*(?:0\.0\.0\.0\/0|::\/0)/, 'disable-security.cloud'],
      [
        /^s3api\s+(?:put-public-access-block\b.*false|delete-public-access-block|put-bucket-policy\b.*"Principal"\s*:\s*"?\*|put-(?:bucket|object)-acl\b.*public|put-bucket-(?:versioning|logging|encryption)\b.*Suspended|delete-bucket-(?:encryption|policy))/,
        'disable-security.cloud',
      ],
      [/--principal[= ]["']?\*|"Principal"\s*:\s*(?:\{\s*"AWS"\s*:\s*)?"\*"/, 'disable-security.cloud'],
      [/^iam\s+create-policy-version\b.*--set-as-default|^iam\s+set-default-policy-version/, 'privesc.cloud'],
      [/^s3\s+(?:cp|sync|mv)\b.*--acl\s+public-read/, 'disable-security.cloud'],
      [/^rds\s+modify-db-instance\b.*--publicly-accessible/, 'disable-security.cloud'],
    ],
  },
  gcloud: {
    destroys:
      /(?:^|\s)(?:delete|destroy|rm|remove-backend|purge|undeploy|reset-windows-password|abandon-instances|stop|detach-disk|restore-backup|delete-\w+)(?=\s|$)|^services\s+disable\b|^compute\s+instances\s+(?:reset|suspend)\b|(?:^|\s)resize\b.*--size[= ]0\b|(?:^|\s)--(?:num-nodes|max-instances)[= ]0\b|--delete-unmatched-destination-objects|^storage\s+(?:rm|buckets\s+delete|rsync\b.*--delete)/,
    spares: /^(?:config\s|auth\s+revoke|components\s|logging\s+read|container\s+images\s+(?:untag))/,
    shows:
      /^secrets\s+versions\s+access|^auth\s+(?:application-default\s+)?print-(?:access|identity)-token|^iam\s+service-accounts\s+keys\s+create|^kms\s+decrypt|^sql\s+generate-login-token/,
    more: [
      [
        /add-iam-policy-binding\b.*(?:roles\/(?:owner|editor|iam\.\w*[aA]dmin|\w+\.admin|resourcemanager\.\w+Admin)|allUsers|allAuthenticatedUsers)/,
        'privesc.cloud',
      ],
      [/^iam\s+service-accounts\s+keys\s+create/, 'privesc.cloud'],
      [
        /^compute\s+firewall-rules\s+(?:create|update)\b.*0\.0\.0\.0\/0|(?:^|\s)--allow-unauthenticated\b.*|^compute\s+firewall-rules\s+create\b.*--allow[= ]all|^sql\s+instances\s+patch\b.*(?:--authorized-networks[= ]0\.0\.0\.0\/0|--no-deletion-protection|--no-require-ssl)|^logging\s+sinks\s+delete/,
        'disable-security.cloud',
      ],
    ],
  },
  gsutil: {
    destroys: /(?:^|\s)(?:rm|rb)(?=\s)|rsync\b.*\s-[a-z]*d/,
    more: [
      [
        /^(?:-m\s+)?(?:iam\s+ch|acl\s+(?:ch|set))\b.*(?:allUsers|AllUsers|public-read)/,
        'disable-security.cloud',
      ],
    ],
  },
  az: {
    destroys:
      /(?:^|\s)(?:delete|purge|delete-batch|delete-instances|deallocate|stop|remove|revoke|reset|flush|wipe)(?=\s|$)|^deployment\s.*--mode[= ]Complete|^storage\s+blob\s+sync\b.*--delete-destination/,
    spares:
      /^(?:extension|config|account\s+clear|devops\s+configure|cache|acr\s+repository\s+untag|webapp\s+config\s+appsettings\s+delete)/,
    shows:
      /^keyvault\s+(?:secret|key|certificate)\s+(?:show|download)|^account\s+get-access-token|^ad\s+sp\s+create-for-rbac|^storage\s+account\s+(?:keys\s+list|show-connection-string)|^acr\s+credential\s+show|^cosmosdb\s+keys\s+list|^webapp\s+(?:config\s+appsettings\s+list|deployment\s+list-publishing)|^functionapp\s+keys/,
    more: [
      [/^role\s+assignment\s+create\b.*(?:Owner|Contributor|Administrator)/, 'privesc.cloud'],
      [/^ad\s+(?:sp|app)\s+(?:create-for-rbac|credential\s+reset)/, 'privesc.cloud'],
      [
        /^network\s+nsg\s+rule\s+(?:create|update)\b.*(?:\s["']?\*["']?|Internet|0\.0\.0\.0)|--public-access\s+(?:blob|container)|--allow-blob-public-access\s+true|firewall-rule\s+create\b.*(?:0\.0\.0\.0|255\.255\.255\.255)|^monitor\s+diagnostic-settings\s+delete|^security\s/,
        'disable-security.cloud',
      ],
    ],
  },
  doctl: {
    destroys: /(?:^|\s)(?:delete|d|rm|destroy|delete-\w+|remove)(?=\s|$)/,
    shows: /^auth\s+token|(?:databases\s+connection|kubernetes\s+cluster\s+kubeconfig\s+show)/,
  },
  heroku: {
    destroys:
      /(?:^|\s)(?:apps:destroy|destroy|pg:reset|pg:delete|addons:destroy|domains:clear|pipelines:destroy|redis:reset|config:unset|spaces:destroy|repo:reset|pg:backups:restore|pg:push|ps:scale\b.*=0|releases:rollback|maintenance:on)(?=\s|$|:)/,
    shows:
      /^(?:config(?=\s|$)(?!:set|:unset|:edit)|config:get|pg:credentials:url|auth:token|redis:credentials)/,
  },
  fly: {
    destroys:
      /(?:^|\s)(?:destroy|delete|remove|rm)(?=\s|$)|(?:^|\s)scale\s+count\s+(?:\S+=)?0|^secrets\s+unset\b/,
    shows: /^auth\s+token|^tokens\s+create/,
  },
  vercel: {
    destroys:
      /^(?:rm|remove)(?=\s|$)|^(?:project|projects|domains?|dns|env|certs|alias|secrets?|blob)\s+(?:rm|remove|delete|del)\b|^blob\s+(?:del|delete)/,
    shows: /^env\s+(?:pull\s+(?:\/dev\/stdout|-))/,
  },
  netlify: {
    destroys: /^(?:sites:delete|env:unset|addons:delete|blobs:delete)/,
    shows: /^env:(?:list\b.*--plain|get)/,
  },
  firebase: {
    destroys:
      /^(?:firestore:delete|database:remove|functions:delete|hosting:disable|hosting:sites:delete|projects:delete|apps:delete|storage:delete|auth:(?:delete|import)|firestore:databases:delete)|^database:set\s+\/\s/,
    shows: /^(?:login:ci|functions:(?:config:get|secrets:access)|auth:export)/,
  },
  wrangler: {
    destroys:
      /(?:^|\s)delete(?=\s|$)|^(?:kv:\w+|r2|d1|queues|pages|kv|vectorize|hyperdrive)\s+(?:\S+\s+)?(?:delete|purge)|^d1\s+execute\b.*--remote\b.*(?:DROP|TRUNCATE)|^delete\b/i,
  },
  railway: {
    destroys:
      /^(?:down|delete|remove)(?=\s|$)|(?:^|\s)(?:environment|service|volume|project)\s+(?:delete|remove)/,
    shows: /^variables?(?=\s|$)(?!.*--set)/,
  },
  render: { destroys: /(?:^|\s)delete(?=\s|$)/ },
  'linode-cli': { destroys: /(?:^|\s)(?:delete|rm|rebuild|[\w-]+-delete)(?=\s|$)/ },
  hcloud: { destroys: /(?:^|\s)(?:delete|rebuild|poweroff)(?=\s|$)/ },
  vultr: { destroys: /(?:^|\s)(?:delete|destroy)(?=\s|$)/ },
  'vultr-cli': { destroys: /(?:^|\s)(?:delete|destroy)(?=\s|$)/ },
  openstack: { destroys: /(?:^|\s)(?:delete|rebuild)(?=\s|$)|^project\s+purge/ },
  oci: { destroys: /(?:^|\s)(?:delete|terminate|empty|bulk-delete|schedule-\w*deletion)(?=\s|$)/ },
  ibmcloud: { destroys: /(?:^|\s)(?:delete|rm|[\w-]+-delete|[\w-]+-rm)(?=\s|$)/ },
  scw: { destroys: /(?:^|\s)(?:delete|terminate)(?=\s|$)/ },
  exo: { destroys: /(?:^|\s)delete(?=\s|$)/ },
  yc: { destroys: /(?:^|\s)delete(?=\s|$)/ },
  aliyun: { destroys: /(?:^|\s)(?:Delete\w+|Release\w+|rm)(?=\s|$)/ },
  eksctl: { destroys: /^delete\b|^drain\b/ },
  kops: { destroys: /^delete\b/ },
  rosa: { destroys: /^delete\b/ },
  copilot: { destroys: /(?:^|\s)delete(?=\s|$)/ },
  eb: { destroys: /^terminate\b/ },
  sam: { destroys: /^delete\b/ },
  amplify: { destroys: /^(?:delete|remove)\b/ },
  serverless: { destroys: /^remove\b/ },
  sls: { destroys: /^remove\b/ },
  sst: { destroys: /^remove\b/ },
  cdk: {
    destroys: /^destroy\b/,
    more: [[/^deploy\b.*--require-approval[= ]never/, 'cloud-destroy.unattended']],
  },
  cdktf: { destroys: /^destroy\b/ },
  pulumi: {
    destroys: /^(?:destroy|stack\s+rm|state\s+delete|cancel)\b|^down\b/,
    shows: /--show-secrets/,
    more: [[/^(?:up|update)\b.*(?:--yes|-y\b|--skip-preview)/, 'cloud-destroy.unattended']],
  },
  helmfile: { destroys: /(?:^|\s)(?:destroy|delete)(?=\s|$)/ },
  skaffold: { destroys: /^delete\b/ },
  tilt: { destroys: /^down\b.*--delete-namespaces/ },
  appwrite: { destroys: /(?:^|\s)delete(?:-\w+)?(?=\s|$)/ },
  upstash: { destroys: /(?:^|\s)delete(?=\s|$)/ },
  nomad: {
    destroys:
      /^(?:job\s+stop|stop|system\s+gc|namespace\s+delete|volume\s+delete|node\s+drain|job\s+deregister)\b/,
  },
  argocd: {
    destroys:
      /^app\s+(?:delete|terminate-op)\b|^(?:cluster|proj|repo)\s+(?:rm|delete)\b|^app\s+sync\b.*--(?:prune|force)/,
  },
  flux: { destroys: /^(?:delete|uninstall)\b/ },
  istioctl: { destroys: /^(?:uninstall)\b/ },
  velero: { destroys: /^(?:backup|schedule|restore)\s+delete\b|^uninstall\b/ },
  vagrant: { destroys: /^(?:destroy|snapshot\s+delete|box\s+remove\b.*--all)\b/ },
  multipass: { destroys: /^(?:delete|purge)\b/ },
  virsh: { destroys: /^(?:destroy|undefine|vol-delete|pool-delete|pool-destroy|snapshot-delete|vol-wipe)\b/ },
  VBoxManage: { destroys: /unregistervm\b.*--delete|closemedium\b.*--delete/ },
  govc: { destroys: /^(?:vm\.destroy|object\.destroy|datastore\.rm)\b/ },
  qm: { destroys: /^destroy\b/ },
  pct: { destroys: /^destroy\b/ },
  lxc: { destroys: /^(?:delete|storage\s+(?:delete|volume\s+delete))\b/ },
  incus: { destroys: /^(?:delete|storage\s+(?:delete|volume\s+delete))\b/ },
  'docker-machine': { destroys: /^rm\b/ },
  juju: { destroys: /^(?:destroy-\w+|kill-controller|remove-\w+)\b/ },
  rke: { destroys: /^remove\b/ },
  talosctl: { destroys: /^(?:reset|wipe)\b/ },
  kubeadm: { destroys: /^reset\b/ },
  k3s: { destroys: /^(?:etcd-snapshot\s+(?:delete|prune))/ },
  'k3s-uninstall.sh': { destroys: /^/ },
  'k3s-agent-uninstall.sh': { destroys: /^/ },
  'k3s-killall.sh': { destroys: /^/ },
  'rke2-uninstall.sh': { destroys: /^/ },
  'rke2-killall.sh': { destroys: /^/ },
  k0s: { destroys: /^reset\b/ },
  crc: { destroys: /^(?:delete|cleanup)\b/ },
  tccli: { destroys: /(?:^|\s)(?:Terminate|Delete|Destroy|Isolate|Release)\w+/ },
  mc: { destroys: /^(?:rm\b.*(?:--recursive|-r\b|--force)|rb\b|mirror\b.*--remove)/ },
  s5cmd: { destroys: /(?:^|\s)(?:rm|rb)(?=\s)|sync\b.*--delete/ },
  azcopy: { destroys: /^(?:rm|remove)\b|^sync\b.*--delete-destination[= ]true/ },
  vault: {
    destroys:
      /^(?:delete|kv\s+(?:delete|destroy|metadata\s+delete)|secrets\s+disable|auth\s+disable|operator\s+seal|lease\s+revoke|token\s+revoke|policy\s+delete)\b/,
    shows: /^(?:kv\s+get|read)\b|^(?:token\s+create|print\s+token)/,
    more: [
      [/^audit\s+disable/, 'disable-security.cloud'],
      [/^policy\s+write\s+(?:\S*admin|root)\b|^token\s+create\b.*-policy[= ]"?root/, 'privesc.cloud'],
    ],
  },
  op: {
    destroys: /^(?:item|vault|document)\s+delete\b/,
    shows: /^(?:read|item\s+get|document\s+get|inject)\b/,
  },
  bw: { destroys: /^delete\b/, shows: /^(?:get\s+(?:password|item|totp|notes)|list\s+items|export)\b/ },
  pass: {
    destroys: /^rm\b/,
    shows: /^(?:show\b|(?!ls|list|insert|generate|edit|rm|git|init|find|mv|cp)\w[\w/.-]*$)/,
  },
  lpass: { shows: /^(?:show|export)\b/ },
  gopass: { destroys: /^rm\b/, shows: /^show\b/ },
  doppler: { destroys: /^(?:projects|configs|secrets)\s+delete\b/, shows: /^secrets\s*(?:get|download|$)/ },
  infisical: { shows: /^(?:secrets|export)\b/ },
  chamber: { destroys: /^delete\b/, shows: /^(?:read|export|env)\b/ },
  sops: { shows: /(?:^|\s)(?:-d|--decrypt|decrypt)\b(?!.*(?:-i\b|--in-place|--output))/ },
  'ansible-vault': { shows: /^(?:view|decrypt)\b/ },
  security: {
    destroys: /^(?:delete-\w+(?:-\w+)*)\b/,
    shows: /^(?:find-(?:generic|internet)-password\b.*(?:-[a-z]*w|-[a-z]*g)|dump-keychain|export)\b/,
    more: [
      [/^(?:authorizationdb\s+write|add-trusted-cert|set-keychain-settings)/, 'disable-security.config'],
    ],
  },
  'secret-tool': { shows: /^(?:lookup|search)\b/, destroys: /^clear\b/ },
  'kwallet-query': { shows: /-r|--read-password/ },
  keyring: { shows: /^get\b/ },
  'aws-vault': { shows: /^(?:export)\b/ },
  ansible: {
    more: [
      [
        /-m\s+(?:command|shell|raw|ansible\.builtin\.\w+)\s.*(?:rm\s+-[rf]+|shutdown|reboot|mkfs|dd\s)/,
        'cloud-destroy.resources',
      ],
      [/-m\s+(?:ansible\.builtin\.)?file\b.*state=absent/, 'cloud-destroy.resources'],
      [/-m\s+reboot/, 'dos.power'],
      // Without a module it is a command.
      [
        /^(?!.*\s(?:-m|--module-name)[= ]).*\s(?:-a|--args)[= ].*(?:rm\s+-[rf]+|shutdown|reboot|mkfs|dd\s+(?:if|of)=)/,
        'cloud-destroy.resources',
      ],
    ],
  },
  salt: {
    more: [
      [
        /cmd\.run\s.*(?:rm\s+-|shutdown|mkfs)|system\.(?:reboot|poweroff|shutdown|halt)/,
        'cloud-destroy.resources',
      ],
    ],
  },
  tccutil: { more: [[/^reset/, 'disable-security.config']] },
};

/** Options by which databases of a cloud are told what to do. */
const STATEMENTS = ['sql', 'sqls', 'query-string', 'ddl', 'statement', 'query-text', 'sql-statement'];

function cloud(name: string, verbs: Verbs): Handler {
  return (call) => {
    const full = lineOf(call);
    if (DRY.test(full)) return ANYTHING;
    const lines = readingsOf(call.args);
    let protects = false;
    for (const [words, rule] of verbs.more ?? []) {
      if (reads(lines, words)) {
        call.machine.report(rule, call.span);
        protects = true;
      }
    }
    if (!protects && reads(lines, verbs.destroys) && !reads(lines, verbs.spares)) {
      call.machine.report(
        OPEN_WORLD.test(full) && /acl|policy/.test(full)
          ? 'disable-security.cloud'
          : lines.some(storage)
            ? 'cloud-destroy.storage'
            : 'cloud-destroy.resources',
        call.span,
      );
    }
    for (const field of readOptions(call.args, { valued: STATEMENTS }).all(...STATEMENTS))
      judgeSql(call, field.text);
    judgeUpload(call, name, full);
    if (/--no-verify-ssl/.test(full)) call.machine.report('disable-security.tls', call.span);
    const shows = reads(lines, verbs.shows);
    if (
      shows &&
      /(?:--query|--format|--output|-o)\s*\S*(?:ARN|Name|name\b)/.test(full) &&
      !/SecretString|value|Value/.test(full)
    )
      return ANYTHING;
    const token = /auth|access-token|token/.test(full) ? TAINT.variable : 0;
    return { text: UNKNOWN, taint: shows ? TAINT.secret | token : 0 };
  };
}

function storage(line: string): boolean {
  return /^(?:s3|s3api|storage|rm|rb|-m\s+rm)\b/.test(line);
}

/** Copies to a bucket are uploads: of a secret they are a leak. */
function judgeUpload(call: Call, name: string, line: string): void {
  if (
    !/^(?:aws|gsutil|gcloud|az|mc|s5cmd|azcopy|wrangler)$/.test(name) ||
    !/(?:^|\s)(?:cp|copy|sync|mv|upload|put|put-object|rsync|mirror)(?:\s|$)/.test(line)
  )
    return;
  const words = call.args.filter((arg) => !/^(?:s3|gs|https?|az|r2):\/\//.test(arg.text));
  for (const arg of words) {
    if (arg.text === '-') judgeNetworkOutput(call.machine, call.stdin, '', arg);
    else if (isSecretFolder(call.machine, call.scope, arg.text)) call.machine.report('exfil.secret', arg);
    else if (/^[~./\w]/.test(arg.text))
      judgeNetworkOutput(
        call.machine,
        contentOf(call, { ...arg, text: arg.text.replace(/^(?:--body=)?(?:fileb?:\/\/)?/, '') }),
        '',
        arg,
      );
  }
}

/** What a file is remembered by that a plan to destroy was written to: it shows when the file is applied. */
const DESTROYING_PLAN = '# plan: destroy';

/** `TF_CLI_ARGS` and `TF_CLI_ARGS_apply` stand for words of the command line. */
function addedArguments(call: Call, verb: string): Field[] {
  return ['TF_CLI_ARGS', `TF_CLI_ARGS_${verb}`].flatMap((name) => {
    const text = call.environment.get(name)?.text ?? call.machine.lookUp(call.scope, name)?.text ?? '';
    return text
      .split(/\s+/)
      .filter((word) => word.startsWith('-'))
      .map((word) => ({ text: word, taint: 0, ...call.span }));
  });
}

const terraform: Handler = (call) => {
  const shape = {
    single: true,
    valued: [
      'chdir',
      'var',
      'var-file',
      'target',
      'working-dir',
      'terragrunt-working-dir',
      'terragrunt-config',
      'config',
      'log-level',
      'queue-include-dir',
    ],
  };
  const given = readOptions(call.args, shape);
  const [verb, second] = given.rest.map((field) => field.text);
  const options = readOptions([...call.args, ...addedArguments(call, verb ?? '')], shape);
  if (options.has('help', 'h')) return ANYTHING;
  switch (verb) {
    case 'plan': {
      const file = options.value('out');
      if (file && options.has('destroy'))
        call.scope.files.set(absolute(call.machine, call.scope, file.text), {
          text: DESTROYING_PLAN,
          taint: 0,
        });
      break;
    }
    case 'destroy':
      call.machine.report('cloud-destroy.resources', call.span);
      break;
    case 'apply':
      if (options.has('destroy')) call.machine.report('cloud-destroy.resources', call.span);
      else if (given.rest.slice(1).some((plan) => contentOf(call, plan).text === DESTROYING_PLAN))
        call.machine.report('cloud-destroy.resources', call.span);
      else if (options.has('auto-approve')) call.machine.report('cloud-destroy.unattended', call.span);
      else if (/(?:^|[-_/.])destroy/.test(second ?? ''))
        call.machine.report('cloud-destroy.resources', call.span);
      break;
    case 'run-all':
    case 'run':
      if (options.rest.some((field) => field.text === 'destroy'))
        call.machine.report('cloud-destroy.resources', call.span);
      else if (
        options.rest.some((field) => field.text === 'apply') &&
        options.has('auto-approve', 'terragrunt-non-interactive', 'non-interactive')
      )
        call.machine.report('cloud-destroy.unattended', call.span);
      break;
    case 'state':
      if (/^(?:rm|push|replace-provider)$/.test(second ?? '') && !options.has('dry-run'))
        call.machine.report('cloud-destroy.state', call.span);
      if (second === 'pull') return { text: UNKNOWN, taint: TAINT.secret };
      break;
    case 'workspace':
      if (second === 'delete') call.machine.report('cloud-destroy.state', call.span);
      break;
    case 'force-unlock':
    case 'taint':
      call.machine.report('cloud-destroy.state', call.span);
      break;
    case 'output':
      if (options.has('raw') && /pass|secret|token|key/i.test(second ?? ''))
        return { text: UNKNOWN, taint: TAINT.secret };
      break;
  }
  return ANYTHING;
};

const KUBE = {
  letters: 'nflocpLk',
  valued:
    'namespace context kubeconfig cluster user filename selector output container token server as replicas grace-period timeout image overrides patch type field-selector env port labels command tail since'.split(
      ' ',
    ),
};

const kubectl: Handler = (call) => {
  const at = call.args.findIndex((arg) => arg.text === '--');
  const before = at < 0 ? call.args : call.args.slice(0, at);
  const options = readOptions(before, KUBE);
  const words = options.rest.map((field) => field.text);
  const [verb = '', object = ''] = words;
  const line = lineOf(call);
  if (/--dry-run(?:=(?:client|server|true))?(?=\s|$)/.test(line) || options.has('help', 'h')) return ANYTHING;
  if (/--insecure-skip-tls-verify(?!=false)/.test(line))
    call.machine.report('disable-security.tls', call.span);
  switch (verb) {
    case 'delete': {
      const kind = object.split('/')[0]?.toLowerCase() ?? '';
      const all = options.has('all', 'A', 'all-namespaces');
      if (
        /^(?:networkpolic\w*|netpol|podsecuritypolic\w*|psp|validatingwebhookconfiguration\w*|mutatingwebhookconfiguration\w*|rolebinding\w*|clusterrolebinding\w*)$/.test(
          kind,
        )
      )
        call.machine.report('disable-security.cloud', call.span);
      // A pod, a job or an event comes back, or has ended.
      else if (all || !/^(?:pods?|po|jobs?|events?|ev|replicasets?|rs)$/.test(kind))
        call.machine.report('cloud-destroy.cluster', call.span);
      break;
    }
    case 'drain':
      call.machine.report('cloud-destroy.cluster', call.span);
      break;
    case 'scale':
      if (options.value('replicas')?.text === '0') call.machine.report('cloud-destroy.cluster', call.span);
      break;
    case 'label':
      if (/pod-security\.kubernetes\.io\/enforce=privileged/.test(line))
        call.machine.report('disable-security.cloud', call.span);
      break;
    case 'adm':
      if (/^policy\s+add-(?:cluster-role|scc)-to-/.test(words.slice(1).join(' ')))
        call.machine.report('privesc.cloud', call.span);
      break;
    case 'replace':
      if (options.has('force')) call.machine.report('cloud-destroy.cluster', call.span);
      break;
    case 'apply':
      if (options.has('prune')) call.machine.report('cloud-destroy.cluster', call.span);
      break;
    case 'patch':
      if (/finalizers/.test(line) && /null|\[\]/.test(line))
        call.machine.report('cloud-destroy.cluster', call.span);
      break;
    case 'taint':
      if (/NoExecute/.test(line) && /--all|nodes?\s+--all/.test(line))
        call.machine.report('cloud-destroy.cluster', call.span);
      break;
    case 'create':
      if (
        /^clusterrolebinding$|^rolebinding$/.test(object) &&
        /cluster-admin|--clusterrole[= ]admin/.test(line)
      )
        call.machine.report('privesc.cloud', call.span);
      if (object === 'token') return { text: UNKNOWN, taint: TAINT.secret };
      break;
    case 'get':
      if (
        /^secrets?(?:\/|$|,)/.test(object) &&
        /yaml|json|template|custom-columns.*data/.test(
          `${options.value('o', 'output')?.text ?? ''} ${[...options.flags].join(' ')}`,
        ) &&
        !/jsonpath=\{\.metadata|\.items\[\*\]\.metadata/.test(line)
      )
        return { text: UNKNOWN, taint: TAINT.secret };
      break;
    case 'config':
      if (object === 'view' && options.has('raw')) return { text: UNKNOWN, taint: TAINT.secret };
      if (/^(?:delete-context|delete-cluster|unset)$/.test(object)) return ANYTHING;
      break;
    case 'run':
    case 'debug':
      if (
        /"?privileged"?\s*:\s*true|hostPID|hostNetwork|"hostPath"|--privileged|--profile[= ]sysadmin/.test(
          line,
        )
      )
        call.machine.report('privesc.container', call.span);
      if (at >= 0) return runInside(call, call.args.slice(at + 1), []);
      break;
    case 'exec':
      return runInside(call, at >= 0 ? call.args.slice(at + 1) : options.rest.slice(2), []);
    case 'cp':
      for (const field of options.rest.slice(1, -1))
        judgeNetworkOutput(call.machine, contentOf(call, field), '', field);
      break;
  }
  return ANYTHING;
};

const helm: Handler = (call) => {
  const lines = readingsOf(call.args);
  if (DRY.test(lines[0] ?? '')) return ANYTHING;
  if (reads(lines, /^(?:uninstall|delete|del|un)\b|^rollback\b|^upgrade\b.*--force/))
    call.machine.report('cloud-destroy.cluster', call.span);
  if (/--insecure-skip-tls-verify/.test(lines[0] ?? ''))
    call.machine.report('disable-security.tls', call.span);
  return ANYTHING;
};

export const CLOUD: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(Object.entries(CLOUDS).map(([name, verbs]) => [name, cloud(name, verbs)])),
  flyctl: cloud('fly', CLOUDS['fly'] as Verbs),
  // As their packages are called.
  'firebase-tools': cloud('firebase', CLOUDS['firebase'] as Verbs),
  'netlify-cli': cloud('netlify', CLOUDS['netlify'] as Verbs),
  'aws-cdk': cloud('cdk', CLOUDS['cdk'] as Verbs),
  now: cloud('vercel', CLOUDS['vercel'] as Verbs),
  terraform,
  tofu: terraform,
  opentofu: terraform,
  terragrunt: terraform,
  kubectl,
  oc: kubectl,
  kubecolor: kubectl,
  k: kubectl,
  microk8s: (call) =>
    /^(?:reset|uninstall)$/.test(call.args[0]?.text ?? '')
      ? call.machine.report('cloud-destroy.cluster', call.span)
      : call.args[0]?.text === 'kubectl'
        ? kubectl({ ...call, args: call.args.slice(1) })
        : undefined,
  minikube: (call) =>
    call.args[0]?.text === 'kubectl'
      ? kubectl({ ...call, args: call.args.slice(call.args[1]?.text === '--' ? 2 : 1) })
      : undefined,
  helm,
  helm3: helm,
};
