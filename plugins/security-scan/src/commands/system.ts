/** The machine itself: processes, power, services, accounts, firewalls, kernels, schedules. */

import { absolute, classify } from '../effects/paths.ts';
import { writeTarget } from '../effects/writes.ts';
import type { RuleId } from '../rules/index.ts';
import type { Handler } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { isSecretName } from '../shell/secret-names.ts';
import { ANYTHING, asWritten, isKnown, NOTHING, TAINT, UNKNOWN } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';

/** A tool whose line says all: the first that matches counts. */
function lines(...rules: readonly (readonly [words: RegExp, rule: RuleId])[]): Handler {
  return (call) => {
    const line = lineOf(call);
    if (/(?:^|\s)--help(?:\s|$)/.test(line)) return ANYTHING;
    for (const [words, rule] of rules) {
      if (words.test(line)) {
        call.machine.report(rule, call.span);
        break;
      }
    }
    return undefined;
  };
}

/** Programs that watch, log, or keep others out: their names, also inside of longer ones. */
const DEFENDERS = `(?:[A-Za-z0-9@]+[._-])*(?:${[
  'firewalld|ufw|ip6?tables|nftables|ebtables|shorewall|csf|lfd',
  'auditd|audit-rules|auditbeat|apparmor|selinux\\w*|setroubleshootd?|usbguard|fapolicyd',
  'fail2ban|crowdsec|denyhosts|sshguard|snort|suricata|zeek|tetragon|kubearmor|tracee',
  'clamav|clamd|clamonacc|freshclam|aide|aidecheck|tripwire|samhain|rkhunter|chkrootkit|maldet',
  'crowdstrike|falcon-sensor|falcond|falcon-kac|falco|wazuh|ossec|osqueryd?|mdatp|sentinel(?:one|agent|d|ctl)|sophos|sav-protect',
  'carbonblack|cbdaemon|cbagentd|cylance|cylancesvc|trendmicro|ds_agent|xagt|fireeye|trellix|mcafee|mfetpd|kesl|eset|esets|bitdefender|bdsec',
  'elastic-(?:agent|endpoint)|endpoint-security|tanium|taniumclient|qualys|lacework|sysdig|draios|twistlock|aqua-enforcer|kolide|jamf|santad?|rapid7|ir_agent|nessusd?|forticlient|huntress|threatlocker|zscaler|netskope',
  'edr|xdr|antivirus|antimalware|hids|siem|security-?agent',
  'rsyslogd?|syslog|syslog-ng|syslogd|systemd-journald|journald|unattended-upgrades|dnf-automatic|yum-cron',
  'apple[._](?:alf|XProtect|MRT)|littlesnitch|little-snitch|lulu',
].join('|')})(?:[.@*-][\\w.@*-]*)?`;
const DEFENDER = new RegExp(`(?:^|\\s)(?:${DEFENDERS})(?=\\s|$)`, 'i');
const VITAL =
  /(?:^|\s)(?:ssh|sshd|networking|network|NetworkManager|systemd-networkd|systemd-resolved|dbus|docker|containerd|kubelet|cron|crond|postgresql|mysql|mariadb|mongod|redis\S*|nginx|haproxy|etcd|gdm|lightdm|systemd-logind|polkit)(?:\.(?:service|socket))?(?=\s|$)/;

const systemctl: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'HMptnos',
    valued: ['host', 'machine', 'type', 'state', 'property'],
  });
  const [verb = '', ...units] = options.rest.map((field) => field.text);
  const rest = asWritten(units.join(' '));
  // What it lists are names that fit the pattern.
  if (/^list-(?:units|unit-files)$/.test(verb) && rest !== '')
    return { text: `${units.map((unit) => `${unit} loaded`).join('\n')}\n`, taint: 0 };
  if (/^(?:stop|disable|mask|kill)$/.test(verb) && /hookline/i.test(rest))
    call.machine.report('hook-tamper.switch', call.span);
  if (/^(?:poweroff|reboot|halt|kexec|emergency|rescue|suspend|hibernate|soft-reboot)$/.test(verb))
    call.machine.report('dos.power', call.span);
  else if (verb === 'isolate' || (verb === 'set-default' && /rescue|emergency/.test(rest)))
    call.machine.report('dos.power', call.span);
  else if (/^(?:stop|disable|mask|kill)$/.test(verb)) {
    if (DEFENDER.test(rest)) call.machine.report('disable-security.services', call.span);
    else if (
      /^(?:ssh|sshd|networking|network|NetworkManager|systemd-networkd|systemd-resolved|dbus|systemd-logind|kubelet|containerd)(?:\.\w+)?$/.test(
        units[0] ?? '',
      )
    )
      call.machine.report('dos.services', call.span);
    else if (verb === 'mask' && (VITAL.test(rest) || /\.target(?:\s|$)/.test(rest)))
      call.machine.report('dos.services', call.span);
    else if (/(?:^|\s)\*/.test(rest)) call.machine.report('dos.services', call.span);
  } else if (verb === 'link' || (verb === 'enable' && /^(?:\/tmp|\.\/|\/dev\/shm)/.test(rest)))
    call.machine.report('privesc.unit', call.span);
  else if (verb === 'set-environment' && /LD_PRELOAD/.test(rest))
    call.machine.report('privesc.preload', call.span);
  return undefined;
};

