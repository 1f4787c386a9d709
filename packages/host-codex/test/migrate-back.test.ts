/** Putting hooks back, also when files were edited in the meantime: nothing is lost, nothing there twice. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from '@hookline/host-codex/install';
import { describe, expect, it } from 'vitest';
import { migrating, type Scope } from './migrating.ts';
import { command, commandsIn, ours, THEIRS } from './moved-hooks.ts';

describe('putting hooks back', () => {
  const moved = (scope: Scope = 'user') => {
    const one = migrating(scope);
    one.write(one.hooksFile, THEIRS);
    one.review();
    const before = one.files();
    const ran = one.runs();
    one.migrate();
    return { one, before, ran };
  };
  const edit = (one: ReturnType<typeof migrating>, file: string, change: (content: never) => void): void => {
    const content = JSON.parse(one.text(file) ?? '');
    change(content as never);
    one.write(file, content);
  };
  const FOURTH = command('fourth');

  it('keeps what Codex wrote into config.toml in the meantime', () => {
    const { one, ran, before } = moved();
    one.write(one.configFile, `${one.text(one.configFile)}\n[tui]\ntheme = "dark"\n`);
    one.back();
    expect(one.runs()).toEqual(ran);
    expect(one.text(one.hooksFile)).toBe(before['home/.codex/hooks.json']);
    expect(one.text(one.configFile)).toContain('[tui]\ntheme = "dark"\n');
    expect(one.text(one.configFile)?.match(/trusted_hash/g)).toHaveLength(4);
  });

  it('puts every hook at the end when hooks.json was edited, each with its trust', () => {
    const { one, ran } = moved();
    edit(one, one.hooksFile, (content: typeof THEIRS) => {
      content.hooks.PreToolUse.push({ hooks: [FOURTH] });
    });
    one.review(({ handler }) => handler.command === 'fourth');
    const [fourth = ''] = Object.keys(one.runs()).filter((identity) => identity.includes('fourth'));
    one.back();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({
      PreToolUse: [{ hooks: [FOURTH] }, ...THEIRS.hooks.PreToolUse],
      Stop: THEIRS.hooks.Stop,
    });
    expect(one.runs()).toEqual({ ...ran, [fourth]: 1 });
    expect(one.text(one.movedFile)).toBeUndefined();
    expect(one.planBack().changes).toEqual([]);
    expect(Object.keys(one.files()).filter((file) => file.includes('installs'))).toEqual([]);
  });

  it('trusts what is as it was, and not what was changed under Hookline or came there', () => {
    const { one, ran } = moved();
    edit(one, one.movedFile, (content: typeof THEIRS) => {
      const [group] = content.hooks.PreToolUse;
      Object.assign(group?.hooks[0] ?? {}, { command: 'changed' });
      group?.hooks.push(FOURTH as never);
    });
    one.back();
    expect(one.own().map((handler) => [handler.handler.command, one.isTrusted(handler)])).toEqual([
      ['changed', false],
      ['second', true],
      ['fourth', false],
      ['third', true],
      ['last', true],
    ]);
    expect(Object.keys(one.runs())).toEqual(Object.keys(ran).filter((hook) => !hook.includes('"first"')));
  });

  it('does without a record', () => {
    const { one } = moved();
    rmSync(join(one.request.home, '.hookline'), { recursive: true });
    const own = one.own();
    one.back();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({
      PreToolUse: [ours('PreToolUse'), ...THEIRS.hooks.PreToolUse],
      Stop: [ours('Stop'), ...THEIRS.hooks.Stop],
    });
    expect(one.text(one.movedFile)).toBeUndefined();
    // Nobody knows whether others had been installed before: they stay, and stay trusted.
    expect(one.own().filter((handler) => handler.ours && one.isTrusted(handler))).toHaveLength(own.length);
  });

  it('does without a hooks.json, and with a file that was written by hand', () => {
    const one = migrating('project');
    one.write(one.movedFile, { $schema: 'x', hooks: THEIRS.hooks });
    one.back();
    expect(JSON.parse(one.text(one.hooksFile) ?? '')).toEqual({ hooks: THEIRS.hooks });
    expect(one.moved()).toBeUndefined();
    expect(one.text(one.movedFile)).toBeUndefined();
  });

  it('leaves to Hookline what would make Codex drop the whole file, and keeps calling it for that', () => {
    const { one, ran } = moved();
    edit(one, one.movedFile, (content: typeof THEIRS) => {
      content.hooks.PreToolUse[0]?.hooks.push(command('half', { timeout: 0.5 }) as never);
      content.hooks.Stop.push({ hooks: [{ type: 'webhook', url: 'http://x' } as never] });
    });
    expect(one.planBack().left).toBe(2);
    one.back();
    expect(commandsIn(one.text(one.movedFile))).toEqual({
      PreToolUse: [{ matcher: 'Bash', note: 'kept', hooks: [command('half', { timeout: 0.5 })] }],
      Stop: [{ hooks: [{ type: 'webhook', url: 'http://x' }] }],
    });
    expect(one.runs()).toMatchObject(ran);
    expect(Object.keys(one.runs())).toHaveLength(6);
    expect(one.planBack().changes).toEqual([]);
  });

  it('takes back only its own part when Hookline was installed for more in the meantime', () => {
    const { one, before } = moved();
    one.install({ events: ['PreToolUse', 'Stop', 'SessionStart'] });
    one.back();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({
      ...THEIRS.hooks,
      SessionStart: [ours('SessionStart')],
    });
    expect(one.own().every(one.isTrusted)).toBe(true);
    one.uninstall();
    expect(one.text(one.hooksFile)).toBe(before['home/.codex/hooks.json']);
    expect(Object.keys(one.files())).not.toContain(expect.stringContaining('installs'));
  });

  it('knows the way to before the first move when more hooks were moved later', () => {
    const { one, ran } = moved();
    edit(one, one.hooksFile, (content: typeof THEIRS) => {
      content.hooks.PreToolUse.push({ hooks: [FOURTH] });
    });
    one.review(({ handler }) => handler.command === 'fourth');
    one.migrate();
    expect(commandsIn(one.text(one.movedFile))['PreToolUse']).toEqual([
      ...THEIRS.hooks.PreToolUse,
      { hooks: [FOURTH] },
    ]);
    one.back();
    expect(Object.keys(one.runs()).sort()).toEqual(
      [...Object.keys(ran), identityOf({ event: 'PreToolUse', handler: FOURTH } as never)].sort(),
    );
    expect(one.own().filter((handler) => handler.ours)).toEqual([]);
    expect(one.text(one.movedFile)).toBeUndefined();
  });

  it('brings back the hooks of a file that a branch took away, and of one that a branch brought back', () => {
    const gone = moved();
    rmSync(gone.one.movedFile);
    gone.one.back();
    expect(gone.one.files()).toEqual(gone.before);
    const twice = moved();
    const after = twice.one.files();
    twice.one.write(twice.one.hooksFile, THEIRS);
    twice.one.migrate();
    expect(twice.one.files()).toEqual(after);
  });

  it('has nothing to do where nothing was moved', () => {
    const one = migrating();
    expect(one.planBack().changes).toEqual([]);
    one.write(one.hooksFile, THEIRS);
    one.install({ events: ['Stop'] });
    expect(one.planBack().changes).toEqual([]);
  });
});
