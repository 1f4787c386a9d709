/** Files in which hooks cannot be moved safely: nothing is written then. */
import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { HooklineError } from '@hookline/core/errors';
import { trustKey } from '@hookline/host-codex/install';
import { describe, expect, it } from 'vitest';
import { migrating, type Scope } from './migrating.ts';
import { THEIRS } from './moved-hooks.ts';

describe('moving hooks is refused', () => {
  const failing = (prepare: (one: ReturnType<typeof migrating>) => void, scope: Scope = 'user') => {
    const one = migrating(scope);
    prepare(one);
    const before = one.files();
    let thrown: unknown;
    try {
      one.migrate();
    } catch (error) {
      thrown = error;
    }
    expect(one.files()).toEqual(before);
    expect(thrown).toMatchObject({ code: 'HOOKLINE_HOST_FILE_INVALID' });
    return (thrown as HooklineError).details;
  };

  it.each([
    ['what is no JSON', '{ "hooks": ', 'It is not JSON.'],
    [
      'a byte order mark, which Codex cannot read either',
      `\ufeff${JSON.stringify(THEIRS)}`,
      'It is not JSON.',
    ],
    ['an empty file', '', 'It is not JSON.'],
    ['a list', '[]', 'It is not a JSON object.'],
    ['an unknown top-level key', '{"hooks":{},"version":1}', 'unknown top-level key "version"'],
    [
      'a handler of an unknown type',
      '{"hooks":{"Stop":[{"hooks":[{"type":"http"}]}]}}',
      'a "type" that is none of',
    ],
    [
      'a null in the input of a tool',
      '{"hooks":{"Stop":[{"hooks":[{"type":"mcp_tool","server":"s","tool":"t","input":{"a":[null]}}]}]}}',
      '"input" that is not an object without null',
    ],
    ['an event twice', '{"hooks":{"Stop":[],"Stop":[]}}', 'The key "Stop" is there twice.'],
    [
      'a list of handlers twice',
      '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"a"}],"hooks":[{"type":"command","command":"b"}]}]}}',
      'In "hooks.Stop[0]" the key "hooks" is there twice.',
    ],
    [
      'a whole number with a point, which Codex takes for none',
      '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"a","timeout":5.0}]}]}}',
      'written as 5.0',
    ],
    [
      'a number that no program keeps',
      '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"a","x":1e999}]}]}}',
      undefined,
    ],
  ])('for %s', (_, text, why) => {
    if (why === undefined) {
      // Moved as it stands it stays what it is; into another file it could not be written.
      const one = migrating();
      one.write(one.hooksFile, text);
      one.migrate();
      expect(one.text(one.movedFile)).toBe(text);
    }
    const thrown = failing((one) => {
      one.write(one.hooksFile, text);
      if (why === undefined) one.write(one.movedFile, '{"hooks":{}}');
    });
    expect(thrown.why).toContain(why ?? 'written in a form that cannot be edited');
  });

  it('when Hookline’s own file is broken, a link or a folder', () => {
    const broken = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      one.write(one.movedFile, '{');
    });
    expect(broken.where).toMatch(/hookline-hooks\.json$/);
    const linked = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      symlinkSync(join(one.root, 'elsewhere'), one.movedFile);
    });
    expect(linked.why).toContain('a symbolic link');
    const folder = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      mkdirSync(one.movedFile);
    });
    expect(folder.why).toContain('a folder');
  });

  it('when hooks.json is a link, or its folder is', () => {
    const linked = failing((one) => {
      one.write(join(one.root, 'dotfile.json'), THEIRS);
      symlinkSync(join(one.root, 'dotfile.json'), one.hooksFile);
    });
    expect(linked.why).toContain('a symbolic link');
    const folder = failing((one) => {
      renameSync(join(one.request.projectDir, '.codex'), join(one.root, 'elsewhere'));
      symlinkSync(join(one.root, 'elsewhere'), join(one.request.projectDir, '.codex'));
      one.write(one.hooksFile, THEIRS);
    }, 'project');
    expect(folder.why).toContain('a symbolic link');
  });

  it('when the trust is written in a form that is not edited', () => {
    const thrown = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      const key = trustKey(one.hooksFile, 'Stop', 0, 0);
      one.write(one.configFile, `[hooks.state]\n"${key}" = { trusted_hash = "x" }\n`);
    });
    expect(thrown.where).toMatch(/config\.toml$/);
  });

  it('when a file was changed after the plan was made, in either direction', async () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    const { applyPlan } = await import('@hookline/host-codex/install');
    const plan = one.plan();
    one.write(one.movedFile, { hooks: {} });
    const before = one.files();
    expect(() => applyPlan(plan)).toThrow(/cannot be edited safely/);
    expect(one.files()).toEqual(before);
    one.migrate();
    const back = one.planBack();
    one.write(one.configFile, `${one.text(one.configFile)}# more\n`);
    const moved = one.files();
    expect(() => applyPlan(back)).toThrow(/cannot be edited safely/);
    expect(one.files()).toEqual(moved);
  });

  it.skipIf(process.getuid?.() === 0)('when the folder may not be written', () => {
    const thrown = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      chmodSync(one.request.codexHome, 0o500);
    });
    expect(thrown.why).toContain('cannot be written');
  });

  it('when the last file cannot be written, and puts back those before it', async () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    one.review();
    const before = one.files();
    const { applyPlan } = await import('@hookline/host-codex/install');
    const plan = one.plan();
    const blocked = join(one.root, 'home', '.codex', 'hooks.json', 'nowhere');
    for (let at = 0; at <= (plan.writes?.length ?? 0); at += 1) {
      const writes = [...(plan.writes ?? [])];
      writes.splice(at, 0, { path: blocked, text: 'x' });
      expect(() => applyPlan({ ...plan, writes })).toThrow(/cannot be edited safely/);
      expect(one.files()).toEqual(before);
    }
  });

  it('where there is nothing to move', () => {
    const one = migrating();
    expect(one.plan().changes).toEqual([]);
    one.write(one.hooksFile, '{}');
    expect(one.plan().changes).toEqual([]);
    one.install({ events: ['Stop'] });
    expect(one.plan().changes).toEqual([]);
  });
});
