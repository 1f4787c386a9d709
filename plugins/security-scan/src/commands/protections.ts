/** Tools whose settings protect the machine, and tools that stop it: what their verbs weaken or end. */
import { classify } from '../effects/paths.ts';
import type { RuleId } from '../rules/index.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { NOTHING, TAINT } from '../shell/text.ts';
import { readingsOf, reads } from './readings.ts';
import { bytes } from './sizes.ts';
import { ENDLESS } from './system.ts';

type Line = readonly [words: RegExp, rule: RuleId];

function lines(...rules: readonly Line[]): Handler {
  return (call) => {
    const readings = readingsOf(call.args);
    if (/(?:^|\s)(?:--help|--version)(?:\s|$)/.test(readings[0] ?? '')) return undefined;
    for (const [words, rule] of rules) {
      if (reads(readings, words)) {
        call.machine.report(rule, call.span);
        break;
      }
    }
    return undefined;
  };
}

const KERNEL = 'disable-security.kernel';
const FIREWALL = 'disable-security.firewall';
const SERVICES = 'disable-security.services';
const PROTECTION = 'disable-security.protection';
const TLS = 'disable-security.tls';
const CHECKS = 'disable-security.checks';

const WINDOWS =
  /Set-MpPreference\b.*\$?(?:true|1)\b|Add-MpPreference\b.*-Exclusion|Set-ExecutionPolicy\s+(?:-\w+\s+)*(?:Unrestricted|Bypass)|Set-NetFirewallProfile\b.*-Enabled\s+\$?False|Uninstall-WindowsFeature\b.*Defender|(?:Stop|Set)-Service\b.*(?:WinDefend|MpsSvc|EventLog|Sense)|Clear-EventLog|Remove-EventLog/i;

/** What cmdlets take away, unless they only say what they would do. */
const WINDOWS_LOSSES: readonly Line[] = [
  [
    /^(?!.*-WhatIf).*\b(?:Remove-(?:Az\w+|EC2\w+|S3\w+|RDS\w+|CFN\w+|EKS\w+|DDB\w+|LM\w+|GceInstance|VM\b|AD\w+)|Stop-EC2Instance\b.*-Terminate|Remove-SSM\w+)/i,
    'cloud-destroy.resources',
  ],
  [/^(?!.*-WhatIf).*\b(?:Clear-Disk|Format-Volume|Initialize-Disk|Remove-Partition)\b/i, 'fs-destroy.device'],
  [/^(?!.*-WhatIf).*\b(?:Stop-Computer|Restart-Computer)\b/i, 'dos.power'],
];

