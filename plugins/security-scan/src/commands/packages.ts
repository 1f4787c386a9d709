/** Package managers that are given a file: with the rights of root it runs what nobody has looked at. */
import { hostOf, isLocalHost } from '../effects/network.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { TAINT } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';

/** Who publishes packages that people install by their address: their own pages tell them to. */
const PUBLISHERS =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|google\.com|googleapis\.com|microsoft\.com|visualstudio\.com|docker\.com|amazonaws\.com|debian\.org|ubuntu\.com|launchpad\.net|fedoraproject\.org|rpmfusion\.org|redhat\.com|centos\.org|opensuse\.org|archlinux\.org|alpinelinux\.org|nodesource\.com|mysql\.com|postgresql\.org|mongodb\.(?:org|com)|elastic\.co|grafana\.com|influxdata\.com|hashicorp\.com|nvidia\.com|oracle\.com|amazon\.com|cloudflare\.com|slack(?:-edge)?\.com|jetbrains\.com|sourceforge\.net|percona\.com|zabbix\.com|puppet\.com|apache\.org|python\.org|nodejs\.org|golang\.org|go\.dev|rust-lang\.org|adoptium\.net|azul\.com|corretto\.aws|k8s\.io|datadoghq\.com|newrelic\.com|teamviewer\.com|zoom\.us|spotify\.com|1password\.com|dropbox\.com|mozilla\.(?:org|net)|localhost)$/;

const PACKAGE = /\.(?:deb|rpm|apk|pkg|msi|msix|exe|flatpak|snap|dmg|txz|pkg\.tar\.\w+|p5p|ipk)$/i;

/** Where this line fetches from, as far as it says so. */
function fromPublishers(call: Call): boolean {
  const hosts = [...call.scope.source.slice(0, 8_192).matchAll(/\b(?:https?|ftp):\/\/[^\s"'<>|)]+/g)].map(
    (match) => hostOf(match[0]),
  );
  return hosts.length > 0 && hosts.every((host) => PUBLISHERS.test(host));
}

const INSTALLS =
  /^(?:-{1,2}(?:i|install|unpack|[UFi]\w*|upgrade|add|pkg|package|reinstall|allow-\S*|dangerous)|install|localinstall|reinstall|add|in|upgrade|\/i|\/package)$/;

/** Installs what this very line has fetched, or an address that is no publisher's. */
const installer: Handler = (call) => {
  if (!call.args.some((arg) => INSTALLS.test(arg.text)) && !/^(?:gdebi|pkg_add|msiexec)$/.test(call.name))
    return undefined;
  for (const arg of call.args) {
    if (arg.text.startsWith('-')) continue;
    const address = /^(?:https?|ftp):\/\//.test(arg.text);
    if (address ? !PACKAGE.test(arg.text) : !(contentOf(call, arg).taint & TAINT.network)) continue;
    if (call.scope.site !== 'container' && !fromPublishers(call))
      call.machine.report('rce.remote-package', arg);
    return undefined;
  }
  return undefined;
};

/** Builds and installs what lies at an address that only numbers name, or that anybody on the way may change. */
function from(option: RegExp): Handler {
  return (call) => {
    const line = lineOf(call);
    const address = option.exec(line)?.[1];
    if (address && /^(?:install|i|add)\b/.test(line) && !isLocalHost(hostOf(address)))
      call.machine.report('rce.remote-package', call.span);
    return undefined;
  };
}

/** Runs what comes in, if it is told so. */
const fromInput: Handler = (call) => {
  if (call.stdin.taint & TAINT.network && /^run\b.*\s-$/.test(lineOf(call)))
    call.machine.report('rce.download-run', call.span);
  return undefined;
};

export const PACKAGES: Readonly<Record<string, Handler>> = {
  gem: from(/(?:--source|-s)[= ](http:\/\/\S+)/),
  cargo: from(/--git[= ](http:\/\/\S+|\w+:\/\/\d+(?:\.\d+){3}\S*)/),
  uv: fromInput,
  pdm: fromInput,
  pipx: fromInput,
  ...installers(),
};

function installers(): Record<string, Handler> {
  return Object.fromEntries(
    'dpkg rpm apt apt-get dnf yum zypper apk pacman installer msiexec snap flatpak gdebi pkg pkg_add opkg eopkg xbps-install tdnf microdnf urpmi rpm-ostree'
      .split(' ')
      .map((name) => [name, installer]),
  );
}
