import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHookLog } from './hook-log.ts';
import { createRedact } from './redact.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-log-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const lines = (): string[] => readFileSync(join(home, 'hooks.log'), 'utf8').trimEnd().split('\n');

it('writes the form of the seed, one line whatever is in it, debug only when asked', () => {
  const log = createHookLog(home, createRedact({}), false);
  expect(log.write('WARN', 'scan', 'first\n[2026-01-01T00:00:00.000Z] [ERROR] [x] forged\r\u001b[2J')).toBe(
    true,
  );
  expect(log.write('DEBUG', 'scan', 'not shown')).toBe(true);
  expect(lines()).toHaveLength(1);
  expect(lines()[0]).toMatch(/^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[WARN\] \[scan\] first .*forged\?\?\[2J$/);
  createHookLog(home, createRedact({}), true).write('DEBUG', 'scan', 'shown');
  expect(lines()[1]).toMatch(/\[DEBUG\] \[scan\] shown$/);
});

it('hides secrets and control characters in the name of a hook, which may be its command', () => {
  const log = createHookLog(home, createRedact({ MY_TOKEN: 'my-own-token' }), false);
  log.write('WARN', 'curl -H "x: my-own-token" \u001b]0;title\u0007 https://me:hunter22@host', 'failed');
  expect(lines().join()).not.toMatch(/my-own-token|hunter22/);
  expect(lines().join()).not.toContain('\u001b');
});