const service: Handler = (call) => {
  const [name = '', verb = ''] = call.args.map((arg) => arg.text);
  const [unit, action] = /^(?:stop|start|restart|down|exit|force-stop|kill)$/.test(name)
    ? [verb, name]
    : [name, verb];
  if (/^(?:stop|disable|teardown|down|exit|force-stop|kill)$/.test(action)) {
    if (DEFENDER.test(unit)) call.machine.report('disable-security.services', call.span);
    else if (/^(?:ssh|sshd|networking|network|NetworkManager)$/.test(unit))
      call.machine.report('dos.services', call.span);
  }
  return undefined;
};

/** Services by the scripts that start and stop them. */
const SCRIPTS = [
  'apparmor',
  'auditd',
  'fail2ban',
  'rsyslog',
  'clamav-daemon',
  'firewalld',
  'falco',
  'ssh',
  'sshd',
  'networking',
  'network',
];

const initScript: Handler = (call) =>
  /^\/(?:etc|usr\/local\/etc)\/(?:rc\.d\/)?(?:init\.d|rc\.d)\//.test(call.path)
    ? service({ ...call, args: [{ text: call.name, taint: 0, ...call.span }, ...call.args] })
    : undefined;

const launchctl: Handler = (call) => {
  const line = lineOf(call);
  if (
    /^(?:unload|bootout|disable|remove|stop|kill)\b/.test(line) &&
    (DEFENDER.test(line.replace(/[/:]/g, ' ')) ||
      /com\.apple\.(?:alf|XProtect|security|TCC|syslogd|metadata\.mds|auditd|ManagedClient)/i.test(line))
  )
    call.machine.report('disable-security.services', call.span);
  else if (/^(?:reboot|shutdown)/.test(line)) call.machine.report('dos.power', call.span);
  else if (/^(?:load|bootstrap)\b.*(?:\/tmp\/|LaunchDaemons)/.test(line))
    call.machine.report('privesc.startup', call.span);
  return undefined;
};

/** Processes that the machine or its guard lives by. */
const VITAL_PROCESS =
  /^(?:systemd|init|launchd|sshd?|dbus(?:-daemon)?|Xorg|gnome-shell|gdm|WindowServer|loginwindow|kernel_task|NetworkManager|dockerd|containerd|kubelet|bash|zsh|sh|login|tmux|screen|codex|claude)$/;

const kill: Handler = (call) => {
  const args = call.args.map((arg) => arg.text);
  const pids: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const text = args[at] as string;
    if (text === '-l' || text === '-L' || text === '--list') return ANYTHING;
    if (text === '-s' || text === '-n' || text === '--signal') at++;
    else if (text === '--') pids.push(...args.slice(at + 1));
    else if (at === 0 && /^-(?:\d+|[A-Z]+\d*|SIG\w+)$/.test(text) && args.length > 1) continue;
    else pids.push(text);
    if (text === '--') break;
  }
  if (pids.some((pid) => pid === '-1' || pid === '1')) call.machine.report('dos.processes', call.span);
  const all = call.args.some((arg) => (arg.taint & TAINT.processes) !== 0 || /[\uE001\uE002]/.test(arg.text));
  if (all) call.machine.report('dos.processes', call.span);
  if (call.args.some((arg) => arg.taint & TAINT.guard)) call.machine.report('hook-tamper.switch', call.span);
  return NOTHING;
};

const pkill: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'uUgGPstFn',
    valued: ['euid', 'uid', 'group', 'parent', 'session', 'signal', 'pidfile'],
  });
  const pattern = options.rest.filter((field) => !/^(?:SIG)?[A-Z]{3,}$|^\d+$/.test(field.text))[0]?.text;
  const by = options.has('u', 'U', 'euid', 'uid', 'g');
  if (pattern !== undefined && /hookline|codex-hook/i.test(pattern))
    call.machine.report('hook-tamper.switch', call.span);
  else if (pattern !== undefined && DEFENDER.test(` ${pattern} `))
    call.machine.report('disable-security.services', call.span);
  else if (pattern === undefined ? by : /^(?:|\.|\.\*|\^|\.\+|\*|[a-z]|\^\.)$/.test(pattern))
    call.machine.report('dos.processes', call.span);
  else if (pattern !== undefined && VITAL_PROCESS.test(pattern))
    call.machine.report('dos.processes', call.span);
  return ANYTHING;
};

