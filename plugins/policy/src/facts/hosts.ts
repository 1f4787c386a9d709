/** The hosts that a text names: in addresses, and as the words of programs that go to them. */
import { ANY, isKnown, WORDS } from '../match/unknown.ts';
import { programName, type SeenCommand } from '../shell/seen-command.ts';
import { remoteAddresses } from './repository.ts';

const MOST_HOSTS = 40;
/** Take an address without a scheme. */
const WEB =
  /^(?:curl|wget|http|https|xh|aria2c|nc|ncat|netcat|telnet|ping|ping6|dig|host|nslookup|ftp|lftp|nmap|openssl)$/;
const REMOTE = /^(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|autossh)$/;
/** Print or look for what they are given, and go nowhere. */
const TEXTUAL = /^(?:echo|printf|grep|egrep|fgrep|rg|ag|sed|awk)$/;
const VALUED_SSH = /^-[bcDEeFIiJLlmOopQRSWwP]$/;
const VALUED_WEB =
  /^(?:-[AbcCdDeEFhHKmoOPqQrTtuUwWXyYz]|--(?:data|header|output|user-agent|form|request|user|max-time|output-document|post-data)[\w-]*)$/;
const GIT_REMOTE = /^(?:push|pull|fetch|ls-remote|clone|remote|submodule)$/;

/** A host as rules name it: lower case, no user, port or last dot; undefined where the text names none. */
export function hostOf(address: string): string | undefined {
  if (!isKnown(address)) return unknownHost(address);
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)/.exec(address);
  try {
    const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(address);
    if (!hasScheme && scp) return clean(scp[1] as string);
    // The parser of http also reads numbers and other alphabets as an address.
    const url = new URL(hasScheme ? address.replace(/^[a-z][a-z\d+.-]*:/i, 'http:') : `http://${address}`);
    return clean(url.hostname) || undefined;
  } catch {
    return undefined;
  }
}

const clean = (host: string): string => host.toLowerCase().replace(/\.$/, '');

function unknownHost(address: string): string {
  const bare = address.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/^[^/@]*@/, '');
  return clean(bare.split(/[/:?#]/, 1)[0] ?? '').replaceAll(WORDS, ANY) || ANY;
}

/** All addresses with a scheme in a text. */
export function addressesIn(text: string): readonly string[] {
  return (text.match(/[a-z][a-z\d+.-]{1,20}:\/\/[^\s'"<>|;)\]},]+/gi) ?? []).slice(0, MOST_HOSTS);
}

/** The hosts that a command goes to, as far as its words say. One that is not known has marks. */
export function hostsOf(seen: SeenCommand): readonly string[] {
  const [first = '', ...args] = seen.words;
  const name = programName(first);
  const sockets = seen.targets.flatMap((target) => /^\/dev\/(?:tcp|udp)\/([^/]+)/.exec(target)?.[1] ?? []);
  if (TEXTUAL.test(name)) return sockets.map(clean);
  const isGit = name === 'git';
  const operation = isGit ? args.findIndex((arg) => GIT_REMOTE.test(arg)) : -1;
  if (isGit && operation < 0) return [];
  const found = [...sockets, ...args.flatMap(addressesIn)];
  if (WEB.test(name)) found.push(...operands(args, VALUED_WEB).filter((word) => mayBeHost(word)));
  if (REMOTE.test(name)) {
    const all = operands(args, VALUED_SSH);
    const named = /^(?:scp|rsync)$/.test(name) ? all.filter((word) => /^[^/]+:/.test(word)) : all.slice(0, 1);
    const jumps = args.flatMap((arg, at) =>
      args[at - 1] === '-J' || args[at - 1] === '-W'
        ? arg.split(',')
        : (/^(?:-o)?ProxyJump=(.+)$/i.exec(arg)?.[1] ?? []),
    );
    found.push(...named, ...jumps);
  }
  if (operation >= 0) found.push(...ofGit(seen, args.slice(operation)));
  const hosts = found.map(hostOf).filter((host) => host !== undefined);
  return [...new Set(hosts)].slice(0, MOST_HOSTS);
}

/** A word with a dot or a port, a name alone after `ssh`, or what is not known. */
const mayBeHost = (word: string): boolean =>
  !/:\/\//.test(word) && (/[.:]|^localhost$/.test(word) || !isKnown(word));

function operands(args: readonly string[], valued: RegExp): readonly string[] {
  const all: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (valued.test(arg)) at++;
    else if (!arg.startsWith('-')) all.push(arg);
    else if (arg.startsWith('--url=')) all.push(arg.slice('--url='.length));
  }
  return all;
}

function ofGit({ cwds, words }: SeenCommand, [operation, ...args]: readonly string[]): readonly string[] {
  const [remote] = args.filter((arg) => !arg.startsWith('-'));
  if (operation === 'clone') return remote === undefined ? [] : [remote];
  if (remote !== undefined && /[:/]/.test(remote)) return /:/.test(remote) ? [remote] : [];
  const named =
    remote === undefined || !isKnown(remote) || operation === 'remote' || operation === 'submodule'
      ? undefined
      : remote;
  const folders = words[1] === '-C' && words[2] ? [words[2]] : cwds;
  return folders
    .filter((folder) => folder.startsWith('/'))
    .flatMap((folder) => remoteAddresses(folder, named));
}
