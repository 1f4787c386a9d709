/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { globProblem } from './changes/glob.ts';
import { shellProblem, splitCommand } from './checks/argv.ts';
import { DEFAULT_TIMEOUT, DEFAULTS, TOTAL_SECONDS } from './options-types.ts';

const COMMAND = 'A command is a text, as "npm test", or a list: ["npm", "test"].';

/** Beside the other forms of a union what is wrong with one of them is not told: so the texts are checked behind it. */
const lineProblem = (text: string): string | undefined => {
  const split = splitCommand(text);
  const problem = shellProblem(text) ?? ('problem' in split ? split.problem : undefined);
  return problem && `"${text}" can not be run. ${problem}`;
};
const isCommandLine: z.core.CheckFn<unknown> = ({ value, issues }) => {
  const message = typeof value === 'string' ? lineProblem(value) : undefined;
  if (message !== undefined) issues.push({ code: 'custom', input: value, continue: true, message });
};
const words = z
  .array(z.string({ error: COMMAND }))
  .min(1, { error: 'The command is empty.' })
  .refine(([program]) => program !== '', { message: 'The command names no program.' });

const areGlobs: z.core.CheckFn<string | string[]> = ({ value, issues }) => {
  for (const text of typeof value === 'string' ? [value] : value) {
    const problem = text.includes('${') ? undefined : globProblem(text);
    if (problem !== undefined)
      issues.push({
        code: 'custom',
        input: text,
        continue: true,
        message: `The glob "${text}" can not be read. ${problem}`,
      });
  }
};

const folder = z
  .string({ error: 'The folder of a check is a path.' })
  .refine(
    (path) => path.trim() !== '' && !/^[/~]|^[A-Za-z]:/.test(path) && !path.split(/[\\/]/).includes('..'),
    {
      message: 'The folder of a check is relative to the root of the repository, and lies in it.',
    },
  );

const check = z.strictObject({
  name: z
    .string({ error: 'The name is a text.' })
    .min(1, { error: 'The name is empty.' })
    .max(100, { error: 'The name is longer than 100 characters.' })
    .optional()
    .describe('Shown to the model and in the log. Default: the command.'),
  command: z
    .union([z.string(), words], { error: COMMAND })
    .check(isCommandLine)
    .describe('The program and its arguments. A text is split at spaces; no shell is involved.'),
  timeout: z
    .number({ error: 'The timeout is a number of seconds.' })
    .positive({ error: 'The timeout is more than 0 seconds.' })
    .max(TOTAL_SECONDS, {
      error: `The timeout is at most ${TOTAL_SECONDS} seconds: the agent ends a hook after 600, and all checks of a task share them.`,
    })
    .default(DEFAULT_TIMEOUT)
    .describe('Seconds.'),
  cwd: folder.optional().describe('From the root of the repository.'),
  when: z
    .union(
      [z.string(), z.array(z.string()).min(1, { error: 'The list is empty: the check would never run.' })],
      { error: '"when" is a glob, or a list of globs.' },
    )
    .check(areGlobs)
    .optional()
    .describe('Globs, from the root of the repository: it runs only if the task changed one of these files.'),
  environment: z
    .record(z.string(), z.string({ error: 'The value of a variable is a text.' }), {
      error: 'The environment is a table of texts.',
    })
    .optional()
    .describe('Variables that are set for it.'),
});

/** Of a table what is wrong in it; of anything else what a check is. */
const checkProblem: z.core.$ZodErrorMap<z.core.$ZodIssueInvalidUnion> = ({ input, errors }) => {
  const inTable =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? errors[1] : undefined;
  if (!inTable) return `A check is a text or a table with "command". ${COMMAND}`;
  return inTable.map(({ path, message }) => [...path, message].join(': ')).join(' ');
};

const whole = (what: string, most: number) =>
  z
    .int({ error: `${what} is a whole number.` })
    .min(1, { error: `${what} is at least 1.` })
    .max(most, { error: `${what} is at most ${most}.` });

const resumeOrPass = z.enum(['resume', 'pass'], { error: 'It is "resume" or "pass".' });
const flag = z.boolean({ error: 'It is true or false.' });

export default z
  .strictObject({
    checks: z
      .array(z.union([z.string(), check], { error: checkProblem }).check(isCommandLine), {
        error: 'The checks are a list: checks = ["npm test"].',
      })
      .min(1, { error: 'The list of checks is empty: name one, as "npm test".' })
      .max(20, { error: 'There are at most 20 checks.' })
      .describe('Run when a task ends, in this order.'),
    attempts: whole('The number of attempts', 20)
      .default(DEFAULTS.attempts)
      .describe('How often a task is sent back to work; not at all where [hooks] resume_limit is 0.'),
    max_output: whole('The most output', 50_000)
      .min(200, { error: 'The most output is at least 200 characters.' })
      .default(DEFAULTS.max_output)
      .describe('Characters of output that the model is shown.'),
    only_when_changed: flag
      .default(DEFAULTS.only_when_changed)
      .describe('Whether checks run only after a task that changed files.'),
    parallel: flag.default(DEFAULTS.parallel).describe('Whether all checks run at once.'),
    on_timeout: resumeOrPass
      .default(DEFAULTS.on_timeout)
      .describe('What a check that does not end in time means.'),
    on_not_started: resumeOrPass
      .default(DEFAULTS.on_not_started)
      .describe('What a check that cannot be started means.'),
  })
  .check(({ value, issues }) => {
    const names = value.checks.map((one) =>
      typeof one === 'string' ? one : (one.name ?? String(one.command)),
    );
    for (const [index, name] of names.entries())
      if (names.indexOf(name) < index)
        issues.push({
          code: 'custom',
          input: name,
          path: ['checks', index],
          message: `The check "${name}" is there twice. Take one out, or give it a name.`,
        });
  });