const killall: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'usoy',
    valued: ['user', 'signal', 'older-than', 'younger-than'],
  });
  const names = options.rest
    .filter((field) => !/^(?:SIG)?(?:KILL|TERM|HUP|INT|STOP)$/.test(field.text))
    .map((field) => field.text);
  if (options.has('u', 'user') && names.length === 0) call.machine.report('dos.processes', call.span);
  for (const name of names) {
    if (/hookline/i.test(name)) call.machine.report('hook-tamper.switch', call.span);
    else if (DEFENDER.test(` ${name} `)) call.machine.report('disable-security.services', call.span);
    else if (VITAL_PROCESS.test(name)) call.machine.report('dos.processes', call.span);
    else if (options.has('r', 'regexp') && /^\.\*?$/.test(name))
      call.machine.report('dos.processes', call.span);
  }
  return ANYTHING;
};

const shutdown: Handler = (call) => {
  const line = lineOf(call);
  if (!/(?:^|\s)(?:-c|--help|--version)(?:\s|$)/.test(line)) call.machine.report('dos.power', call.span);
  return ANYTHING;
};

const init: Handler = (call) => {
  if (/^[016s]$/i.test(call.args[0]?.text ?? '')) call.machine.report('dos.power', call.span);
  return ANYTHING;
};

const ps: Handler = (call) => {
  const line = lineOf(call);
  const own = /-p\b|--pid|-C\b|--ppid/.test(line);
  if (
    /(?:^|\s)-?[a-zA-Z]*e[a-zA-Z]*(?=\s|$)/.test(line) &&
    /^(?:auxe\w*|e\w*ww|-?\w*eww\w*)/.test(line) &&
    /auxe|eww/.test(line)
  )
    return { text: UNKNOWN, taint: TAINT.secret };
  // All of them, until a filter picks some: they matter only if they are given a signal.
  const every = /(?:^|\s)-?(?:\w*[eAax]\w*o?|\w*e\w*)(?=\s|$)|(?:^|\s)-[uU]/.test(line.replace(/--\S+/g, ''));
  return { text: UNKNOWN, taint: every && !own && !/--sort/.test(line) ? TAINT.processes : 0 };
};

/** Numbers of processes by their name: of those that the machine lives by, or of all. */
const pgrep: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'uUgGPstFo',
    valued: ['euid', 'uid', 'group', 'parent', 'session', 'signal', 'pidfile'],
  });
  const pattern = options.rest[0]?.text;
  const broad =
    pattern === undefined
      ? options.has('u', 'U', 'euid', 'uid')
      : /^(?:\.|\.\*|\^|\.\+|\*)$/.test(pattern) ||
        options.rest.some(
          (field) =>
            VITAL_PROCESS.test(field.text) ||
            /hookline|codex-hook/i.test(field.text) ||
            DEFENDER.test(` ${field.text} `),
        );
  const guard = /hookline/i.test(lineOf(call)) ? TAINT.guard : 0;
  return { text: UNKNOWN, taint: guard | (broad ? TAINT.processes : 0) };
};

const crontab: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'u' });
  if (options.has('l')) return ANYTHING;
  if (options.has('r')) {
    call.machine.report('fs-destroy.schedule', call.span);
    return NOTHING;
  }
  if (options.has('e')) return ANYTHING;
  const file = options.rest[0];
  const content = file && file.text !== '-' ? contentOf(call, file) : call.stdin;
  if (file || content.text !== '') call.machine.report('privesc.startup', call.span);
  for (const line of content.text.split('\n')) {
    const command = /^\s*(?:@\w+|(?:[\d*,/-]+\s+){5})\s*(.+)$/.exec(line.replaceAll('\uE001', '*'))?.[1];
    if (command)
      call.machine.runScript(command, subshell(call.scope, { sink: 'capture' }), call.span, NOTHING);
  }
  return NOTHING;
};

const usermod: Handler = (call) => {
  const line = lineOf(call);
  const group = /(?:^|[\s,])(?:sudo|wheel|admin|root|docker|lxd|libvirt|disk|shadow|adm|kvm)(?=[\s,]|$)/;
  if (call.name === 'usermod' && /(?:^|\s)(?:-\w*L|--lock|--expiredate[= ]1|-e\s*1)(?:\s|$)/.test(line))
    call.machine.report('privesc.accounts', call.span);
  else if (group.test(line) || /-o\b.*-u\s*0|(?:-u|-g|--uid|--gid)\s*0\b/.test(line))
    call.machine.report('privesc.accounts', call.span);
  else if (/^(?:userdel|deluser|groupdel)$/.test(call.name))
    call.machine.report('fs-destroy.account', call.span);
  else if (
    /^(?:useradd|adduser)$/.test(call.name) &&
    /--system|-r\b|--disabled-(?:password|login)/.test(line)
  )
    return ANYTHING;
  else if (
    /^(?:chpasswd|passwd)$/.test(call.name) &&
    !/(?:^|\s)(?:-S|--status|-l\s+\w+$)/.test(line) &&
    call.name === 'chpasswd'
  )
    call.machine.report('privesc.accounts', call.span);
  else if (call.name === 'passwd' && !/(?:^|\s)(?:-S|--status)/.test(line))
    call.machine.report('privesc.accounts', call.span);
  return ANYTHING;
};

