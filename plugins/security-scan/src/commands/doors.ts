/** Programs that let others in: servers of shells and screens, shared terminals, tunnels to them. */
import { isLocalHost } from '../effects/network.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, type Field, NOTHING, TAINT, UNKNOWN } from '../shell/text.ts';
import { lineOf } from './line.ts';
import { runCode } from './shells.ts';

const SHELL = /(?:^|[\s/:"'])(?:ba|da|z|k|a|fi)?sh(?:[\s"']|$)/;
const QUIET = /(?:^|\s)(?:--help|-h|--version|-V|version|help)(?:\s|$)/;

/** Serves a shell, whatever its words are. */
const served: Handler = (call) => {
  if (!QUIET.test(lineOf(call))) call.machine.report('revshell.socket', call.span);
  return ANYTHING;
};

/** Lets others onto this machine, if its words ask for that. */
function door(words: RegExp, but?: RegExp): Handler {
  return (call) => {
    const line = lineOf(call);
    if (words.test(line) && !QUIET.test(line) && !but?.test(line))
      call.machine.report('revshell.tunnel', call.span);
    return undefined;
  };
}

/** Runs a program for everybody who connects. */
function listener(words: RegExp): Handler {
  return (call) => {
    const line = lineOf(call);
    if (words.test(line) && SHELL.test(line)) call.machine.report('revshell.socket', call.span);
    return undefined;
  };
}

const websocat: Handler = (call) => {
  const line = lineOf(call);
  if (/(?:^|\s)(?:sh-c|exec|cmd):|--exec\b|--sh-c\b/.test(line))
    call.machine.report('revshell.socket', call.span);
  return { text: UNKNOWN, taint: TAINT.network };
};

/** A window of this machine on the screen of another. */
const terminal: Handler = (call) => {
  const options = readOptions(call.args, {
    single: true,
    valued: ['display', 'e', 'T', 'title', 'geometry', 'fn'],
  });
  const display = options.value('display')?.text ?? call.environment.get('DISPLAY')?.text ?? '';
  const host = /^([^:]+):\d/.exec(display)?.[1];
  if (host && !isLocalHost(host) && host !== 'unix') call.machine.report('revshell.socket', call.span);
  const at = call.args.findIndex((arg) => /^(?:-e|-x|--)$/.test(arg.text));
  if (at < 0) return ANYTHING;
  const words = call.args.slice(at + 1);
  return words.length === 1
    ? runCode(call, words[0] as Field, [])
    : call.machine.runWords(words, call.scope, NOTHING, call.span);
};

const screen: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'SctTehXprLs', stop: true });
  if (options.has('X')) {
    const at = call.args.findIndex((arg) => arg.text === '-X');
    const [verb, ...words] = call.args.slice(at + 1);
    if (verb?.text === 'stuff' && words[0]) return runCode(call, words[0], []);
    return verb?.text === 'exec' || verb?.text === 'screen'
      ? call.machine.runWords(words, call.scope, NOTHING, call.span)
      : ANYTHING;
  }
  return options.rest.length > 0
    ? call.machine.runWords(options.rest, call.scope, NOTHING, call.span)
    : ANYTHING;
};

