/** What is wrong with a table is said where it is written, with what to write instead. */
import { testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';

const problemsOf = async (options: unknown): Promise<string> => {
  try {
    await testPlugin(plugin, { options, env: {} });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const rule = (fields: object): object => ({
  rules: [{ action: 'deny', reason: 'No.', path: 'a', ...fields }],
});

describe('a table is refused', () => {
  it.each<[string, object, RegExp]>([
    ['without rules', {}, /rules: The table has no rule, so it does nothing/],
    [
      'with an unknown action',
      rule({ action: 'block' }),
      /rules\.0\.action: The action is "allow", "ask" or "deny"/,
    ],
    ['with an unknown condition', rule({ paht: 'a' }), /paht/],
    [
      'without a reason to deny',
      rule({ reason: undefined }),
      /rules\.0\.reason: A rule that denies has a reason/,
    ],
    [
      'with an empty reason to ask',
      rule({ action: 'ask', reason: ' ' }),
      /rules\.0\.reason: A rule that asks has a reason/,
    ],
    [
      'with a bad glob',
      rule({ path: 'a[b' }),
      /rules\.0\.path.*"a\[b" can not be read\. It has a "\[" without a "\]"/,
    ],
    ['with a bad glob in a list', rule({ path: ['a', 'b{c'] }), /without a "}"/],
    ['with a negated glob', rule({ path: '!a' }), /There is no "!" here/],
    ['with a backslash', rule({ path: 'a\\b' }), /written with "\/"/],
    ['with a glob that leaves', rule({ path: '../../x' }), /leaves the folder/],
    ['with a home of another', rule({ path: '~root/x' }), /Only "~\/"/],
    ['with an empty list', rule({ path: [] }), /The list is empty/],
    ['with a number for a path', rule({ path: 3 }), /A path is a text, or a list of texts/],
    ['with a bad day', rule({ time: 'mo-fr 09:00-18:00' }), /"mo-fr" is no day or range of days/],
    ['with a bad hour', rule({ time: '9-18' }), /"9-18" is no day/],
    ['with an hour that is none', rule({ time: '09:00-25:00' }), /an hour that no day has/],
    ['with a window of no length', rule({ time: '09:00-09:00' }), /has no length/],
    ['with two windows in one', rule({ time: 'mon 09:00-10:00 tue' }), /It is days, hours or both/],
    ['with a bad zone', { ...rule({}), timezone: 'Mars/Base' }, /timezone: No such time zone/],
    ['with a URL as host', rule({ host: 'https://example.com/' }), /A host has no scheme/],
    ['with a port', rule({ host: 'example.com:443' }), /A host has no port/],
    [
      'with two commands in one',
      rule({ command: 'git push && ls' }),
      /A command is the first words of one command/,
    ],
    ['with an unknown event', rule({ event: 'task_start' }), /An event of the policy is one of exec\.before/],
    [
      'with a rule after one for everything',
      { rules: [{ action: 'allow' }, { action: 'deny', path: 'a', reason: 'No.' }] },
      /rules\.0: The rule has no condition, so no rule after it is ever reached/,
    ],
    [
      'with a rule twice',
      {
        rules: [
          { action: 'deny', path: ['a', 'b'], reason: 'No.' },
          { action: 'allow', path: ['b', 'a'] },
        ],
      },
      /rules\.1: The rule is never reached: rule 1 has the same conditions/,
    ],
    [
      'with an id twice',
      {
        rules: [
          { id: 'x', action: 'allow', path: 'a' },
          { id: 'x', action: 'allow', path: 'b' },
        ],
      },
      /rules\.1\.id: Rule 1 has the id "x" already/,
    ],
    ['with a bad id', rule({ id: 'a b' }), /An id has letters/],
    ['with rules that are no list', { rules: { action: 'deny' } }, /The rules are a list/],
    ['with an unknown option', { ...rule({}), mode: 'x' }, /mode/],
  ])('%s', async (_, options, problem) => {
    expect(await problemsOf(options)).toMatch(problem);
  });

  it('with all its faults at once', async () => {
    const said = await problemsOf({ rules: [{ action: 'deny', path: '' }, { action: 'x' }] });
    expect(said).toMatch(/rules\.0/);
    expect(said).toMatch(/rules\.1/);
  });
});

it.each<[string, object]>([
  ['a default alone', { default: 'deny' }],
  ['one rule', rule({})],
  [
    'lists and scalars',
    rule({ path: ['a', 'b'], command: 'ls', time: ['mon', '09:00-10:00'], event: ['exec.before'] }),
  ],
  [
    'variables, which are checked when they are filled in',
    { ...rule({ path: '${X:-a}', time: '${Y:-mon}' }), timezone: '${TZ:-UTC}' },
  ],
])('takes %s', async (_, options) => {
  expect(await problemsOf(options)).toBe('');
});
