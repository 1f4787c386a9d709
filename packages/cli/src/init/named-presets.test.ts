import { describe, expect, it } from 'vitest';
import { namedPresets } from './named-presets.ts';

const known = { asked: ['hookline-preset-team', '@acme/rules'], folder: '/nowhere' };

describe('what --preset names', () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [['strict'], ['@hookline/preset-strict']],
    [['@hookline/preset-ci'], ['@hookline/preset-ci']],
    [['@hookline/ci'], ['@hookline/preset-ci']],
    [
      ['ci,strict', 'ci'],
      ['@hookline/preset-ci', '@hookline/preset-strict'],
    ],
    [['strict', '@hookline/strict'], ['@hookline/preset-strict']],
    [['team'], ['hookline-preset-team']],
    [['hookline-preset-x'], ['hookline-preset-x']],
    [['@acme'], ['@acme/hookline-preset']],
    [
      ['@acme/rules', '@acme/others'],
      ['@acme/rules', '@acme/others'],
    ],
    [['none'], []],
    [['none', 'none'], []],
  ])('%j are the packages %j', (given, packages) => {
    expect(namedPresets(given, known)).toEqual(packages);
  });

  it.each([
    ['recomended', 'There is no preset "recomended". Did you mean "recommended"?'],
    ['nome', 'Did you mean "none"?'],
    ['@hookline/preset-strct', 'Did you mean "@hookline/preset-strict"?'],
    ['teem', 'There is no preset "teem". Did you mean "team"?'],
    ['whatever', 'Known: recommended, strict, ci, none. Any other is named by its package'],
    ['@hookline/nothing-of-the-kind', 'Known: recommended, strict, ci, none.'],
    ['-g', '"-g" is not the name of a package.'],
    ['--global', '"--global" is not the name of a package.'],
    ['a b', '"a b" is not the name of a package.'],
    ['a;b', '"a;b" is not the name of a package.'],
    ['@acme/x@1', '"@acme/x@1" is not the name of a package.'],
    ['https://example.com/x', 'is not the name of a package.'],
    ['./preset.toml', 'is a path. A file is named in hooks.toml: extends = ["./preset.toml"]'],
    ['/etc/preset.toml', 'is a path.'],
    ['none,ci', '--preset none stands alone'],
    ['', '--preset needs a name'],
    ['ci,', '--preset needs a name'],
  ])('%j is none of them', (given, said) => {
    expect(() => namedPresets([given], known)).toThrow(said);
  });
});
