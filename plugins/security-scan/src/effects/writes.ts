/** Judges that a file is written: by what it decides about the machine, the guard, or the person. */
import type { RuleId } from '../rules/index.ts';
import type { Machine, Scope } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { type Field, isKnown, type Stream, TAINT } from '../shell/text.ts';
import { throughLinks } from './links.ts';
import { absolute, classify, type Target } from './paths.ts';

export interface Writing {
  readonly append: boolean;
  readonly content: Stream;
  /** The file is placed there by `cp`, `install`, `tee`: a program, a unit, a config of its own. */
  readonly placed?: boolean;
}

export function writeTarget(machine: Machine, scope: Scope, field: Field, how: Writing): void {
  machine.spend(2);
  const rule = writeRule(machine, scope, field, how);
  if (rule) machine.report(rule, field);
}

function writeRule(machine: Machine, scope: Scope, field: Field, how: Writing): RuleId | undefined {
  const through =
    scope.links.size > 0 ? throughLinks(scope, absolute(machine, scope, field.text)) : field.text;
  const target = classify(machine, scope, through);
  const { path } = target;
  if (
    /\.(?:php\d?|phtml|phar|jspx?|aspx?|cgi)$/i.test(path) &&
    WEB_SHELL.test(how.content.text.slice(0, 8_000))
  )
    return 'revshell.tool';
  switch (target.kind) {
    case 'device':
      return /^\/dev\/(?:k?mem|port)$/.test(path) ? 'dos.kernel' : 'fs-destroy.device';
    case 'system':
    case 'root':
      return writeSystem(path, how);
    case 'guard':
      return 'hook-tamper.files';
    case 'hooks':
      return writeHook(target, how);
    case 'repository':
      return 'git-loss.repository';
    case 'credentials':
      return writeCredentials(path, how);
    case 'rc':
      return writeStartup(machine, scope, path, field, how);
    case 'personal':
      if (!how.append && /\.(?:docx?|xlsx?|pdf|key|pages|psd|kdbx)$/i.test(path))
        return 'fs-destroy.overwrite';
      return;
    case 'tree':
      return writeTree(target, how);
    case 'tree-root':
    case 'home':
    case 'parent':
      return;
    default:
      if (
        /\/\.?(?:curlrc|wgetrc)$/.test(path) &&
        /insecure|check_certificate\s*=\s*(?:off|0)/.test(how.content.text)
      )
        return 'disable-security.tls';
      if (
        how.content.taint & TAINT.secret &&
        isKnown(path) &&
        /(?:^|\/)(?:www|html|public|htdocs)\//.test(path)
      ) {
        return 'exfil.published';
      }
  }
}

