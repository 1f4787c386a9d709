/** Judges a variable that is set: some of them switch off what protects. */
import type { Span } from '../finding.ts';
import type { RuleId } from '../rules/index.ts';
import { type Machine, type Scope, subshell } from '../shell/machine.ts';
import { isKnown, NOTHING, type Stream } from '../shell/text.ts';

const SWITCHES: readonly (readonly [name: RegExp, value: RegExp, rule: RuleId])[] = [
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/, 'disable-security.tls'],
  [/^(?:GIT_SSL_NO_VERIFY|PIP_TRUSTED_HOST|CURL_INSECURE)$/, /./, 'disable-security.tls'],
  [/^PYTHONHTTPSVERIFY$/, /^0$/, 'disable-security.tls'],
  [/^(?:NPM_CONFIG_STRICT_SSL|npm_config_strict_ssl)$/, /^(?:false|0)$/, 'disable-security.tls'],
  [
    /^(?:REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS)$/,
    /^(?:\/dev\/null)?$/,
    'disable-security.tls',
  ],
  [/^YARN_ENABLE_STRICT_SSL$/, /^(?:false|0)$/, 'disable-security.tls'],
  [/^ANSIBLE_HOST_KEY_CHECKING$/i, /^(?:false|0|no)$/i, 'disable-security.host-keys'],
  // Prisma asks agents for it before it resets a database: it is for a person to say.
  [/^PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION$/, /./, 'db-drop.reset'],
  [/^DOCKER_CONTENT_TRUST$/, /^0$/, 'disable-security.checks'],
  [/^GOFLAGS$/, /-insecure/, 'disable-security.checks'],
  [/^(?:GONOSUMCHECK|GONOSUMDB|GOINSECURE)$/, /./, 'disable-security.checks'],
  [/^GOSUMDB$/, /^off$/, 'disable-security.checks'],
  [/^HISTFILE$/, /^(?:\/dev\/null|)$/, 'disable-security.history'],
  [/^HIST(?:FILE)?SIZE$/, /^0$/, 'disable-security.history'],
  [/^(?:HUSKY|LEFTHOOK)$/, /^(?:0|false)$/, 'hook-tamper.skip'],
  [/^HUSKY_SKIP_HOOKS$/, /^(?:1|true)$/, 'hook-tamper.skip'],
  [/^HOOKLINE_(?:ENABLED|TRUST|CODEX_DEPTH|CODEX)$/, /^/, 'hook-tamper.switch'],
  [/^(?:HOOKLINE_CONFIG|HOOKLINE_HOME|CODEX_HOME|CLAUDE_CONFIG_DIR)$/, /^/, 'hook-tamper.switch'],
  [
    /^(?:CODEX_SANDBOX|CODEX_SANDBOX_NETWORK_DISABLED|CODEX_UNSAFE_ALLOW_NO_SANDBOX)$/,
    /^/,
    'hook-tamper.switch',
  ],
  [/^GIT_CONFIG_(?:VALUE|KEY)_\d+$/, /hooksPath|^\/dev\/null$/i, 'hook-tamper.hooks-path'],
  [
    /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES)$/,
    /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\.\/|[^/])/,
    'privesc.preload',
  ],
];

/** Variables that programs take a command from. */
const COMMANDS =
  /^(?:(?:GIT_|MAN|SYSTEMD_|BAT_|PSQL_|AWS_|GH_|DELTA_)?PAGER|(?:GIT_|GIT_SEQUENCE_|SUDO_|SVN_|HG|KUBE_|GH_)?EDITOR|VISUAL|FCEDIT|BROWSER|(?:GIT_|SSH_|SUDO_)ASKPASS|GIT_SSH(?:_COMMAND)?|GIT_EXTERNAL_DIFF|GIT_PROXY_COMMAND|PROMPT_COMMAND|LESSOPEN|LESSCLOSE|(?:RSYNC|CVS)_RSH|SVN_SSH|MAKEFILES_SHELL)$/;

export function judgeAssignment(
  machine: Machine,
  name: string,
  value: Stream,
  span: Span,
  scope?: Scope,
): void {
  if (scope && value.text !== '' && COMMANDS.test(name) && isKnown(value.text))
    machine.runScript(value.text.replace(/^\|/, ''), subshell(scope, { sink: 'capture' }), span, NOTHING);
  for (const [names, values, rule] of SWITCHES) {
    if (names.test(name) && values.test(value.text)) machine.report(rule, span);
  }
}
