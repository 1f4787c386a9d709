import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compareVersions } from './packument.ts';
import { tar } from './tar.ts';

const NAMES = [
  'package/a.txt',
  `package/${'deep/'.repeat(30)}b.txt`,
  `package/${'ü'.repeat(60)}.txt`,
  // The lengths around which the digits of a record's own length change.
  ...[88, 89, 90, 91, 92, 200].map((length) => `package/${'x'.repeat(length)}`),
];

it('is unpacked by tar as it was, with names of any length', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hookline-tar-'));
  try {
    const files = NAMES.map((name, index) => ({
      name,
      isExecutable: index % 2 === 1,
      content: Buffer.from(name.repeat(index * 7)),
    }));
    const archive = tar(files);
    expect(archive.equals(tar(files))).toBe(true);
    execFileSync('tar', ['-xf', '-', '-C', folder], {
      input: archive,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    for (const { name, isExecutable, content } of files) {
      const file = path.join(folder, name);
      expect(readFileSync(file).equals(content), name).toBe(true);
      expect((statSync(file).mode & 0o100) !== 0, name).toBe(isExecutable);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([
  ['1.2.3', '1.2.10'],
  ['1.9.0', '1.10.0'],
  ['2.0.0-rc.2', '2.0.0-rc.10'],
  ['2.0.0-rc.10', '2.0.0'],
  ['2.0.0', '10.0.0-beta'],
])('takes %s for older than %s', (older, newer) => {
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(older, older)).toBe(0);
});
