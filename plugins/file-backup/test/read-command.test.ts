import { lstatSync } from 'node:fs';
import { relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../src/collect.ts';
import { DEFAULTS } from '../src/settings.ts';
import { readCommand } from '../src/shell/reader.ts';
import type { Touches } from '../src/targets.ts';
import { type Project, smallProject } from './project.ts';
import { HARMLESS_GIT, THROUGH_GIT, TOUCHING } from './touching-commands.ts';

const read = (project: Project, command: string): Touches =>
  readCommand(command, {
    cwd: project.cwd,
    env: { HOME: project.root },
    isGenerated: (name) => DEFAULTS.exclude_folders.includes(name),
  });

function copiedFor(project: Project, command: string): string[] {
  const { targets } = read(project, command);
  const store = project.at('../hookline/backups');
  return collect(targets, { ...DEFAULTS, cwd: project.cwd, store })
    .map(({ path }) => `${relative(project.cwd, path)}${lstatSync(path).isDirectory() ? '/' : ''}`)
    .sort();
}

describe('what is copied before a command', () => {
  it.each(TOUCHING)('%s', (command, copied) => {
    expect(copiedFor(smallProject(), command)).toEqual([...copied].sort());
  });
});

describe('what git is asked before a command', () => {
  it.each(THROUGH_GIT)('%s', (command, files, paths) => {
    expect(read(smallProject(), command).queries).toMatchObject([{ files, paths }]);
  });

  it.each(HARMLESS_GIT)('nothing: %s', (command) => {
    expect(read(smallProject(), command)).toMatchObject({ queries: [], targets: [] });
  });
});

describe('what is not known', () => {
  it.each([
    'rm "$X"',
    'rm $(cat list)',
    'cd "$X" && rm a.txt',
    'cat list | xargs rm',
    'bash -c "$X"; rm ~nobody/x',
  ])('is said: %s', (command) => {
    const { unknown, targets } = read(smallProject(), command);
    expect(targets).toEqual([]);
    expect(unknown.length).toBeGreaterThan(0);
  });

  it('is never a reason to fail, nor to take for ever', () => {
    const project = smallProject();
    project.write('a'.repeat(200), '');
    const piece = fc.constantFrom(
      ...[
        'rm',
        'cp',
        'mv',
        'sed',
        '-i',
        '-r',
        '-f',
        'find',
        '-delete',
        '-exec',
        '-name',
        'xargs',
        'git',
        'checkout',
        '--',
      ],
      ...[
        'clean',
        'patch',
        'rsync',
        'ln',
        'tee',
        'dd',
        'of=',
        'bash',
        '-c',
        'cd',
        'for',
        'in',
        'do',
        'done',
        'if',
        'fi',
      ],
      ...[
        '|',
        '&&',
        ';',
        '>',
        '<<EOF\n',
        '\nEOF\n',
        '$(',
        ')',
        '`',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        '\\',
        '\n',
        '$X',
        '${',
        '*',
      ],
      ...[
        '**',
        '?',
        '~',
        '/',
        '.',
        '..',
        'a.txt',
        'src',
        '*a*a*a*a*a*a*a*a*b',
        '+(a|aa)',
        '{a,b}',
        '{1..9}',
        '\0',
        '-',
        '=',
      ],
    );
    const text = fc.array(fc.oneof({ weight: 8, arbitrary: piece }, { weight: 1, arbitrary: fc.string() }), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(text, fc.constantFrom(' ', ''), (pieces, between) => {
        copiedFor(project, pieces.join(between));
      }),
      { numRuns: 1_500 },
    );
  });

  it('ends somewhere', () => {
    const nested = 'bash -c '.repeat(200);
    expect(read(smallProject(), `${nested}x`).targets).toEqual([]);
    expect(read(smallProject(), `${'sudo '.repeat(200)}rm a.txt`).unknown).not.toEqual([]);
    const many = read(smallProject(), 'rm a.txt;'.repeat(5_000));
    expect(many.targets.length).toBeLessThanOrEqual(2_000);
    expect(many.unknown).toContain('more commands');
  });
});