/** The policy of the machine. */
const MACHINE: Readonly<Record<string, Handler>> = {
  'update-crypto-policies': lines([
    /--set[= ]\S*(?:LEGACY|SHA1|AD-SUPPORT|NO-ENFORCE|GOST)/i,
    'disable-security.config',
  ]),
  'fips-mode-setup': lines([/--disable/, 'disable-security.config']),
  authselect: lines([
    /^disable-feature\b.*(?:faillock|pwquality|mkhomedir|sudo|smartcard)|^opt-out\b/,
    'disable-security.config',
  ]),
  'pam-auth-update': lines([/--remove\b/, 'disable-security.config']),
  authconfig: lines([/--disable\w+/, 'disable-security.config']),
  faillock: lines([/--reset/, 'disable-security.config']),
  mokutil: lines([/--disable-validation|--reset|--delete/, PROTECTION]),
  sbctl: lines([/^reset\b/, PROTECTION]),
  tpm2_clear: lines([/^/, PROTECTION]),
  semodule: lines([/(?:^|\s)(?:-d|-r|--disable|--remove|-B?DB?)(?:[= ]|$)/, KERNEL]),
  'aa-remove-unknown': lines([/^/, KERNEL]),
  usbguard: lines([/^set-parameter\s+\S+\s+(?:allow|keep)|^allow-device\b/, PROTECTION]),
  ebtables: lines([
    /(?:^|\s)(?:-F|--flush|-X|--init-table)(?:\s|$)|(?:-P|--policy)\s+\w+\s+ACCEPT/,
    FIREWALL,
  ]),
  arptables: lines([/(?:^|\s)(?:-F|--flush|-X)(?:\s|$)/, FIREWALL]),
  ipset: lines([/^(?:destroy|flush|-X|-F|x|f)(?:\s|$)/, FIREWALL]),
  csf: lines([/^(?:-x|-f|--disable|--stop)(?:\s|$)/, FIREWALL]),
  shorewall: lines([/^(?:clear|stop)(?:\s|$)/, FIREWALL]),
  firehol: lines([/^(?:stop|panic)(?:\s|$)/, FIREWALL]),
  'netfilter-persistent': lines([/^(?:flush|stop)(?:\s|$)/, FIREWALL]),
  ipfw: lines([/(?:^|\s)flush(?:\s|$)|add\s+\d*\s*allow\s+(?:ip|all)\s+from\s+any\s+to\s+any/, FIREWALL]),
  'fail2ban-client': lines([
    /^(?:stop|unban\s+--all|set\s+\S+\s+(?:unbanip|delignoreip|bantime\s+-?\d\b))(?:\s|$)?/,
    SERVICES,
  ]),
  cscli: lines([
    /^(?:decisions|bouncers|machines|parsers|scenarios|collections)\s+(?:delete|remove)\b.*--all|^(?:bouncers|machines)\s+delete\b/,
    SERVICES,
  ]),
  'wazuh-control': lines([/^stop\b/, SERVICES]),
  'ossec-control': lines([/^stop\b/, SERVICES]),
  falconctl: lines([/^(?:uninstall|unload|disable)\b|-d\s+-f/, SERVICES]),
  mdatp: lines([
    /^config\s+\S+\s+--value\s+(?:disabled|passive)|^(?:exclusion|threat\s+allowed)\s+\S*\s*add/,
    SERVICES,
  ]),
  osqueryctl: lines([/^stop\b/, SERVICES]),
  'elastic-agent': lines([/^(?:uninstall|unenroll)\b/, SERVICES]),
  sentinelctl: lines([/^(?:unload|uninstall|control\s+stop|unprotect)\b/, SERVICES]),
  timedatectl: lines([/^set-ntp\s+(?:false|0|no|off)/, 'disable-security.config']),
  resolvectl: lines([/^(?:dnssec|dnsovertls)\s+\S+\s+(?:off|no|false)/, 'disable-security.config']),
  snap: lines(
    [/^set\s+system\s+refresh\.(?:hold|timer)=/, CHECKS],
    [/^install\b.*(?:--dangerous|--devmode)/, CHECKS],
    [
      /^remove\b.*--purge\b|^remove\s+(?:.*\s)?(?:lxd|core\d*|snapd|microk8s|docker)(?=\s|$)/,
      'fs-destroy.packages',
    ],
  ),
  softwareupdate: lines([/--schedule\s+off|--ignore\b/, PROTECTION]),
  profiles: lines([/^(?:remove|delete)\b|(?:^|\s)-[RD](?:\s|$)/, PROTECTION]),
  jamf: lines([/^removeFramework|^removeMdmProfile/i, SERVICES]),
  auditctl: lines([/(?:^|\s)-e\s*0|(?:^|\s)-D\b|--reset-lost/, SERVICES]),
  dnf: lines([
    /^config-manager\b.*(?:gpgcheck=0|sslverify=0)|--setopt[= ]\S*(?:gpgcheck|sslverify)=(?:0|false)/,
    CHECKS,
  ]),
  yum: lines([/--setopt[= ]\S*(?:gpgcheck|sslverify)=(?:0|false)/, CHECKS]),
  powershell: lines([WINDOWS, PROTECTION], ...WINDOWS_LOSSES),
  pwsh: lines([WINDOWS, PROTECTION], ...WINDOWS_LOSSES),
  reg: lines([
    /^(?:add|delete)\b.*(?:Defender|DisableAntiSpyware|DisableRealtimeMonitoring|EnableLUA|SmartScreen|EnableFirewall)/i,
    PROTECTION,
  ]),
  http: lines([/--verify[= ](?:no|false)/, TLS]),
  https: lines([/--verify[= ](?:no|false)/, TLS]),
  xh: lines([/--verify[= ](?:no|false)/, TLS]),
  'apt-key': lines([/^adv\b.*--keyserver\s+http:/, CHECKS]),
};

