import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onlyManagedHooks } from '@hookline/host-codex/install';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'hookline-managed-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the requirements of the machine', () => {
  it.each([
    ['allow_managed_hooks_only = true\n', true],
    ['allow_managed_hooks_only = false\n', false],
    ['[hooks]\nallow_managed_hooks_only = true\n', false],
    ['not toml', false],
  ])('%j let only managed hooks run: %s', (text, only) => {
    const file = join(folder, 'requirements.toml');
    writeFileSync(file, text);
    expect(onlyManagedHooks(file)).toBe(only);
  });

  it('that are not there let all hooks run', () => {
    expect(onlyManagedHooks(join(folder, 'none.toml'))).toBe(false);
  });
});
