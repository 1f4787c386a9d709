import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isHomeOfProject } from './home-of-project.ts';

function place(): string {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-home-')));
  onTestFinished(() => rmSync(top, { recursive: true }));
  for (const folder of ['repo/.git', 'repo/deep/er', 'repo-2', 'plain/deep', 'own']) {
    mkdirSync(join(top, folder), { recursive: true });
  }
  symlinkSync(join(top, 'repo/deep'), join(top, 'own/leads-in'));
  symlinkSync(join(top, 'own'), join(top, 'repo/leads-out'));
  symlinkSync(join(top, 'repo'), join(top, 'other-name'));
  return top;
}

it.each([
  ['repo/.hookline', 'repo', true],
  ['repo/.hookline', 'repo/deep/er', true],
  ['repo/deep/er/home', 'repo', true],
  ['repo', 'repo', true],
  // By another name of the repository, and through links in both directions.
  ['other-name/.hookline', 'repo', true],
  ['repo/.hookline', 'other-name/deep', true],
  ['own/leads-in/home', 'repo', true],
  ['repo/leads-out', 'repo', true],
  ['repo-2/.hookline', 'repo', false],
  ['own/.hookline', 'repo', false],
  ['repo/.hookline', 'own', false],
  ['repo/.hookline', 'repo-2', false],
  // Without a repository the working directory is the project.
  ['plain/.hookline', 'plain', true],
  ['plain/.hookline', 'plain/deep', false],
])('a home at %s is of the project of %s: %s', (home, cwd, expected) => {
  const top = place();
  expect(isHomeOfProject(join(top, home), join(top, cwd), {})).toBe(expected);
  expect(isHomeOfProject(join(top, home), join(top, cwd), { HOOKLINE_TRUST: 'lock' })).toBe(expected);
});

it('counts where everything does', () => {
  const top = place();
  expect(isHomeOfProject(join(top, 'repo/.hookline'), join(top, 'repo'), { HOOKLINE_TRUST: 'all' })).toBe(
    false,
  );
});

it('is the own one of a person who works in their home folder, or above it, by what the system says of it', () => {
  const { homedir: own } = userInfo();
  for (const cwd of [own, dirname(own)]) expect(isHomeOfProject(join(own, '.hookline'), cwd, {})).toBe(false);
  // HOME is a part of the environment that is in doubt.
  const top = place();
  expect(isHomeOfProject(join(top, 'repo/.hookline'), join(top, 'repo'), { HOME: join(top, 'repo') })).toBe(
    true,
  );
});