const iptables: Handler = (call) => {
  const line = lineOf(call);
  if (/(?:^|\s)(?:-L|--list|-S|--list-rules|-C|--check|-V)(?:\s|$)|^-n\s*-?L/.test(line)) return ANYTHING;
  if (/(?:^|\s)(?:-F|--flush|-X|--delete-chain|-Z\s+-F)(?:\s|$)|(?:-P|--policy)\s+\w+\s+ACCEPT/.test(line))
    call.machine.report('disable-security.firewall', call.span);
  else if (
    /(?:-P|--policy)\s+\w+\s+(?:DROP|REJECT)/.test(line) ||
    /(?:-A|-I)\s+\w+\s+-j\s+(?:DROP|REJECT)/.test(line) ||
    /--dport\s+22\b.*-j\s+(?:DROP|REJECT)/.test(line)
  )
    call.machine.report('dos.network', call.span);
  else if (
    /(?:-A|-I|--append|--insert)\s+INPUT\s+(?:\d+\s+)?(?:-s\s+0\.0\.0\.0\/0\s+)?-j\s+ACCEPT/.test(line) ||
    /(?:-D|--delete)\s/.test(line)
  )
    call.machine.report('disable-security.firewall', call.span);
  return ANYTHING;
};

const sysctl: Handler = (call) => {
  const line = lineOf(call);
  if (
    /(?:kernel\.(?:randomize_va_space|kptr_restrict|dmesg_restrict|yama\.ptrace_scope|unprivileged_bpf_disabled|sysrq|modules_disabled|perf_event_paranoid)|net\.ipv4\.(?:tcp_syncookies|conf\.\w+\.rp_filter|conf\.\w+\.accept_redirects)|fs\.(?:protected_\w+|suid_dumpable))\s*=/.test(
      line,
    )
  )
    call.machine.report('disable-security.kernel', call.span);
  else if (
    /kernel\.(?:panic|core_pattern|pid_max|threads-max)\s*=|vm\.(?:overcommit_memory|panic_on_oom|min_free_kbytes|nr_hugepages)\s*=/.test(
      line,
    )
  )
    call.machine.report('dos.kernel', call.span);
  return ANYTHING;
};

const stress: Handler = (call) => {
  if (!/--version|--help/.test(lineOf(call)) && call.args.length > 0)
    call.machine.report('dos.load', call.span);
  return ANYTHING;
};

const yes: Handler = (call) => {
  // Into a program that stops reading it is an answer; into a file, or nothing, it never ends.
  if (call.scope.sink === 'file' || (call.scope.concurrent && call.scope.sink === 'terminal'))
    call.machine.report('dos.load', call.span);
  return { text: `${lineOf(call) || 'y'}\n`, taint: TAINT.endless };
};

/** Reads something that never ends. */
export const ENDLESS = /^\/dev\/(?:zero|u?random|full)$/;

const setcap: Handler = (call) => {
  if (
    /cap_(?:setuid|setgid|dac_\w+|sys_\w+|chown|fowner|all|bpf)|=ep?\b|all\W/.test(lineOf(call)) &&
    !/^-r\b/.test(lineOf(call)) &&
    !/cap_net_bind_service|cap_net_raw(?!.*cap_sys)/.test(lineOf(call))
  )
    call.machine.report('privesc.setuid', call.span);
  return ANYTHING;
};

const mount: Handler = (call) => {
  const line = lineOf(call);
  if (call.name === 'umount') {
    if (/(?:^|\s)(?:-[a-z]*a|--all)(?:\s|$)|(?:^|\s)\/(?:home|boot|usr|var)?(?:\s|$)/.test(line))
      call.machine.report('dos.services', call.span);
    return ANYTHING;
  }
  // What is below it cannot be seen any more.
  const over = call.args.at(-1);
  if (over && call.args.length > 1 && classify(call.machine, call.scope, over.text).kind === 'guard')
    call.machine.report('hook-tamper.files', over);
  if (/remount,ro\b.*\s\/$/.test(line)) call.machine.report('dos.services', call.span);
  else if (/remount/.test(line) && /\brw\b|\bexec\b|\bsuid\b/.test(line))
    call.machine.report('disable-security.kernel', call.span);
  else if (/\/dev\/(?:sd|nvme|vd|xvd|mapper)/.test(line) && call.scope.site !== 'local')
    call.machine.report('privesc.container', call.span);
  return ANYTHING;
};