/** Tools that fetch: the checks of where things come from. */
const FETCHERS: Readonly<Record<string, Handler>> = {
  conda: lines([/--set\s+ssl_verify\s+(?:false|no|0)/i, TLS]),
  mamba: lines([/--set\s+ssl_verify\s+(?:false|no|0)/i, TLS]),
  composer: lines([/^config\b.*(?:disable-tls\s+true|secure-http\s+(?:false|0))/, TLS]),
  poetry: lines([/^config\s+certificates\.\S+\.cert\s+false/, TLS]),
  go: lines([
    /^env\s+-w\b.*(?:GOSUMDB=off|GONOSUMCHECK=1|GONOSUMDB=\*|GOINSECURE=\*|GOFLAGS=-insecure|GONOSUMDB=)/,
    CHECKS,
  ]),
  bundle: lines([/^config\b.*ssl_verify_mode\s+0|^config\b.*disable_checksum_validation\s+true/, TLS]),
  gem: lines(
    [/^(?:install|update|i)\b.*(?:-P|--trust-policy)[= ]?(?:NoSecurity|LowSecurity)/, CHECKS],
    [/^sources?\b.*(?:-a|--add)\s+http:\/\/(?!localhost|127\.)/, 'rce.remote-package'],
  ),
  docker: lines([/--disable-content-trust(?!=false)/, CHECKS]),
  podman: lines([/--tls-verify[= ]?(?:false|0)/, TLS]),
  buildah: lines([/--tls-verify[= ]?(?:false|0)/, TLS]),
  skopeo: lines([/--(?:src-|dest-)?tls-verify[= ]?(?:false|0)|--insecure-policy/, TLS]),
  crane: lines([/--insecure\b/, TLS]),
  oras: lines([/--insecure\b/, TLS]),
  svn: lines([/--trust-server-cert/, TLS]),
  hg: lines([/(?:^|\s)--insecure\b/, TLS]),
  argocd: lines([/^login\b.*--insecure\b/, TLS]),
  vault: lines([/-tls-skip-verify/, TLS]),
  consul: lines([/-http-ssl-verify=false/, TLS]),
  nomad: lines([/-tls-skip-verify/, TLS]),
  etcdctl: lines([/--insecure-skip-tls-verify/, TLS]),
  grpcurl: lines([/(?:^|\s)-insecure\b/, TLS]),
  brew: lines([/^(?:install|upgrade)\b.*--no-quarantine/, CHECKS]),
  flatpak: lines(
    [/^(?:install|remote-add)\b.*--no-gpg-verify/, CHECKS],
    [/^uninstall\b.*--all|^uninstall\b.*--delete-data/, 'fs-destroy.packages'],
  ),
};

/** What ends the machine, or a part that it lives by. */
const POWER: Readonly<Record<string, Handler>> = {
  rtcwake: lines([/(?:^|\s)(?:-m|--mode)[= ]?(?:off|mem|disk|standby|freeze)/, 'dos.power']),
  'pm-suspend': lines([/^/, 'dos.power']),
  'pm-hibernate': lines([/^/, 'dos.power']),
  'pm-suspend-hybrid': lines([/^/, 'dos.power']),
  s2ram: lines([/^/, 'dos.power']),
  s2disk: lines([/^/, 'dos.power']),
  zzz: lines([/^/, 'dos.power']),
  acpiconf: lines([/(?:^|\s)-s/, 'dos.power']),
  pmset: lines([
    /^(?:sleepnow|hibernatenow)\b|^schedule\s+(?:shutdown|sleep)|^-a\s+disablesleep\s+0.*now/,
    'dos.power',
  ]),
  'openrc-shutdown': lines([/^/, 'dos.power']),
  'runit-init': lines([/^[06]/, 'dos.power']),
  ipmitool: lines([
    /(?:chassis\s+)?power\s+(?:off|cycle|reset|soft|diag)\b|^(?:.*\s)?mc\s+reset\s+cold/,
    'dos.power',
  ]),
  racadm: lines([/serveraction\s+(?:powerdown|powercycle|hardreset|graceshutdown)/, 'dos.power']),
  wsl: lines([/^(?:--shutdown|--terminate|-t)\b/, 'dos.power']),
  osascript: lines([/\b(?:shut\s+down|restart|sleep|log\s+out)\b.*$/i, 'dos.power']),
  adb: lines(
    [/^reboot\b|^shell\s+reboot\b/, 'dos.power'],
    [
      /^shell\s+(?:.*\s)?rm\s+(?:-\w*[rR]\w*\s+).*\/(?:sdcard|storage|data(?!\/local\/tmp)|system)\b/,
      'fs-destroy.personal',
    ],
    [
      /^shell\s+(?:recovery\s+--wipe_data|wipe\s+data|am\s+broadcast\b.*MASTER_CLEAR)|^(?:disable-verity|sideload)\b/,
      'fs-destroy.device',
    ],
    [
      /^shell\s+pm\s+(?:uninstall|disable-user|clear)\b.*com\.(?:android|google\.android)\.(?!\w*test)/,
      'fs-destroy.packages',
    ],
  ),
  fastboot: lines([
    /^(?:erase|flash|flashall|format(?::\w+)?|update|oem|flashing|wipe-super|delete-logical-partition)\b|(?:^|\s)-w(?:\s|$)/,
    'fs-destroy.device',
  ]),
  heimdall: lines([/^flash\b/, 'fs-destroy.device']),
  esptool: lines([/(?:^|\s)erase[_-]flash\b/, 'fs-destroy.device']),
  'esptool.py': lines([/(?:^|\s)erase[_-]flash\b/, 'fs-destroy.device']),
  flashrom: lines([/(?:^|\s)(?:-w|-E|--write|--erase)(?:\s|$)/, 'fs-destroy.device']),
  efibootmgr: lines([/(?:^|\s)(?:-\w*B|--delete-bootnum)(?:\s|$)/, 'fs-destroy.device']),
  'grub-install': lines([/\/dev\/(?:sd|nvme|vd|xvd)/, 'fs-destroy.device']),
  net: lines(
    [/^localgroup\s+administrators\b.*\/add|^user\b.*\/(?:add|active:yes)/i, 'privesc.accounts'],
    [/^stop\s+(?:windefend|mpssvc|sense|eventlog)/i, SERVICES],
  ),
};

