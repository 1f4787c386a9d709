/** The rules for the versions of a release. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY, readManifest } from '../src/registry/index.ts';
import * as versions from '../src/release/versions.ts';

describe('the versions of this checkout', () => {
  const packages = versions.versionedPackages(REPOSITORY);
  const groups = versions.fixedGroups(REPOSITORY);

  it('are one for what is released as one, tied exactly within it and by "^" to it', () => {
    expect(packages.length).toBeGreaterThan(10);
    expect(versions.groupFaults(packages, groups)).toEqual([]);
    expect(versions.rangeFaults(packages, groups)).toEqual([]);
  });

  it('are those of the lock', () => {
    expect(versions.lockFaults(REPOSITORY, packages)).toEqual([]);
  });

  it('are fixed for all that the command carries', () => {
    const { dependencies = {} } = packages.find(({ name }) => name === 'hookline') ?? {};
    const own = Object.keys(dependencies).filter((name) => packages.some((one) => one.name === name));
    expect(own.length).toBeGreaterThan(5);
    expect(groups).toContainEqual(expect.arrayContaining(['hookline', ...own]));
  });
});

const pkg = (name: string, more: Partial<versions.Versioned> = {}): versions.Versioned => ({
  name,
  version: '0.1.0',
  folder: `packages/${name}`,
  isPrivate: false,
  dependencies: {},
  peerDependencies: {},
  ...more,
});
const GROUPS = [['a', 'b']];

describe('versions that are wrong', () => {
  it.each([
    ['an exact tie within a group', pkg('a', { dependencies: { b: '0.1.0' } }), []],
    [
      'a range within a group',
      pkg('a', { dependencies: { b: '^0.1.0' } }),
      ['a > dependencies > b is "^0.1.0", not one exact version'],
    ],
    [
      'an exact tie to another',
      pkg('a', { dependencies: { c: '0.1.0' } }),
      ['a > dependencies > c is "0.1.0", not a "^" range'],
    ],
    [
      'an exact peer',
      pkg('c', { peerDependencies: { a: '0.1.0' } }),
      ['c > peerDependencies > a is "0.1.0", not a "^" range'],
    ],
    [
      'a protocol',
      pkg('c', { peerDependencies: { a: 'workspace:^' } }),
      ['c > peerDependencies > a is "workspace:^", not a "^" range'],
    ],
    ['what others depend on', pkg('a', { dependencies: { zod: '*' } }), []],
    ['a private package', pkg('a', { isPrivate: true, dependencies: { b: '*' } }), []],
  ])('are told of %s', (_, one, faults) => {
    const others = ['a', 'b', 'c'].filter((name) => name !== one.name).map((name) => pkg(name));
    expect(versions.rangeFaults([one, ...others], GROUPS)).toEqual(faults);
  });

  it('are two in a group, unless one of them is private', () => {
    const later = { version: '0.2.0' };
    expect(versions.groupFaults([pkg('a'), pkg('b', later)], GROUPS)).toEqual([
      'Not of one version: a@0.1.0, b@0.2.0',
    ]);
    expect(
      versions.groupFaults([pkg('a'), pkg('b', { ...later, isPrivate: true }), pkg('c', later)], GROUPS),
    ).toEqual([]);
  });

  it('are a first number that nobody asked to raise', () => {
    const after = [pkg('a', { version: '1.0.0' })];
    const asking = (bump: string) => new Map([['one.md', [bump]]]);
    expect(versions.unaskedMajors([pkg('a')], after, asking('minor'))).toEqual([
      'a goes from 0.1.0 to 1.0.0, and no changeset says "major"',
    ]);
    expect(versions.unaskedMajors([pkg('a')], after, asking('major'))).toEqual([]);
  });
});

describe('a lock', () => {
  let root: string;
  const lock = (packages: object): void =>
    writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages }));
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'hookline-versions-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('that is older than the versions, or would install them from a registry, is told', () => {
    const link = { link: true, resolved: 'packages/a' };
    lock({ 'packages/a': { version: '0.1.0' }, 'node_modules/a': link });
    expect(versions.lockFaults(root, [pkg('a')])).toEqual([]);
    lock({
      'packages/a': { version: '0.0.0' },
      'node_modules/a': link,
      'packages/b/node_modules/a': { version: '0.1.0' },
    });
    expect(versions.lockFaults(root, [pkg('a')])).toEqual([
      'package-lock.json has a 0.0.0, not 0.1.0',
      'package-lock.json has packages/b/node_modules/a from a registry, not from packages/a',
    ]);
  });

  it('is left alone by changesets, of which the bumps are read and the words are not', () => {
    cpSync(path.join(REPOSITORY, '.changeset/config.json'), path.join(root, '.changeset/config.json'));
    mkdirSync(path.join(root, '.changeset'), { recursive: true });
    writeFileSync(path.join(root, '.changeset/README.md'), 'no: major\n');
    writeFileSync(
      path.join(root, '.changeset/x.md'),
      '---\n"a": minor\n\'b\': patch\n---\n\nNot this: major\n',
    );
    expect([...versions.waitingChangesets(root)]).toEqual([['x.md', ['minor', 'patch']]]);
    expect(readManifest(root)).toBeUndefined();
  });
});