const printenv: Handler = (call) => {
  const name = readOptions(call.args).rest[0]?.text;
  if (name === undefined) return { text: UNKNOWN, taint: TAINT.environment };
  return { text: UNKNOWN, taint: isSecretName(name) ? TAINT.secret : 0 };
};

const gpg: Handler = (call) => {
  const line = lineOf(call);
  if (/--export-secret-(?:keys|subkeys)|--export-secret/.test(line))
    return { text: UNKNOWN, taint: TAINT.secret };
  if (/--delete-(?:secret-|secret-and-public-)keys?/.test(line))
    call.machine.report('disable-security.keys', call.span);
  if (/(?:^|\s)(?:-d|--decrypt)(?:\s|$)/.test(line)) {
    return {
      text: UNKNOWN,
      taint:
        TAINT.decoder |
        (/\.(?:env|key|pem|secret|pass)\w*\.(?:gpg|asc)|password-store/.test(line) ? TAINT.secret : 0),
    };
  }
  let taint = 0;
  for (const arg of call.args) taint |= contentOf(call, arg).taint & TAINT.secret;
  return { text: UNKNOWN, taint };
};

const sshKeygen: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'tbfCNPmRIsVnOQ' });
  const file = options.value('f');
  if (options.has('R') || options.has('l', 'y', 'e', 'F')) return ANYTHING;
  // It asks before it takes the place of a key; the answer is given.
  if (
    file &&
    /^\s*y/i.test(call.stdin.text) &&
    classify(call.machine, call.scope, file.text).kind === 'credentials'
  )
    call.machine.report('fs-destroy.overwrite', file);
  if (file && classify(call.machine, call.scope, file.text).kind !== 'credentials' && isKnown(file.text))
    call.scope.files.set(absolute(call.machine, call.scope, file.text), ANYTHING);
  if (file && classify(call.machine, call.scope, file.text).kind === 'system')
    writeTarget(call.machine, call.scope, file, { append: false, content: ANYTHING });
  return ANYTHING;
};

const ip: Handler = lines(
  [
    /(?:^|\s)link\s+(?:set\s+)?(?:dev\s+)?(?!lo\b|docker|br-|veth|wg|tun|tap|dummy)\S+\s+down|(?:^|\s)link\s+set\s+(?:dev\s+)?(?!lo\b|docker|br-|veth|wg|tun|tap|dummy)\S+\s+down|(?:^|\s)link\s+delete\s+(?:eth|en|wl)/,
    'dos.network',
  ],
  [
    /(?:^|\s)(?:route|r)\s+(?:del(?:ete)?|flush)\s+(?:default|table|0\.0\.0\.0)|(?:^|\s)(?:route|r)\s+(?:del(?:ete)?\s+default|flush)|(?:^|\s)addr\s+flush/,
    'dos.network',
  ],
);

const defaults: Handler = lines(
  [
    /LSQuarantine|com\.apple\.security|com\.apple\.alf|GKAutoRearm|AutomaticCheckEnabled|com\.apple\.loginwindow.*(?:Hook|autoLoginUser)|DisableLibraryValidation/i,
    'disable-security.protection',
  ],
  [/^delete\s+(?:-g|NSGlobalDomain|com\.apple\.\w+\s*$)/, 'fs-destroy.personal'],
);

/** Everything from outside is refused: also the way in, if nothing lets it through. */
const ufw: Handler = (call) => {
  const line = lineOf(call);
  const vars = call.scope.vars;
  if (/(?:^|\s)(?:allow|limit)\b.*(?:22|ssh)/i.test(line)) vars.set('ufw ssh', { text: '1', taint: 0 });
  else if (
    /--force\s+enable|default\s+(?:deny|reject)\s+(?:incoming|in)\b/.test(line) &&
    !vars.has('ufw ssh')
  )
    call.machine.report('dos.network', call.span);
  return ufwRules(call);
};

const ufwRules: Handler = lines(
  [
    /(?:^|\s)(?:disable|reset)(?=\s|$)|default\s+allow\s+(?:incoming|in)|(?:^|\s)allow\s+(?:from\s+any\s*$|from\s+any\s+to\s+any\s*$|1:65535)/,
    'disable-security.firewall',
  ],
  [/default\s+deny\s+outgoing|deny\s+(?:22|ssh)/, 'dos.network'],
);