/** Packages that the machine cannot do without, by the tools that remove them. */
const VITAL_PACKAGE =
  /(?:^|\s)(?:linux|linux-lts|linux-image\S*|glibc|musl|libc6|systemd|bash|busybox|coreutils|sudo|openssh(?:-server)?|pacman|apk-tools|dnf|rpm|zypper|dpkg|apt|python3?|filesystem|base|kernel\S*|grub\S*|networkmanager|dbus|util-linux|shadow|pam|openssl|ca-certificates)(?=\s|$)/i;

function removal(verbs: RegExp): Handler {
  return (call) => {
    const readings = readingsOf(call.args);
    if (
      call.scope.site !== 'container' &&
      reads(readings, verbs) &&
      VITAL_PACKAGE.test(readings[0] ?? '') &&
      !/--print|--simulate|-s\b|--dry-run/.test(readings[0] ?? '')
    )
      call.machine.report('fs-destroy.packages', call.span);
    return undefined;
  };
}

const PACKAGES: Readonly<Record<string, Handler>> = {
  pacman: removal(/^-R\w*/),
  yay: removal(/^-R\w*/),
  paru: removal(/^-R\w*/),
  apk: removal(/^del\b/),
  zypper: removal(/^(?:rm|remove)\b/),
  rpm: removal(/(?:^|\s)(?:-e|--erase)(?=\s|$)/),
  dpkg: removal(/(?:^|\s)(?:-r|-P|--remove|--purge)(?=\s|$)/),
  emerge: removal(/(?:^|\s)(?:-C|--unmerge)(?=\s|$)/),
  'xbps-remove': removal(/^/),
  opkg: removal(/^remove\b/),
  pkg: removal(/^(?:delete|remove)\b/),
  port: lines([/^uninstall\b.*(?:installed|all)\b/, 'fs-destroy.packages']),
  brew: removal(/^(?:uninstall|remove|rm)\b.*--ignore-dependencies/),
  // Without a name it is all of them.
  gem: lines([
    /^uninstall(?:\s+-\S+)*\s+-\w*a\w*(?:\s+-\S+)*$|^uninstall(?:\s+-\S+)*\s+--all(?:\s+-\S+)*$/,
    'fs-destroy.packages',
  ]),
  rustup: lines([/^self\s+uninstall\b/, 'fs-destroy.packages']),
  nix: lines([/^store\s+(?:delete|gc)\b.*--ignore-liveness/, 'fs-destroy.packages']),
};

const HOST_DISK = lines([
  /^config\s+device\s+add\b.*\bdisk\b.*\bsource=\/(?:etc|root|home|var|usr|boot)?\/?(?:\s|$)|\bsecurity\.privileged[= ](?:true|1)/,
  'privesc.container',
]);

