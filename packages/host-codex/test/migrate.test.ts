/** Moving hooks under Hookline and back: what is planned is what is written, byte for byte. */
import { identityOf, readHandlers } from '@hookline/host-codex/install';
import { describe, expect, it } from 'vitest';
import { migrating } from './migrating.ts';
import { command, commandsIn, HOOK_FILES, SCOPES, THEIRS } from './moved-hooks.ts';

describe.each(SCOPES)('moving the hooks of a %s', (scope) => {
  it.each(HOOK_FILES)('from a file with %s, twice, and back byte for byte', (_, text) => {
    const one = migrating(scope);
    one.write(one.hooksFile, text);
    one.write(one.configFile, '# mine\nmodel = "x"\n');
    one.review();
    const before = one.files();
    const hooks = readHandlers(one.hooksFile, text);
    const ran = one.runs();
    expect(Object.keys(ran)).toHaveLength(hooks.length);

    one.migrate();
    expect(one.own().every((handler) => handler.ours && one.isTrusted(handler))).toBe(true);
    expect(readHandlers(one.movedFile, one.text(one.movedFile), 'hookline').map(identityOf)).toEqual(
      hooks.map(identityOf),
    );
    expect(one.runs()).toEqual(ran);
    const after = one.files();
    expect(one.plan().changes).toEqual([]);
    const events = [...new Set(hooks.map(({ event }) => event))];
    expect(one.planInstall({ events }).changes).toEqual([]);
    expect(one.files()).toEqual(after);

    one.back();
    expect(one.files()).toEqual(before);
    expect(one.planBack().changes).toEqual([]);
  });

  it('takes every byte back that an earlier installation wrote, too', () => {
    const one = migrating(scope);
    one.write(one.hooksFile, THEIRS);
    const original = one.files();
    one.install({ events: ['PreToolUse', 'SessionEnd'] });
    const later = JSON.parse(one.text(one.hooksFile) ?? '');
    later.hooks.PreToolUse.push({ hooks: [command('behind ours')] });
    one.write(one.hooksFile, later);
    one.review((handler) => !handler.ours);
    const installed = one.files();
    const ran = one.runs();
    expect(Object.keys(ran)).toHaveLength(5);
    one.migrate({ trust: false });
    // Its own handlers moved up, and their trust with them; the one for Stop is new and nobody has reviewed it.
    expect(one.own().map((handler) => [handler.event, handler.group, one.isTrusted(handler)])).toEqual([
      ['PreToolUse', 0, true],
      ['Stop', 0, false],
      ['SessionEnd', 0, true],
    ]);
    one.back();
    expect(one.files()).toEqual(installed);
    expect(one.runs()).toEqual(ran);
    one.write(one.hooksFile, original[one.hooksFile.slice(one.root.length + 1)] ?? '');
    one.uninstall();
    expect(commandsIn(one.text(one.hooksFile))).toEqual(THEIRS.hooks);
  });
});
