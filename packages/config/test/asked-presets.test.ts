import { describe, expect, it } from 'vitest';
import { presetsAskedFor } from '../src/index.ts';
import { type Files, plugin, preset } from './preset-packages.ts';
import { tempProject } from './temp-project.ts';

describe('the presets that a package.json asks for', () => {
  it.each<readonly [string, object | string, Files, readonly string[]]>([
    [
      'stand in its order, each once',
      {
        devDependencies: { 'hookline-preset-b': '1', '@acme/hookline-preset': '1' },
        optionalDependencies: { 'hookline-preset-c': '1' },
        dependencies: { 'hookline-preset-b': '1', '@hookline/preset-a': '1' },
      },
      Object.assign(
        {},
        ...['hookline-preset-b', '@acme/hookline-preset', 'hookline-preset-c', '@hookline/preset-a'].map(
          (name) => preset(name, ''),
        ),
      ),
      ['hookline-preset-b', '@acme/hookline-preset', 'hookline-preset-c', '@hookline/preset-a'],
    ],
    [
      'may have any name in a scope',
      { dependencies: { '@acme/rules': '1' } },
      preset('@acme/rules', ''),
      ['@acme/rules'],
    ],
    [
      'are told by their names when they are not installed',
      { dependencies: { '@acme/hookline-preset-x': '1', '@acme/rules': '1' } },
      {},
      ['@acme/hookline-preset-x'],
    ],
    [
      'are no plugins',
      { dependencies: { 'hookline-plugin-a': '1', '@acme/hookline-preset': '1' } },
      { ...plugin('hookline-plugin-a'), ...plugin('@acme/hookline-preset') },
      [],
    ],
    ['are none that no configuration can name', { dependencies: { rules: '1' } }, preset('rules', ''), []],
    ['are none that others have installed', {}, preset('hookline-preset-a', ''), []],
    ['are none when it is not JSON', '{ "dependencies": 3', {}, []],
    [
      'are none when it holds something else',
      { dependencies: ['hookline-preset-a'], devDependencies: null },
      {},
      [],
    ],
  ])('%s', (_, manifest, files, expected) => {
    expect(presetsAskedFor(tempProject({ ...files, 'package.json': manifest }).root)).toEqual(expected);
  });

  it('are found where an outer folder has them installed', () => {
    const project = tempProject({
      ...preset('@acme/rules', ''),
      'app/package.json': { devDependencies: { '@acme/rules': '1' } },
    });
    expect(presetsAskedFor(`${project.root}/app`)).toEqual(['@acme/rules']);
  });

  it('are none where there is no package.json', () => {
    expect(presetsAskedFor(tempProject().root)).toEqual([]);
  });
});
