/** What the workflow that publishes tells the packages about where they come from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicPackages, REPOSITORY, readManifest } from '../src/registry/index.ts';
import { addressFrom } from '../src/release/address.ts';
import { preparePackages, withAddress } from '../src/release/prepare-packages.ts';
import { absoluteLinks, leavingLinks } from '../src/release/readme-links.ts';

const address = { url: 'https://forge.example/acme/hookline', commit: 'abc123' };

describe('the address of the repository', () => {
  it('is what a workflow says of itself', () => {
    const env = { GITHUB_SERVER_URL: 'https://forge.example', GITHUB_REPOSITORY: 'acme/hookline' };
    expect(addressFrom({ ...env, GITHUB_SHA: 'abc123' })).toEqual(address);
    expect(addressFrom(env).commit).toBe('HEAD');
  });

  it.each([
    [{}, /GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set.*\n.*npm run release:prepare/],
    [{ GITHUB_SERVER_URL: 'https://forge.example' }, /^GITHUB_REPOSITORY is not set/],
    [{ GITHUB_SERVER_URL: 'http://forge.example', GITHUB_REPOSITORY: 'a/b' }, /not the address .* https/],
    [{ GITHUB_SERVER_URL: 'https://forge.example', GITHUB_REPOSITORY: 'a/b/c' }, /owner\/name/],
  ])('is refused when it is %j', (env, message) => {
    expect(() => addressFrom(env)).toThrow(message);
  });
});

const packages = publicPackages(REPOSITORY).map((at) => {
  const manifest = readManifest(at);
  if (!manifest) throw new Error(`${at} has no manifest.`);
  const folder = path.relative(REPOSITORY, at).split(path.sep).join('/');
  const files = manifest['files'] as readonly string[];
  return { manifest, folder, files, text: readFileSync(path.join(at, 'README.md'), 'utf8') };
});

describe.each(packages)('$folder', ({ manifest, ...readme }) => {
  it('has a README that leads somewhere on the page of its package', () => {
    const text = absoluteLinks(readme, REPOSITORY, address);
    expect(leavingLinks(text, readme.files)).toEqual([]);
    for (const link of leavingLinks(readme.text, readme.files))
      expect(text).toMatch(
        new RegExp(`\\]\\(${address.url}/(?:blob|tree)/abc123/[^)]*${path.basename(link)}`),
      );
  });

  it('says in its manifest where it comes from, and names no place before', () => {
    expect(manifest).not.toHaveProperty('repository');
    const prepared = withAddress(manifest, readme.folder, address);
    expect(prepared).toMatchObject({
      ...manifest,
      repository: { type: 'git', url: `git+${address.url}.git`, directory: readme.folder },
      homepage: `${address.url}/tree/abc123/${readme.folder}#readme`,
      bugs: `${address.url}/issues`,
    });
  });
});

describe('the packages of a checkout', () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const manifest = (name: string, more = {}): string =>
    JSON.stringify({ name, version: '1.2.3', files: ['dist', 'docs'], ...more });

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'hookline-prepare-'));
    write('package.json', '{ "workspaces": ["packages/*"] }');
    write('docs/events.md', '');
    write('packages/a/src/a.ts', '');
    write('packages/a/LICENSE', '');
    write('packages/a/docs/own.md', '');
    write('packages/a/package.json', manifest('a'));
    write('packages/private/package.json', manifest('private', { private: true }));
    write('packages/private/README.md', '[events](../../docs/events.md)');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('have links made absolute where they leave the package, and nothing else changed', () => {
    const kept =
      '[a](docs/own.md) [b](#use) [c](https://x.example/) [d](LICENSE) `[e](../../docs/events.md)`';
    const fenced = '```md\n[f](../../docs/events.md)\n```\n';
    write(
      'packages/a/README.md',
      `${kept}\n${fenced}[\`g\`](../../docs/events.md#x) ![h](src/a.ts) [i](src)\n`,
    );
    expect(preparePackages(root, address)).toEqual(['packages/a']);
    const at = (kind: string, to: string) => `(${address.url}/${kind}/abc123/${to})`;
    expect(read('packages/a/README.md')).toBe(
      `${kept}\n${fenced}[\`g\`]${at('blob', 'docs/events.md#x')} ![h]${at('blob', 'packages/a/src/a.ts')} [i]${at('tree', 'packages/a/src')}\n`,
    );
    expect(JSON.parse(read('packages/a/package.json'))).toMatchObject({
      version: '1.2.3',
      repository: { directory: 'packages/a' },
    });
    expect(read('packages/private/README.md')).toBe('[events](../../docs/events.md)');
  });

  it('can be prepared twice', () => {
    write('packages/a/README.md', '[events](../../docs/events.md)\n');
    preparePackages(root, address);
    const once = [read('packages/a/README.md'), read('packages/a/package.json')];
    preparePackages(root, address);
    expect([read('packages/a/README.md'), read('packages/a/package.json')]).toEqual(once);
  });

  it('stay as they are when one of them has a link to nothing', () => {
    write('packages/a/README.md', '[events](../../docs/events.md)\n');
    write('packages/b/package.json', manifest('b'));
    write('packages/b/README.md', '[x](../../docs/gone.md) [y](../../../outside.md)\n');
    expect(() => preparePackages(root, address)).toThrow(
      'packages/b/README.md links to what is not there: ../../docs/gone.md, ../../../outside.md',
    );
    expect(read('packages/a/README.md')).toBe('[events](../../docs/events.md)\n');
    expect(read('packages/a/package.json')).toBe(manifest('a'));
  });
});
