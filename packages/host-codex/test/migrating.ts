/** A person with a hooks.json whose hooks move, and what Codex and Hookline would run of it: read from the disk alone. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  applyPlan,
  type InstallPlan,
  identityOf,
  type MigrateRequest,
  movedHooks,
  type NativeEventName,
  type PlacedHandler,
  planInstall,
  planMigrate,
  planMigrateBack,
  planUninstall,
  readHandlers,
  trustHash,
  trustKey,
} from '@hookline/host-codex/install';
import { parse } from 'smol-toml';
import { onTestFinished } from 'vitest';

export type Scope = 'user' | 'project';

/** Makes the person's folders; they are gone when the test ends. */
export function migrating(scope: Scope = 'user', over: Partial<MigrateRequest> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-migrate-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const request: MigrateRequest = {
    scope,
    home: join(root, 'home'),
    codexHome: join(root, 'home', '.codex'),
    projectDir: join(root, 'repo'),
    events: [],
    node: '/opt/my node/node',
    script: '/opt/hookline.cjs',
    trust: true,
    ...over,
  };
  const folder = scope === 'user' ? request.codexHome : join(request.projectDir, '.codex');
  for (const one of [request.codexHome, folder, join(request.projectDir, '.git')])
    mkdirSync(one, { recursive: true });
  const hooksFile = join(folder, 'hooks.json');
  const movedFile = join(folder, 'hookline-hooks.json');
  const configFile = join(request.codexHome, 'config.toml');
  const text = (file: string): string | undefined => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  };
  const states = (): Record<string, { trusted_hash?: string; enabled?: boolean }> =>
    (parse(text(configFile) ?? '') as { hooks?: { state?: never } }).hooks?.state ?? {};
  const isTrusted = (one: PlacedHandler): boolean => {
    const state = states()[trustKey(hooksFile, one.event, one.group, one.index)];
    const hash = trustHash(one.event, one.matcher, one.handler);
    return state?.trusted_hash === hash && state.enabled !== false;
  };
  const own = (): readonly PlacedHandler[] => readHandlers(hooksFile, text(hooksFile));
  return {
    root,
    request,
    hooksFile,
    movedFile,
    configFile,
    text,
    own,
    isTrusted,
    write: (file: string, content: string | object): void => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    },
    /** Reviews all handlers of hooks.json that a filter selects, as a person does in Codex. */
    review: (selects: (one: PlacedHandler) => boolean = () => true): void => {
      const tables = own()
        .filter(selects)
        .map((one) => {
          const key = JSON.stringify(trustKey(hooksFile, one.event, one.group, one.index));
          return `[hooks.state.${key}]\ntrusted_hash = "${trustHash(one.event, one.matcher, one.handler)}"\n`;
        });
      writeFileSync(configFile, [text(configFile) ?? '', ...tables].join('\n'));
    },
    plan: (more: Partial<MigrateRequest> = {}) => planMigrate({ ...request, ...more }),
    planBack: () => planMigrateBack(request),
    migrate: (more: Partial<MigrateRequest> = {}) => applyPlan(planMigrate({ ...request, ...more })),
    apply: (plan: InstallPlan) => applyPlan(plan),
    back: () => applyPlan(planMigrateBack(request)),
    install: (more: Partial<MigrateRequest> = {}) => applyPlan(planInstall({ ...request, ...more })),
    planInstall: (more: Partial<MigrateRequest> = {}) => planInstall({ ...request, ...more }),
    uninstall: () => applyPlan(planUninstall(request)),
    moved: () => movedHooks(request),
    /** Every file with its text. */
    files: (): Record<string, string> => filesBelow(root),
    /** Makes the files what they were, those that have come since included. */
    put: (files: Readonly<Record<string, string>>): void => {
      for (const file of Object.keys(filesBelow(root))) rmSync(join(root, file));
      for (const [file, content] of Object.entries(files)) writeFileSync(join(root, file), content);
    },
    /** The same for persons that only differ in their folder. */
    alike: (files = filesBelow(root)): Record<string, string> =>
      Object.fromEntries(
        Object.entries(files).map(([file, content]) => [
          file.replace(/codex-\w{16}/, 'codex'),
          file.includes('installs') ? '' : content.replaceAll(root, ''),
        ]),
      ),
    /** How often each hook of others would run now: by Codex itself, and by Hookline where Codex calls it. */
    runs: (): Record<string, number> => {
      const called = new Set<NativeEventName>(
        own()
          .filter((one) => one.ours && isTrusted(one))
          .map(({ event }) => event),
      );
      const found = [
        ...own().filter((one) => !one.ours && isTrusted(one)),
        ...readHandlers(movedFile, text(movedFile), 'hookline').filter(({ event }) => called.has(event)),
      ].map(identityOf);
      const counts: Record<string, number> = {};
      for (const one of found) counts[one] = (counts[one] ?? 0) + 1;
      return counts;
    },
  };
}

/** A plan that a crash cuts off after so many writes. */
export const cutOff = (plan: InstallPlan, writes: number): InstallPlan => ({
  ...plan,
  writes: plan.writes?.slice(0, writes),
  removeFolders: [],
});

function filesBelow(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]),
  );
}
