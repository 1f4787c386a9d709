/**
 * Checked against the real Codex, over its app-server: no model and no network. Runs where Codex is installed
 * beside the repository's tools, or where HOOKLINE_CODEX names its program.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  applyPlan,
  coveredEvents,
  hookHandler,
  listCodexHooks,
  NATIVE_EVENTS,
  planInstall,
  planUninstall,
  sessionFlags,
  trustHash,
  trustKey,
} from '@hookline/host-codex/install';
import { afterAll, describe, expect, it } from 'vitest';

function realCodex(): readonly [string, ...string[]] | undefined {
  if (process.env['HOOKLINE_CODEX']) return [process.env['HOOKLINE_CODEX']];
  try {
    const manifest = createRequire(import.meta.url).resolve('@openai/codex/package.json');
    return [process.execPath, join(dirname(manifest), 'bin', 'codex.js')];
  } catch {
    return undefined;
  }
}

const command = realCodex();
const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

function makeHome() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-codex-')));
  roots.push(root);
  const home = join(root, 'home');
  const codexHome = join(home, '.codex');
  const projectDir = join(root, 'repo');
  mkdirSync(codexHome, { recursive: true });
  mkdirSync(join(projectDir, '.git'), { recursive: true });
  const env = { PATH: process.env['PATH'], HOME: home, CODEX_HOME: codexHome };
  return { root, home, codexHome, projectDir, env };
}

describe.skipIf(!command)('the real Codex', () => {
  const list = (
    place: ReturnType<typeof makeHome>,
    args: readonly string[] = [],
    over: Partial<{ cwd: string; env: object }> = {},
  ) => {
    const [program, ...rest] = command ?? ['codex'];
    return listCodexHooks({
      command: [program, ...rest, ...args],
      cwd: over.cwd ?? place.projectDir,
      env: { ...place.env, ...over.env },
    });
  };
  const node = "/opt/it's node/node";
  const script = '/opt/hook "line".cjs';

  it('computes the same hash for our handlers and for others', async () => {
    const place = makeHome();
    const theirs = [
      {
        type: 'command',
        command: 'echo é "q" \\n',
        timeout: 0,
        async: true,
        statusMessage: 'S',
        additionalContextLimit: 7,
      },
      { type: 'command', command: 'later', timeout: 9 },
      { type: 'mcp_tool', server: 's', tool: 't', timeout: 0, additionalContextLimit: 7, async: true },
      {
        type: 'mcp_tool',
        server: 's',
        tool: 't',
        statusMessage: 'S',
        input: { b: ['${cwd}', { z: 1, a: 1.5 }], A: true, a: 'x' },
      },
    ];
    const groups = NATIVE_EVENTS.map(
      (event) =>
        [
          event,
          [{ hooks: [hookHandler({ node, script, event })] }, { matcher: 'm.*', hooks: theirs }],
        ] as const,
    );
    const file = join(place.codexHome, 'hooks.json');
    writeFileSync(file, JSON.stringify({ hooks: Object.fromEntries(groups) }));
    const { hooks } = await list(place);
    const hashes = Object.fromEntries(hooks.map(({ key, currentHash }) => [key, currentHash]));
    const ours = Object.fromEntries(
      groups.flatMap(([event, [own, others]]) =>
        [
          [trustKey(file, event, 0, 0), trustHash(event, undefined, own?.hooks[0] as object)] as const,
          ...theirs.map(
            (one, i) => [trustKey(file, event, 1, i), trustHash(event, others?.matcher, one)] as const,
          ),
        ].filter(([key]) => key in hashes),
      ),
    );
    expect(ours).toEqual(hashes);
    for (const event of NATIVE_EVENTS) expect(hashes).toHaveProperty([trustKey(file, event, 0, 0)]);
  });

  it('trusts what was installed, beside the hooks of others, and nothing after the removal', async () => {
    const place = makeHome();
    const theirs = { hooks: [{ type: 'command', command: 'echo theirs' }] };
    writeFileSync(join(place.codexHome, 'hooks.json'), JSON.stringify({ hooks: { Stop: [theirs] } }));
    const request = { ...place, scope: 'user' as const, node, script, events: NATIVE_EVENTS, trust: true };
    applyPlan(planInstall(request));
    const { hooks, warnings, errors } = await list(place);
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] });
    const status = (ours: boolean) =>
      hooks.filter((hook) => hook.command?.includes('--host codex') === ours).map((hook) => hook.trustStatus);
    expect(status(true)).toEqual(NATIVE_EVENTS.map(() => 'trusted'));
    expect(status(false)).toEqual(['untrusted']);
    expect(coveredEvents(request)).toEqual(NATIVE_EVENTS);
    applyPlan(planUninstall(request));
    expect((await list(place)).hooks.map((hook) => hook.command)).toEqual(['echo theirs']);
  });

  it('trusts what was installed in a project, by its real path and through a link', async () => {
    const place = makeHome();
    const link = join(place.root, 'link');
    symlinkSync(place.projectDir, link);
    for (const projectDir of [place.projectDir, link]) {
      const request = {
        ...place,
        projectDir,
        scope: 'project' as const,
        node,
        script,
        events: ['PreToolUse', 'Stop'] as const,
        trust: true,
      };
      applyPlan(planInstall(request));
      for (const cwd of projectDir === link ? [link, place.projectDir] : [projectDir]) {
        const { hooks } = await list(place, [], { cwd });
        expect(hooks.map((hook) => hook.trustStatus)).toEqual(['trusted', 'trusted']);
      }
      applyPlan(planUninstall(request));
    }
  });

  it('trusts the hooks of a linked CODEX_HOME', async () => {
    const place = makeHome();
    const codexHome = join(place.root, 'linked-home');
    symlinkSync(place.codexHome, codexHome);
    applyPlan(
      planInstall({ ...place, codexHome, scope: 'user', node, script, events: ['Stop'], trust: true }),
    );
    const { hooks } = await list(place, [], { env: { CODEX_HOME: codexHome } });
    expect(hooks.map((hook) => hook.trustStatus)).toEqual(['trusted']);
  });

  it('trusts the hooks of session flags on top of the trusted hooks of the user', async () => {
    const place = makeHome();
    applyPlan(
      planInstall({ ...place, scope: 'user', node, script, events: ['Stop', 'PreToolUse'], trust: true }),
    );
    const { hooks, errors } = await list(
      place,
      sessionFlags({ node, script: '/opt/other.cjs', events: NATIVE_EVENTS }),
    );
    expect(errors).toEqual([]);
    expect(hooks.filter(({ key }) => key.startsWith('/<session-flags>/'))).toHaveLength(NATIVE_EVENTS.length);
    expect(hooks).toHaveLength(NATIVE_EVENTS.length + 2);
    expect(new Set(hooks.map((hook) => hook.trustStatus))).toEqual(new Set(['trusted']));
  });

  it('moves the trust of others up when a hook in front of theirs goes', async () => {
    const place = makeHome();
    const file = join(place.codexHome, 'hooks.json');
    const request = {
      ...place,
      scope: 'user' as const,
      node,
      script,
      events: ['Stop'] as const,
      trust: true,
    };
    applyPlan(planInstall(request));
    const theirs = { type: 'command', command: 'echo theirs' };
    const ours = hookHandler({ node, script, event: 'Stop' });
    writeFileSync(file, JSON.stringify({ hooks: { Stop: [{ hooks: [ours] }, { hooks: [theirs] }] } }));
    const trust = `[hooks.state."${trustKey(file, 'Stop', 1, 0)}"]\ntrusted_hash = "${trustHash('Stop', undefined, theirs)}"\n`;
    writeFileSync(join(place.codexHome, 'config.toml'), trust);
    applyPlan(planInstall(request));
    applyPlan(planUninstall(request));
    expect((await list(place)).hooks).toMatchObject([{ command: 'echo theirs', trustStatus: 'trusted' }]);
  });

  it('says so when it cannot be asked', async () => {
    const place = makeHome();
    await expect(
      listCodexHooks({ command: [join(place.root, 'gone')], cwd: place.projectDir, env: place.env }),
    ).rejects.toMatchObject({ code: 'HOOKLINE_HOST_NOT_FOUND' });
    await expect(
      listCodexHooks({ command: [process.execPath, '-e', '0', '--'], cwd: place.projectDir, env: place.env }),
    ).rejects.toMatchObject({ code: 'HOOKLINE_HOST_NOT_FOUND' });
  });
});