/** A page that runs what it is asked to. */
const WEB_SHELL =
  /(?:\b(?:system|exec|shell_exec|passthru|popen|proc_open|eval|assert|create_function)\s*\(\s*@?(?:base64_decode\s*\(\s*)?|`\s*)\$_(?:GET|POST|REQUEST|COOKIE|SERVER)\b|getRuntime\(\)\.exec\(\s*request\.getParameter|Process\.Start\([^)]{0,80}Request/i;

const ACCOUNTS =
  /^\/etc\/(?:passwd|shadow|group|gshadow|sudoers|doas\.conf|ld\.so\.preload|ld\.so\.conf|pam\.d|security|polkit-1|subuid|subgid)(?:[/.-]|$)/;
const SCHEDULES =
  /^\/etc\/(?:cron|crontab|anacrontab|rc\.local|init\.d|profile|bash\.bashrc|zshrc|zsh|environment|systemd\/system|systemd\/user)|^\/var\/spool\/cron|^\/(?:System\/)?Library\/Launch|^\/(?:usr\/)?lib\/systemd/;
const DEFENCES =
  /^\/etc\/(?:ssh\/sshd_config|selinux|apparmor|audit|ufw|iptables|nftables|fail2ban|default\/ufw|sysctl)|^\/sys\/fs\/selinux|^\/sys\/kernel\/security|^\/proc\/sys\/kernel\/(?:randomize_va_space|yama|kptr|dmesg|perf_event|unprivileged)/;

function writeSystem(path: string, how: Writing): RuleId | undefined {
  if (path === '/proc/sysrq-trigger') return 'dos.power';
  if (path === '/proc/sys/kernel/core_pattern' || path.startsWith('/sys/kernel/uevent'))
    return 'privesc.accounts';
  if (ACCOUNTS.test(path)) return 'privesc.accounts';
  if (DEFENCES.test(path)) return 'disable-security.config';
  if (SCHEDULES.test(path)) {
    return how.placed && /systemd\/(?:system|user)\//.test(path) ? 'privesc.unit' : 'privesc.startup';
  }
  if (/^\/(?:proc|sys)\//.test(path)) {
    if (
      /^\/proc\/sys\/(?:vm\/drop_caches|fs\/inotify|vm\/max_map_count|net\/core\/somaxconn|vm\/swappiness)|\/oom_score_adj$|^\/sys\/(?:class|devices)\//.test(
        path,
      )
    )
      return;
    return 'dos.kernel';
  }
  // What the system itself records has no other writer.
  if (
    !how.append &&
    /^\/(?:var\/)?(?:log|run)\/(?:[wub]tmp|lastlog|faillog|auth\.log|secure|syslog|messages|kern\.log|audit\/)/.test(
      path,
    )
  )
    return 'disable-security.logs';
  if (/^\/var\/log(?:\/|$)/.test(path)) {
    if (!how.append && (how.content.text.trim() === '' || how.placed)) return 'disable-security.logs';
    return;
  }
  // Who may come into a database, and that nobody is asked for a password.
  if (/\/pg_hba\.conf$/.test(path) && /\btrust\b/.test(how.content.text)) return 'disable-security.config';
  // What a service reads of its own: placing it there is how it is set up.
  if (
    /^\/etc\/(?:apt|nginx|apache2|httpd|docker|caddy|supervisor|logrotate\.d|yum\.repos\.d|letsencrypt|redis|postgresql|mysql|php|haproxy|prometheus|grafana|wireguard|netplan|NetworkManager|X11|udev|modules-load\.d|modprobe\.d|sysconfig|default)\//.test(
      path,
    )
  )
    return;
  if (/^\/(?:var\/(?:www|cache|lib|run)|usr\/share\/(?:keyrings|nginx|fonts))\//.test(path)) {
    // The data of a service, emptied.
    const emptied = !how.append && how.content.text === '' && !how.placed;
    return emptied && path.startsWith('/var/lib/') ? 'fs-destroy.overwrite' : undefined;
  }
  if (
    how.append &&
    path === '/etc/hosts' &&
    isKnown(how.content.text) &&
    /^(?:127\.0\.0\.1|::1|0\.0\.0\.0|10\.|192\.168\.|172\.)/.test(how.content.text.trim())
  )
    return;
  // A folder of a service that is put there with `cp` or `tee`; not what the machine itself stands on.
  if (
    how.placed &&
    /^\/etc\/(?!ssl|ssh|pki|ca-certificates|alternatives|skel|init|grub|default|network|dbus|polkit|firewalld|iptables|udev|security|pam|profile|kernel|modprobe)[\w-]+\/[^/]/.test(
      path,
    )
  )
    return undefined;
  return 'fs-destroy.system-write';
}

function writeHook(target: Target, how: Writing): RuleId | undefined {
  const inside = target.inside ?? target.path;
  if (inside === '.git/config') return 'git-loss.repository';
  if (inside.startsWith('.git/hooks')) return 'hook-tamper.git-hooks';
  // A hook of the project may be written; one that does nothing any more takes its place away.
  const text = how.content.text;
  if (
    !how.append &&
    isKnown(text) &&
    /^(?:\s*|#.*|\s*exit 0\s*|\s*:\s*|\s*true\s*)*$/m.test(text) &&
    /^(?:#!.*|\s|exit 0|:|true|;)*$/.test(text)
  ) {
    return 'hook-tamper.git-hooks';
  }
}

function writeCredentials(path: string, how: Writing): RuleId | undefined {
  if (/\.ssh\/authorized_keys/.test(path)) return 'privesc.startup';
  if (/\.ssh\/known_hosts/.test(path) || (/\.(?:docker|kube|npmrc|pypirc)/.test(path) && how.append)) return;
  if (/\.ssh\/config$/.test(path) && how.append) {
    if (/ProxyCommand|StrictHostKeyChecking\s+no/i.test(how.content.text)) return 'disable-security.config';
    return;
  }
  if (!how.append) return COPY.test(path) ? undefined : 'fs-destroy.overwrite';
}

/** A copy beside the file, which nothing reads. */
const COPY = /\.(?:bak|backup|old|orig|save)(?:[.\d-]*)$|~$/;

function writeStartup(
  machine: Machine,
  scope: Scope,
  path: string,
  field: Field,
  how: Writing,
): RuleId | undefined {
  if (/LaunchAgents|autostart|config\/systemd/.test(path)) return 'privesc.startup';
  if (/history$/.test(path)) return 'disable-security.history';
  if (COPY.test(path)) return;
  if (!how.append) return 'fs-destroy.overwrite';
  // It runs in every shell from now on: judged as if it ran here.
  const { text } = how.content;
  if (how.content.taint & (TAINT.network | TAINT.decoder)) return 'privesc.startup';
  if (/^\s*alias\s+(?:sudo|ssh|su|git|ls|cd|rm)=/m.test(text) && /sudo=|ssh=|su=|curl|wget|nc\b/.test(text))
    return 'privesc.startup';
  if (text !== '' && isKnown(text)) machine.runScript(text, subshell(scope, { sink: 'capture' }), field);
}

function writeTree(target: Target, how: Writing): RuleId | undefined {
  if (how.append || how.content.text.trim() !== '' || how.placed) return;
  const base = (target.inside ?? '').split('/').at(-1) ?? '';
  if (
    /^\.env(?:\.(?:local|prod|production|staging))?$|^(?:package|package-lock|composer|tsconfig)\.json$|\.(?:db|sqlite3?|tfstate)$|^(?:Cargo|pyproject)\.toml$/.test(
      base,
    )
  ) {
    return 'fs-destroy.overwrite';
  }
}
