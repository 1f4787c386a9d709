/** Many agents at once, the real capabilities, real files. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { removeOldDays } from '../src/retention.ts';
import { makeFolder, NOW } from './folder.ts';

const run = promisify(execFile);
const APPENDER = fileURLToPath(new URL('./append-lines.ts', import.meta.url));

it('loses no line of six processes that write at once', async () => {
  const place = makeFolder();
  const file = join(place.folder, 'usage-2026-11-21.jsonl');
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      run(process.execPath, [APPENDER, file, `session-${index}`, '200']),
    ),
  );
  const { total, unreadable_lines } = JSON.parse(place.report(['--json']).stdout);
  expect(unreadable_lines).toBe(0);
  expect(total).toMatchObject({ sessions: 6, commands: { count: 1_200, failed: 600, failure_rate: 0.5 } });
});

it('removes what is past keeping, and nothing else', () => {
  const place = makeFolder();
  const names = [
    'usage-2026-08-23.jsonl',
    'usage-2026-08-23.jsonl.1',
    'usage-2026-08-24.jsonl',
    'usage-2026-11-21.jsonl',
    'performance-2020-01-01.jsonl',
    'usage-2020-01-01.jsonl.bak',
    'usage-summary.json',
  ];
  for (const name of names) place.write(name, '{}');
  const elsewhere = join(place.codexHome, 'precious');
  writeFileSync(elsewhere, 'kept');
  symlinkSync(elsewhere, join(place.folder, 'usage-2020-01-02.jsonl'));
  removeOldDays(place.folder, 'usage', 90, NOW);
  expect(names.filter((name) => existsSync(join(place.folder, name)))).toEqual(names.slice(2));
  expect(readFileSync(elsewhere, 'utf8')).toBe('kept');
  removeOldDays(place.folder, 'usage', 1, NOW);
  expect(names.filter((name) => existsSync(join(place.folder, name)))).toEqual(names.slice(3));
});

it('says where old days could not be removed', () => {
  const place = makeFolder();
  const file = join(place.codexHome, 'no-folder');
  writeFileSync(file, '');
  expect(() => removeOldDays(file, 'usage', 90, NOW)).toThrow(
    expect.objectContaining({
      code: 'HOOKLINE_STATE_UNAVAILABLE',
      details: expect.objectContaining({ where: file }),
    }),
  );
  mkdirSync(join(place.folder, 'usage-2020-01-01.jsonl'));
  expect(() => removeOldDays(place.folder, 'usage', 90, NOW)).toThrow(
    expect.objectContaining({ code: 'HOOKLINE_STATE_UNAVAILABLE' }),
  );
});