/** A notebook that anybody can run code in. */
const notebook: Handler = (call) => {
  const line = lineOf(call);
  if (
    /(?:token|password)=(?:''|"")?(?:\s|$)/i.test(line) &&
    /--ip[= ]['"]?(?:0\.0\.0\.0|\*|\uE001|::)/.test(line)
  )
    call.machine.report('revshell.tunnel', call.span);
  return undefined;
};

const DEVICE_DATA = /^\/(?:sdcard|storage|mnt|data|system|vendor)(?:\/(?!local\/tmp\/.)|$)/;

/** A shell on a device: what it is told to run, runs there. */
const adb: Handler = (call: Call) => {
  const options = readOptions(call.args, { letters: 'stHPL', stop: true });
  const [verb, ...words] = options.rest;
  if (verb?.text !== 'shell' && verb?.text !== 'exec-out') return undefined;
  const line = words.map((word) => word.text).join(' ');
  if (/\b(?:rm|rmdir|unlink)\b/.test(line)) {
    for (const match of line.matchAll(/(?:^|\s)(\/[^\s;&|'"]*)/g))
      if (
        DEVICE_DATA.test(match[1] as string) &&
        (/\s-\w*r|\*|\uE001/.test(line) || !/\.\w+$/.test(match[1] as string))
      )
        call.machine.report('fs-destroy.outside', call.span);
  }
  if (
    /\b(?:wipe\s+data|recovery\s+--wipe|MASTER_CLEAR|FACTORY_RESET|--wipe_data|make_ext4fs|mkfs)|\bdd\b.*of=\/dev\/block/.test(
      line,
    )
  )
    call.machine.report('fs-destroy.device', call.span);
  return undefined;
};

const fastboot: Handler = (call) => {
  const line = lineOf(call);
  if (
    /(?:^|\s)(?:erase|format|flash|flashall|update|-w|flashing\s+(?:un)?lock\w*|oem\s+\w*lock\w*|delete-logical-partition|wipe-super)(?:[\s:]|$)/.test(
      line,
    )
  )
    call.machine.report('fs-destroy.device', call.span);
  return ANYTHING;
};

export const DOORS: Readonly<Record<string, Handler>> = {
  telnetd: served,
  'in.telnetd': served,
  utelnetd: served,
  rlogind: served,
  rshd: served,
  ttyd: served,
  gotty: served,
  wetty: served,
  shellinaboxd: served,
  shellinabox: served,
  'gs-netcat': served,
  gsocket: served,
  dnscat: served,
  dnscat2: served,
  icmpsh: served,
  weevely: served,
  'evil-winrm': served,
  tmate: door(/^/, /^(?:-V|ls|list-sessions)/),
  upterm: door(/^host/),
  sshx: door(/^/),
  teleconsole: door(/^/),
  dropbear: door(/^/),
  sshd: door(/(?:^|\s)-\w*[pdD]/),
  x11vnc: door(/^/),
  x0vncserver: door(/^/),
  vncserver: door(/SecurityTypes\s+None|-localhost\s+no/i),
  Xvnc: door(/SecurityTypes\s+None/i),
  cloudflared: door(/tunnel\b.*--url[= ](?:ssh|tcp|rdp|smb|unix|bastion):/),
  ngrok: door(/^(?:tcp\s|tls\s+22|start\b.*ssh)/),
  bore: door(/^local\b/),
  lt: door(/--port[= ](?:22|3389|5900)\b/),
  localtunnel: door(/--port[= ](?:22|3389|5900)\b/),
  frpc: door(/^/),
  inlets: door(/^(?:client|tcp|http)/),
  pagekite: door(/ssh/),
  tailscale: door(/^(?:funnel\s+(?!status|reset)\S|up\b.*--ssh|set\b.*--ssh)/, /--ssh=false/),
  code: door(/^tunnel\b/, /^tunnel\s+(?:status|kill|unregister|user)/),
  'code-insiders': door(/^tunnel\b/),
  'code-server': door(/--auth[= ]none\b.*0\.0\.0\.0|0\.0\.0\.0.*--auth[= ]none\b/),
  ligolo: door(/^/),
  iodine: door(/^/),
  websocketd: listener(/^/),
  tcpserver: listener(/^/),
  tcpsvd: listener(/^/),
  faucet: listener(/^/),
  'systemd-socket-activate': listener(/-l/),
  xinetd: door(/^/),
  websocat,
  xterm: terminal,
  rxvt: terminal,
  urxvt: terminal,
  konsole: terminal,
  'gnome-terminal': terminal,
  alacritty: terminal,
  kitty: terminal,
  screen,
  jupyter: notebook,
  'jupyter-lab': notebook,
  'jupyter-notebook': notebook,
  adb,
  fastboot,
};