/** Tools whose verbs are letters. */
const ERASES: Readonly<Record<string, RegExp>> = {
  dpkg: /(?:^|\s)(?:-[rP]|--purge|--remove)\s/,
  rpm: /(?:^|\s)(?:-e\w*|--erase)\s/,
};

const aptLike: Handler = (call) => {
  const line = lineOf(call);
  if (
    /(?:^|\s)(?:-s|--simulate|--just-print|--dry-run|--no-act|--recon|--assumeno|--test)(?=\s|$)/.test(line)
  )
    return ANYTHING;
  if (
    /--allow-unauthenticated|--nogpgcheck|--no-gpg-check|--allow-insecure|AllowInsecureRepositories=true|--force-yes|--no-gpg-checks|AllowUnauthenticated=(?:true|1)|--nosignature|--nodigest|--allow-untrusted/.test(
      line,
    )
  )
    call.machine.report('disable-security.checks', call.span);
  // A container is made again, with all that is in its image.
  if (
    call.scope.site !== 'container' &&
    /(?:^|\s)(?:remove|purge|autoremove|erase|-R\w*|del|uninstall)(?=\s|$)/.test(line)
  ) {
    if (
      /(?:^|\s)(?:sudo|systemd|libc6|glibc|bash|coreutils|linux-image\S*|linux-generic|openssh-server|network-manager|ubuntu-desktop|python3?(?:\.\d+)?(?:-minimal)?|libpython3\S*|perl-base|init|login|passwd|mount|util-linux|e2fsprogs|initramfs-tools|grub\S*|ca-certificates|libssl\d\S*|openssl|netplan\.io|ifupdown|gdm3|xorg|snapd|libc-bin|dpkg|apt|base|filesystem|kernel\S*|dbus|gnome-shell|\S*[*\uE001]\S*)(?=\s|$)/.test(
        line,
      ) &&
      !/^(?:autoremove|autoclean)$/.test(line)
    )
      call.machine.report('fs-destroy.packages', call.span);
    if (DEFENDER.test(line)) call.machine.report('disable-security.services', call.span);
  } else if (ERASES[call.name]?.test(line) && DEFENDER.test(line) && call.scope.site !== 'container')
    call.machine.report('disable-security.services', call.span);
  if (/--force-all|--force-depends/.test(line)) call.machine.report('fs-destroy.packages', call.span);
  return ANYTHING;
};

const brew: Handler = (call) => {
  const line = lineOf(call);
  if (/^--(?:prefix|repository|cellar)$/i.test(line)) return { text: '/opt/homebrew\n', taint: 0 };
  if (/^(?:uninstall|remove|rm)\b.*(?:--force|--zap)/.test(line) && /\uE000|\$\(/.test(line))
    call.machine.report('fs-destroy.packages', call.span);
  return ANYTHING;
};

const xattr: Handler = lines([
  /-[a-z]*[dc][a-z]*\b.*(?:com\.apple\.quarantine|\/Applications)|-[a-z]*c[a-z]*r|-cr\b|-rd\s+com\.apple\.quarantine/,
  'disable-security.protection',
]);

const nft = lines([/^(?:-\w+\s+)*(?:flush|delete\s+(?:table|chain|ruleset))/, 'disable-security.firewall']);

/** Numbers of all processes that have a file open. */
const lsof: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'acdFgikopruTSsD' });
  const line = lineOf(call);
  const some = options.rest.length > 0 || /(?:^|\s)-\w*[icpugd]|\+[dD]/.test(line.replace(/-t\b/g, ''));
  return { text: UNKNOWN, taint: /(?:^|\s)-\w*t/.test(line) && !some ? TAINT.processes : 0 };
};

