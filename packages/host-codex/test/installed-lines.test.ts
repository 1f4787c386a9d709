/** What is said of the lines by which Codex calls Hookline: nothing but what stands in the files. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  applyPlan,
  type InstalledRequest,
  type InstallRequest,
  installedFiles,
  planInstall,
  trustKey,
} from '@hookline/host-codex/install';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
let request: InstallRequest & InstalledRequest;
const config = () => join(request.codexHome, 'config.toml');
const userFile = () => join(request.codexHome, 'hooks.json');
const projectFile = () => join(request.projectDir, '.codex', 'hooks.json');
const install = (over: Partial<InstallRequest> = {}) => applyPlan(planInstall({ ...request, ...over }));
const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));
/** The line of an event, as the listing has it. */
const line = (event: string, trust: string, whole = true) => ({ event, trust, whole });

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-lines-')));
  request = {
    scope: 'user',
    home: join(root, 'home'),
    codexHome: join(root, 'home', '.codex'),
    projectDir: join(root, 'repo'),
    managedFile: join(root, 'etc', 'hooks.json'),
    events: ['PreToolUse', 'Stop'],
    node: '/opt/node',
    script: '/opt/hookline.cjs',
    trust: true,
  };
  for (const folder of [request.codexHome, join(request.projectDir, '.git'), join(root, 'etc')])
    mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the lines of Hookline in Codex', () => {
  it('are none where it is not installed, or where the hooks are those of others', () => {
    expect(installedFiles(request)).toEqual([]);
    writeFileSync(userFile(), '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"true"}]}]}}');
    expect(installedFiles(request)).toEqual([]);
    writeFileSync(userFile(), 'not JSON');
    expect(installedFiles(request)).toEqual([]);
  });

  it('are shown for each scope, with the trust in each', () => {
    install();
    install({ scope: 'project', trust: false, events: ['SessionStart'] });
    edit(config(), (text) => `${text}\n[projects."${request.projectDir}"]\ntrust_level = "trusted"\n`);
    writeFileSync(request.managedFile ?? '', readFileSync(userFile()));
    expect(installedFiles({ ...request, projectDir: join(request.projectDir, 'deep') })).toEqual([
      {
        scope: 'managed',
        file: request.managedFile,
        lines: [line('PreToolUse', 'managed'), line('Stop', 'managed')],
      },
      { scope: 'user', file: userFile(), lines: [line('PreToolUse', 'trusted'), line('Stop', 'trusted')] },
      { scope: 'project', file: projectFile(), lines: [line('SessionStart', 'untrusted')] },
    ]);
  });

  it('are told apart: changed since, switched off, or edited so that they do not hear everything', () => {
    install({ events: ['PreToolUse', 'Stop', 'SessionEnd'] });
    const key = trustKey(userFile(), 'Stop', 0, 0);
    edit(config(), (text) => text.replace(`[hooks.state."${key}"]`, (head) => `${head}\nenabled = false`));
    edit(userFile(), (text) =>
      text.replace('"timeout": 3', '"timeout": 1').replace('/opt/node', '/opt/other'),
    );
    expect(installedFiles(request)[0]?.lines).toEqual([
      line('PreToolUse', 'modified'),
      line('Stop', 'off'),
      line('SessionEnd', 'modified', false),
    ]);
  });

  it.each([
    ['project not trusted', () => edit(config(), (text) => text.replace('"trusted"', '"untrusted"'))],
    [
      'worktree',
      () => {
        rmSync(join(request.projectDir, '.git'), { recursive: true });
        writeFileSync(join(request.projectDir, '.git'), 'gitdir: /main/.git/worktrees/repo\n');
      },
    ],
    ['not readable', () => edit(projectFile(), (text) => text.replace('{', '{ "version": 1,'))],
  ])('are ignored by Codex: %s', (ignored, change) => {
    install({ scope: 'project' });
    expect(installedFiles(request)).toMatchObject([{ scope: 'project', lines: [{}, {}] }]);
    expect(installedFiles(request)[0]).not.toHaveProperty('ignored');
    change();
    const [file] = installedFiles(request);
    expect(file).toMatchObject({ scope: 'project', file: projectFile(), ignored });
    expect(file?.fault).toBe(
      ignored === 'not readable' ? 'It has the unknown top-level key "version".' : undefined,
    );
  });

  it('are those of the user in the home folder, where both scopes are one file', () => {
    install();
    expect(installedFiles({ ...request, projectDir: dirname(request.codexHome) })).toMatchObject([
      { scope: 'user' },
    ]);
  });
});
