/**
 * Programs of Windows that are called from a shell that is not its own: a subsystem, Git Bash, a build machine. Their
 * options begin with a slash, and their paths with a letter, so they are read by the line.
 */
import type { RuleId } from '../rules/index.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { lineOf } from './line.ts';

/** What a build makes, and folders for temporary files. */
const OWN =
  /node_modules|(?:^|[\\/\s"'])(?:dist|build|target|out|bin|obj|coverage|__pycache__|\.next|\.cache|packages)(?:[\\/\s"']|$)|[\\/](?:temp|tmp)(?:[\\/\s"']|$)|%TEMP%|\$env:TEMP/i;

type Line = readonly [words: RegExp, rule: RuleId, everywhere?: boolean];

function lines(...table: readonly Line[]): Handler {
  return (call: Call) => {
    const line = lineOf(call);
    if (/(?:^|\s)(?:\/\?|-\?|\/L|--help)(?:\s|$)/.test(line)) return undefined;
    for (const [words, rule, everywhere] of table)
      if (words.test(line) && (everywhere || !OWN.test(line))) {
        call.machine.report(rule, call.span);
        return undefined;
      }
    return undefined;
  };
}

const remove = lines([/(?:^|\s)\/s\b/i, 'fs-destroy.outside']);

export const WINDOWS: Readonly<Record<string, Handler>> = {
  robocopy: lines([/(?:^|\s)\/(?:mir|purge|move|mov)\b/i, 'fs-destroy.outside']),
  xcopy: lines([/(?:^|\s)\/y\b.*\s[a-z]:\\windows\b|\s[a-z]:\\windows\b.*\/y\b/i, 'fs-destroy.system-write']),
  rd: remove,
  del: remove,
  erase: remove,
  format: lines([/(?:^|\s)[a-z]:(?:\s|$)/i, 'fs-destroy.device', true]),
  diskpart: lines([/^/, 'fs-destroy.device', true]),
  cipher: lines([/\/w:/i, 'fs-destroy.shred', true]),
  fsutil: lines([
    /^(?:file\s+setzerodata|usn\s+deletejournal|volume\s+dismount)/i,
    'fs-destroy.device',
    true,
  ]),
  wsl: lines([/--unregister\b/i, 'fs-destroy.outside', true]),
  wslconfig: lines([/\/u(?:nregister)?\b/i, 'fs-destroy.outside', true]),
  wbadmin: lines([/^delete\b/i, 'fs-destroy.outside', true]),
  wmic: lines(
    [/shadowcopy\s+delete/i, 'disable-security.protection', true],
    [/process\s+(?:where\s+.*)?call\s+terminate|os\s+.*(?:shutdown|reboot)/i, 'dos.processes', true],
  ),
  takeown: lines([/\/f\s+"?[a-z]:\\/i, 'fs-destroy.ownership']),
  icacls: lines([
    /(?:\/grant(?::r)?\s+\S*(?:everyone|users|\*S-1-1-0)\S*:\S*[fm]\b|\/reset\b.*\/t\b|\/deny\b)/i,
    'fs-destroy.permissions',
  ]),
  reg: lines(
    [/^delete\s+"?(?:hklm|hkcr|hku|hkcu|hkey_)\S*.*\/f\b/i, 'fs-destroy.system', true],
    [/^add\b.*\\currentversion\\(?:run|runonce|winlogon)\b/i, 'privesc.startup', true],
    [/^save\s+"?hklm\\?(?:sam|security|system)\b/i, 'secret-read.copied', true],
  ),
  schtasks: lines(
    [/\/create\b.*\/(?:ru\s+"?system|sc\s+on(?:logon|start))/i, 'privesc.startup', true],
    [/\/delete\b.*\/tn\s+"?\*/i, 'fs-destroy.system', true],
  ),
  net: lines(
    [
      /^(?:localgroup\s+"?administrators"?\s.*\/add|user\s+\S+\s.*\/(?:add|delete|active))/i,
      'privesc.accounts',
      true,
    ],
    [/^stop\s+"?(?:windefend|mpssvc|eventlog|wuauserv|sense)/i, 'disable-security.services', true],
  ),
  net1: lines([
    /^(?:localgroup\s+"?administrators"?\s.*\/add|user\s+\S+\s.*\/(?:add|delete))/i,
    'privesc.accounts',
    true,
  ]),
  sc: lines([
    /^(?:stop|delete|config)\s+"?(?:windefend|mpssvc|eventlog|sense|wscsvc|securityhealthservice)/i,
    'disable-security.services',
    true,
  ]),
  taskkill: lines([/\/im\s+"?(?:\*|csrss|lsass|winlogon|wininit|svchost|explorer)/i, 'dos.processes', true]),
  shutdown: lines([/^(?:\/|-)(?:s|r|p|h)\b/i, 'dos.power', true]),
  cmdkey: lines([/\/delete/i, 'disable-security.keys', true]),
  certutil: lines(
    [/-addstore\b.*\broot\b/i, 'disable-security.tls', true],
    [/-delstore\b/i, 'disable-security.keys', true],
  ),
  auditpol: lines([/\/(?:clear|remove)|\/(?:success|failure):disable/i, 'disable-security.logs', true]),
};