/** Gives rights to accounts of a service, or of the machine. */
const RIGHTS: Readonly<Record<string, Handler>> = {
  newusers: lines([/^/, 'privesc.accounts']),
  groupmod: lines([/(?:^|\s)(?:-\w*[aU]\w*|--append|--users)\b/, 'privesc.accounts']),
  pw: lines([/^(?:usermod|useradd|groupmod)\b.*\b(?:wheel|operator)\b|-u\s*0\b/, 'privesc.accounts']),
  // The disk of this machine in a container whose root is nobody's.
  lxc: HOST_DISK,
  incus: HOST_DISK,
  createuser: lines([/(?:^|\s)(?:-\w*s\w*|--superuser|-\w*r\w*|--createrole)(?=\s|$)/, 'privesc.accounts']),
  rabbitmqctl: lines([
    /^set_user_tags\s+\S+\s+.*administrator|^set_permissions\b.*"?\.\*"?\s+"?\.\*"?\s+"?\.\*"?/,
    'privesc.accounts',
  ]),
  mount: (call: Call) => {
    const readings = readingsOf(call.args);
    const target = call.args.at(-1);
    if (!target || !/--r?bind|\bbind\b|\boverlay\b|--move/.test(readings[0] ?? '')) return undefined;
    const { path } = classify(call.machine, call.scope, target.text);
    if (/^\/(?:etc|usr|bin|sbin|lib\w*|root|boot)(?:\/|$)/.test(path))
      call.machine.report('privesc.accounts', target);
    return undefined;
  },
};

/** They read to the end before they say anything, and there is none. */
const endless: Handler = (call) => {
  if (
    (call.stdin.taint & TAINT.endless && /^(?:tail|tac|sort)$/.test(call.name)) ||
    call.args.some((arg) => ENDLESS.test(arg.text))
  )
    call.machine.report('dos.load', call.span);
  return undefined;
};

/** A pager runs what follows `+!`, and `man` shows its page by any program. */
const pager: Handler = (call) => {
  const commands = call.args.flatMap((arg) => /^\+\+?!(.*)$/s.exec(arg.text)?.[1] ?? []);
  const shown = readOptions(call.args, { letters: 'PHpsSCLMRE', valued: ['pager', 'html'] }).value(
    'P',
    'pager',
  );
  if (call.name === 'man' && shown && !/^(?:cat|less|more|most|bat)\b/.test(shown.text))
    commands.push(shown.text);
  for (const command of commands) {
    if (call.scope.privileged && /^\s*(?:\/\S*\/)?\w*sh\b/.test(command))
      call.machine.report('privesc.root-shell', call.span);
    call.machine.runScript(command, subshell(call.scope), call.span, NOTHING);
  }
  return undefined;
};

/** `head -c 500G /dev/zero` ends, but not before the disk does. */
const head: Handler = (call) => {
  const size =
    readOptions(call.args, { letters: 'cn', valued: ['bytes', 'lines'] }).value('c', 'bytes')?.text ?? '';
  const from = call.stdin.taint & TAINT.endless || call.args.some((arg) => ENDLESS.test(arg.text));
  if (from && call.scope.sink === 'file' && bytes(size) > 20 * 2 ** 30)
    call.machine.report('dos.disk-full', call.span);
  return undefined;
};

/** They write all that they read. */
const filling: Handler = (call) => {
  const to = call.args.at(-1)?.text ?? '';
  if (
    (call.args.some((arg) => ENDLESS.test(arg.text)) ||
      (call.name === 'tee' && call.stdin.taint & TAINT.endless)) &&
    !/^\/dev\//.test(to)
  )
    call.machine.report('dos.disk-full', call.span);
  return undefined;
};

const READERS = [
  'tail',
  'tac',
  'sort',
  'wc',
  'md5sum',
  'sha1sum',
  'sha256sum',
  'sha512sum',
  'cksum',
  'b2sum',
];

export const PROTECTIONS: readonly Readonly<Record<string, Handler>>[] = [
  MACHINE,
  FETCHERS,
  POWER,
  PACKAGES,
  RIGHTS,
  { head, cp: filling, tee: filling, split: filling },
  { less: pager, more: pager, man: pager, most: pager },
  Object.fromEntries(READERS.map((name) => [name, endless])),
];
