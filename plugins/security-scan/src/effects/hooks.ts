/** Judges what `git config` changes: where hooks come from, and whether certificates count. */
import type { Call } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import type { Field } from '../shell/text.ts';

/** Folders that projects keep their own hooks in. */
const OWN_HOOKS =
  /^(?:\.\/)?\.?(?:husky|githooks|git-hooks|hooks|lefthook)(?:\/[\w.]*)?$|^\.husky\/_$|^scripts\/(?:git-)?hooks$|^tools\/(?:git-)?hooks$/;

export function judgeSourceControl(call: Call, args: readonly Field[]): void {
  const options = readOptions(args, { letters: 'f', valued: ['file', 'default', 'type', 'blob'] });
  let rest = options.rest;
  const verb = rest[0]?.text;
  if (verb === 'set' || verb === 'get' || verb === 'unset' || verb === 'list' || verb === 'edit')
    rest = rest.slice(1);
  const name = rest[0]?.text.toLowerCase() ?? '';
  const value = rest[1]?.text;
  const unsets = verb === 'unset' || options.has('unset', 'unset-all');
  if (verb === 'get' || verb === 'list' || options.has('get', 'list', 'l', 'get-all', 'get-regexp')) return;
  if (name === 'core.hookspath') {
    if (unsets || (value !== undefined && !OWN_HOOKS.test(value)))
      call.machine.report('hook-tamper.hooks-path', call.span);
    return;
  }
  if (value === undefined) return;
  if (/^http(?:\..*)?\.sslverify$/.test(name) && /^(?:false|0|no|off)$/i.test(value))
    call.machine.report('disable-security.tls', call.span);
  if (/^(?:receive|transfer|fetch)\.fsckobjects$/.test(name) && /^(?:false|0)$/.test(value))
    call.machine.report('disable-security.checks', call.span);
  if (name.startsWith('alias.')) call.scope.aliases.set(`git ${name.slice(6)}`, value);
  if (
    /^(?:receive\.denynonfastforwards|receive\.denydeletes|receive\.denycurrentbranch)$/.test(name) &&
    /^(?:false|ignore)$/.test(value)
  )
    call.machine.report('git-loss.remote-config', call.span);
  if (name === 'safe.directory' && value === '*') call.machine.report('disable-security.checks', call.span);
  if (name === 'credential.helper' && /^store\b/.test(value))
    call.machine.report('disable-security.permissions', call.span);
}
