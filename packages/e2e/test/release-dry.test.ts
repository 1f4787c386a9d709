/** A release from this checkout, onto a registry on loopback. */
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY, runBounded } from '../src/registry/index.ts';
import * as versions from '../src/release/versions.ts';

const DRY = path.join(REPOSITORY, 'packages/e2e/release/release-dry.ts');
const runDry = (env: Readonly<Record<string, string>> = {}) =>
  runBounded([process.execPath, DRY], {
    cwd: REPOSITORY,
    env: { PATH: process.env['PATH'] ?? '', HOME: os.tmpdir(), ...env },
    timeoutMs: 300_000,
  });

describe('npm run release:dry', () => {
  it('versions, builds, publishes, tags and installs every package that is for others', {
    timeout: 300_000,
  }, async () => {
    const { exitCode, stdout, stderr } = await runDry();
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^Published to http:\/\/127\.0\.0\.1:\d+ and tagged/m);
    for (const { name, isPrivate } of versions.versionedPackages(REPOSITORY)) {
      const row = new RegExp(`^ {2}${name}@\\d+\\.\\d+\\.\\d+ +\\d+ +\\d+ kB +\\d+ kB$`, 'm');
      if (isPrivate) expect(stdout).not.toMatch(row);
      else expect(stdout).toMatch(row);
    }
    expect(stdout).toMatch(/^Installed from there: hookline \d/m);
  });

  it('says what is wrong and exits with 1', async () => {
    const { exitCode, stdout, stderr } = await runDry({ GITHUB_REPOSITORY: 'no-owner' });
    expect(exitCode).toBe(1);
    expect(stderr.trim()).toBe('GITHUB_REPOSITORY is "no-owner", which is not of the form owner/name.');
    expect(stdout).toBe('');
  });
});