export const SYSTEM: Readonly<Record<string, Handler>> = {
  kill,
  lsof,
  pkill,
  killall,
  killall5: (call) => call.machine.report('dos.processes', call.span),
  skill: pkill,
  slay: (call) => call.machine.report('dos.processes', call.span),
  ps,
  pgrep,
  pidof: pgrep,
  shutdown,
  reboot: shutdown,
  halt: shutdown,
  poweroff: shutdown,
  telinit: init,
  init,
  systemctl,
  service,
  'rc-service': service,
  'invoke-rc.d': service,
  sv: service,
  'rc-update': lines([new RegExp(`(?:del|delete)\\s+(?:${DEFENDERS})`), 'disable-security.services']),
  dmesg: lines([/(?:^|\s)(?:-\w*[Cc]|--clear|--read-clear)(?=\s|$)/, 'disable-security.logs']),
  ...Object.fromEntries(SCRIPTS.map((name) => [name, initScript])),
  'update-rc.d': lines([
    new RegExp(`(?:${DEFENDERS})\\s+(?:remove|disable)|-f\\s+(?:${DEFENDERS})`),
    'disable-security.services',
  ]),
  chkconfig: lines([new RegExp(`(?:${DEFENDERS})\\s+off`), 'disable-security.services']),
  launchctl,
  loginctl: lines([/^(?:terminate-|kill-|poweroff|reboot|halt|suspend)/, 'dos.processes']),
  crontab,
  usermod,
  useradd: usermod,
  adduser: usermod,
  gpasswd: usermod,
  groupadd: () => ANYTHING,
  userdel: usermod,
  deluser: usermod,
  groupdel: usermod,
  groupmod: usermod,
  passwd: usermod,
  chpasswd: usermod,
  chage: () => ANYTHING,
  visudo: (call) =>
    /(?:^|\s)-[a-z]*c/.test(lineOf(call)) ? ANYTHING : call.machine.report('privesc.accounts', call.span),
  vipw: (call) => call.machine.report('privesc.accounts', call.span),
  sudoedit: (call) =>
    /^\/etc\/(?:sudoers|passwd|shadow|ssh)/.test(call.args[0]?.text ?? '')
      ? call.machine.report('privesc.accounts', call.span)
      : undefined,
  dscl: lines([
    /\/Groups\/(?:admin|wheel)\b|-passwd\b|-delete\s+\/Users|-create\s+\/Users/,
    'privesc.accounts',
  ]),
  dseditgroup: lines([/\badmin\b|\bwheel\b/, 'privesc.accounts']),
  sysadminctl: lines([/-admin|-addUser|-resetPasswordFor|-deleteUser|-secureTokenOn/, 'privesc.accounts']),
  setcap,
  iptables,
  ip6tables: iptables,
  'iptables-legacy': iptables,
  // Also from an empty file: that is no rule at all.
  'iptables-restore': lines([/^(?!.*(?:-t|--test)\b)/, 'disable-security.firewall']),
  nft: (call) => {
    const file = readOptions(call.args, { letters: 'fIDo', valued: ['file', 'includepath', 'define'] }).value(
      'f',
      'file',
    );
    const rules = file ? contentOf(call, file).text : '';
    // A file that begins with an empty set and goes on with rules is a firewall.
    if (/^\s*flush\s+ruleset|^\s*delete\s+table/m.test(rules) && !/\btable\s+\w+\s+\w+\s*\{/.test(rules))
      call.machine.report('disable-security.firewall', call.span);
    return nft(call);
  },
  ufw,
  'firewall-cmd': lines(
    [/--panic-on/, 'dos.network'],
    [
      /--set-default-zone=trusted|--add-(?:port|source)=(?:1-65535|0\.0\.0\.0)|--remove-(?:service|rich-rule)|--set-target=ACCEPT/,
      'disable-security.firewall',
    ],
  ),
  pfctl: lines([/(?:^|\s)-[a-zA-Z]*d|(?:^|\s)-F\s*(?:all|rules)/, 'disable-security.firewall']),
  socketfilterfw: lines([
    /--setglobalstate\s+off|--setblockall\s+off|--setallowsigned\w*\s+on/,
    'disable-security.firewall',
  ]),
  netsh: lines([
    /advfirewall\s+(?:set\s+\w+\s+state\s+off|reset)|firewall\s+set\s+opmode\s+disable/i,
    'disable-security.firewall',
  ]),
  setenforce: lines([/^(?:0|permissive)/i, 'disable-security.kernel']),
  'aa-disable': lines([/./, 'disable-security.kernel']),
  'aa-complain': lines([/./, 'disable-security.kernel']),
  'aa-teardown': lines([/^/, 'disable-security.kernel']),
  apparmor_parser: lines([/(?:^|\s)-[a-zA-Z]*R/, 'disable-security.kernel']),
  semanage: lines([/permissive\s+-a|boolean\s+.*--off/, 'disable-security.kernel']),
  setsebool: lines([/(?:\s|=)(?:1|on|0|off)\b/, 'disable-security.kernel']),
  grubby: lines([/selinux=0|apparmor=0|mitigations=off|audit=0/, 'disable-security.kernel']),
  auditctl: lines([
    /(?:^|\s)-e\s*0|(?:^|\s)-D\b|(?:^|\s)-[aA]\s+(?:\w+,)?never/,
    'disable-security.services',
  ]),
  csrutil: lines([/disable|authenticated-root\s+disable/, 'disable-security.protection']),
  spctl: lines([/--(?:master|global)-disable|--add\b|--disable/, 'disable-security.protection']),
  nvram: lines([
    /boot-args.*(?:amfi|cs_enforcement|-arm64e)|csr-active-config|^-c\b/,
    'disable-security.protection',
  ]),
  fdesetup: lines([/^disable/, 'disable-security.protection']),
  defaults,
  xattr,
  systemsetup: lines([/-setremotelogin\s+on|-setusingnetworktime\s+off/i, 'disable-security.protection']),
  bcdedit: lines([/\/set/i, 'disable-security.protection']),
  vssadmin: lines([/delete\s+shadows/i, 'disable-security.protection']),
  wevtutil: lines([/\bcl\b|clear-log/i, 'disable-security.logs']),
  journalctl: lines([/--vacuum-(?:size|time|files)|--rotate.*--vacuum/, 'disable-security.logs']),
  logrotate: () => ANYTHING,
  sysctl,
  swapoff: lines([/^(?:-a|--all)|./, 'dos.services']),
  insmod: lines([/./, 'privesc.kernel']),
  modprobe: lines([/(?:^|\s)-[a-z]*r/, 'dos.kernel'], [/\/tmp\/|\.\//, 'privesc.kernel']),
  rmmod: lines([/./, 'dos.kernel']),
  kexec: lines([/-[a-z]*e|--exec/, 'dos.power']),
  stress,
  'stress-ng': stress,
  sysbench: lines([/--time=(?:\d{5,})|--threads=\d{4,}/, 'dos.load']),
  yes,
  setserial: () => ANYTHING,
  tc: lines([
    /netem\s+.*(?:loss\s+(?:100|[5-9]\d)|delay\s+\d{5,})|qdisc\s+add\b.*(?:loss|corrupt)/,
    'dos.network',
  ]),
  ip,
  ifconfig: lines([/^(?!lo\b|docker|br-|veth|utun|tun)\S+\s+down/, 'dos.network']),
  ifdown: lines([/^(?:-a|eth|en|wl)/, 'dos.network']),
  nmcli: lines([
    /(?:^|\s)(?:networking\s+off|radio\s+(?:all|wifi)\s+off|n\s+off|con(?:nection)?\s+(?:down|delete)|dev(?:ice)?\s+(?:disconnect|delete))/,
    'dos.network',
  ]),
  networksetup: lines([/-setairportpower\s+\S+\s+off|-setnetworkserviceenabled\s+.*off/, 'dos.network']),
  rfkill: lines([/^block/, 'dos.network']),
  route: lines([/(?:^|\s)(?:del(?:ete)?|flush)\b.*(?:default|0\.0\.0\.0|-net)|flush/, 'dos.network']),
  'systemd-run': lines([/--uid[= ](?:0|root)\b.*(?:^|\s|\/)(?:ba|z|da|k)?sh$/, 'privesc.root-shell']),
  mount,
  umount: mount,
  pmset: lines([/sleepnow|disablesleep\s+1|restoredefaults/, 'dos.power']),
  'dbus-send': lines([/PowerOff|Reboot|Suspend|Halt/, 'dos.power']),
  nping: lines([/--flood|--rate\s*\d{4,}/, 'dos.flood']),
  pg_ctl: lines([/^stop\b.*immediate/, 'dos.services']),
  printenv,
  gpg,
  gpg2: gpg,
  'ssh-keygen': sshKeygen,
  apt: aptLike,
  'apt-get': aptLike,
  aptitude: aptLike,
  dpkg: aptLike,
  yum: aptLike,
  dnf: aptLike,
  zypper: aptLike,
  pacman: aptLike,
  apk: aptLike,
  rpm: aptLike,
  brew,
  dmsetup: lines([/^remove/, 'fs-destroy.device']),
  losetup: () => ANYTHING,
  updatedb: () => ANYTHING,
  dropcaches: () => ANYTHING,
  debugfs: lines([/-w\b/, 'fs-destroy.device']),
  'update-alternatives': lines([
    /--remove(?:-all)?\s+(?:\S*\/)?(?:python3?|sh|editor|java|awk|pager|iptables)\b/,
    'fs-destroy.packages',
  ]),
  fuser: lines([/-[a-z]*k[a-z]*\b.*\s\/(?:\s|$)|-[a-z]*km/, 'dos.processes']),
  screencapture: lines([/^/, 'secret-read.screen']),
  'import-screenshot': () => ANYTHING,
  gcore: lines([/./, 'secret-read.memory']),
  mimipenguin: lines([/^/, 'secret-read.memory']),
  john: lines([/shadow|hash|^(?!--(?:test|help))\S/, 'secret-read.cracking']),
  hashcat: lines([/./, 'secret-read.cracking']),
  unshadow: lines([/./, 'secret-read.cracking']),
  msfvenom: lines([/./, 'revshell.tool']),
  ...Object.fromEntries(
    'msfconsole pwncat pwncat-cs evil-winrm villain sliver-client sliver-server havoc empire merlin hoaxshell'
      .split(' ')
      .map((name) => [name, lines([/^(?!-h$|-V$|--version)/, 'revshell.tool'])]),
  ),
  linpeas: lines([/^/, 'privesc.tool']),
  'linpeas.sh': lines([/^/, 'privesc.tool']),
};
