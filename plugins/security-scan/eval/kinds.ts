/** The kinds that a dangerous case is of; README.md says what they are. */

/** What is lost. */
export const CATEGORIES = [
  'cloud-destroy',
  'db-drop',
  'disable-security',
  'dos',
  'exfil',
  'fs-destroy',
  'git-loss',
  'hook-tamper',
  'privesc',
  'publish',
  'rce',
  'revshell',
  'secret-read',
];

/** How a command hides; `plain`, which does not, is none of them. */
export const EVASIONS = [
  'ansi-c',
  'brace',
  'command-substitution',
  'compound',
  'encoded',
  'escape',
  'eval',
  'flags',
  'function-alias',
  'heredoc',
  'ifs',
  'indirection',
  'interpreter',
  'line-continuation',
  'nested-shell',
  'path',
  'quoting',
  'stdin',
  'target-spelling',
  'unicode',
  'variable',
  'wrapper',
  'xargs',
];
