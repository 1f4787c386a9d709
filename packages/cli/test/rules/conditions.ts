/** Conditions in all their forms. */
import { AFTER, hook, type Rule } from './rule.ts';

const when = (conditions: string): string => hook('a', `conditions = { ${conditions} }`, 'exec.after');
const holds = (rule: string, conditions: string, more: Partial<Rule> = {}): Rule => ({
  rule: `conditions: ${rule}`,
  source: 'guide',
  hooks: when(conditions),
  args: AFTER,
  ran: 'a',
  ...more,
});
const fails = (rule: string, conditions: string, says: RegExp, more: Partial<Rule> = {}): Rule =>
  holds(rule, conditions, { ran: '', says, ...more });
const text = (condition: string, ran: 'a' | ''): Rule => ({
  rule: `condition: ${condition} ${ran ? 'holds' : 'does not hold'}`,
  source: 'guide',
  hooks: hook('a', `condition = "${condition}"`, 'exec.after'),
  args: AFTER,
  ran,
});

export const CONDITIONS: readonly Rule[] = [
  holds('a field of the event, as a number', 'exit_code = 3'),
  holds('a field of the event, as a text', 'exit_code = "3"'),
  holds('a field in camelCase', 'exitCode = 3'),
  holds('true and false', 'success = false'),
  holds('a list: any of them', 'exit_code = [1, 2, 3]'),
  holds('matches: a pattern, anywhere in it', "command = { matches = 'ls\\s' }"),
  holds('contains: a part of a text', 'command = { contains = "-la" }'),
  holds('not: another value', 'exit_code = { not = 0 }'),
  holds('not: none of a list', 'exit_code = { not = [0, 1] }'),
  holds('a name of the input of the tool', '"input.command" = { contains = "ls" }'),
  holds('env.NAME: a variable', '"env.STAGE" = "prod"', { env: { STAGE: 'prod' } }),
  holds('a name of [hooks.context]', 'team = "payments"', {
    hooks: `[hooks.context]\nteam = "payments"\n${when('team = "payments"')}`,
  }),
  holds('HOOKLINE_<NAME>', 'environment = "production"', {
    source: 'seed',
    env: { HOOKLINE_ENVIRONMENT: 'production' },
  }),
  holds('CODEX_<NAME>', 'user_type = "admin"', { source: 'seed', env: { CODEX_USER_TYPE: 'admin' } }),
  holds('HOOKLINE_<NAME> before CODEX_<NAME>', 'user_type = "admin"', {
    env: { HOOKLINE_USER_TYPE: 'admin', CODEX_USER_TYPE: 'guest' },
  }),
  holds('a field of the event before a variable', 'exit_code = 3', { env: { HOOKLINE_EXIT_CODE: '0' } }),
  holds('all of them', 'exit_code = 3, success = false'),
  fails(
    'not all of them',
    'exit_code = 3, success = true',
    /skipped.*condition on success does not hold: it is false/,
  ),
  fails('a list: none of them', 'exit_code = [0, 1]', /condition on exit_code does not hold: it is 3/),
  fails('matches: not', "command = { matches = '^rm' }", /condition on command does not hold/),
  fails('* is no wildcard', 'command = "*"', /condition on command does not hold/),
  fails('env.NAME: not set', '"env.STAGE" = "prod"', /the variable STAGE is not set/),
  fails(
    'env.NAME: another value, which is not shown',
    '"env.STAGE" = "prod"',
    /condition on env\.STAGE does not hold$/m,
    { env: { STAGE: 'secret-value' } },
  ),
  fails(
    'a name that is found nowhere equals nothing, and emit says so',
    'user_type = "admin"',
    /skipped.*exec\.after has no "user_type", and neither \[hooks\.context\] nor a variable HOOKLINE_USER_TYPE or CODEX_USER_TYPE sets it/,
  ),
  holds('a name that is found nowhere: validate says so', 'user_type = "admin"', {
    ran: '',
    args: ['validate'],
    says: /note: The condition on "user_type" \(hooks\.toml:2\) keeps this hook from running/,
  }),
  holds('a name near to a field is a warning', 'exitcode = 3', {
    ran: '',
    args: ['validate'],
    says: /hooks\.toml:7:16 {2}warning {2}"exitcode" is no field of exec\.after[\s\S]*Did you mean "exit_?[cC]ode"/,
  }),
  fails('a bad pattern is an error at load', "command = { matches = '(' }", /error/, { code: 1 }),
  fails('an unknown operator is an error at load', 'command = { matchs = "x" }', /Did you mean "matches"/, {
    code: 1,
  }),
  fails(
    'a pattern that takes for ever fails the hook',
    "command = { matches = '^(\\w+\\s?)+$' }",
    /HOOKLINE_CONFIG_INVALID|does not hold/,
    {
      args: [
        'emit',
        'exec.after',
        '--data',
        JSON.stringify({ command: `${'a'.repeat(60)}!`, success: false }),
      ],
      code: 1,
    },
  ),

  text('success == false', 'a'),
  text('success != true', 'a'),
  text("command.contains('-la')", 'a'),
  text("success == false && exit_code == 3 && command.contains('ls')", 'a'),
  text('success == true', ''),
  text('exit_code == 3 && success == true', ''),
  text('false', ''),
  {
    ...text('success = false', ''),
    rule: 'condition: what cannot be parsed is an error at load, never true',
    code: 1,
    says: /hooks\.toml:7:13 {2}error {4}The condition cannot be read: "success = false" is not understood/,
  },
  {
    ...text('success == false || exit_code == 1', ''),
    rule: 'condition: || is an error at load',
    code: 1,
    says: /"\|\|" is not supported/,
  },
];
