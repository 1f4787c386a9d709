/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { parsePathGlob } from './match/path-glob.ts';
import { DEFAULT_REASON } from './table/compile.ts';
import { ACTIONS, JUDGED, listOf } from './table/rule.ts';
import { checkRule, checkTable } from './table/table-check.ts';
import { parseTimeWindow } from './table/time-window.ts';

/** A text is checked only where no variable is filled in later. */
const isWhole = (text: string): boolean => !text.includes('${');

const EMPTY = 'The list is empty: a rule with it would never match.';

type Check = (text: string) => string | undefined;

/** A text or several; each is checked, and what is wrong is said where it stands. */
const texts = (what: string, ...checks: readonly Check[]) =>
  z
    .union([z.string(), z.array(z.string()).min(1, { error: EMPTY })], {
      error: `${what} is a text, or a list of texts.`,
    })
    .check(({ value, issues }) => {
      for (const [index, text] of listOf(value).entries()) {
        const message = text.trim() === '' ? `${what} is empty.` : firstProblem(text, checks);
        if (message !== undefined)
          issues.push({ code: 'custom', input: text, path: Array.isArray(value) ? [index] : [], message });
      }
    });

const firstProblem = (text: string, checks: readonly Check[]): string | undefined =>
  isWhole(text) ? checks.map((check) => check(text)).find((problem) => problem !== undefined) : undefined;

const readable =
  (what: string, parse: (text: string) => object | { readonly problem: string }): Check =>
  (text) => {
    const found = parse(text);
    return 'problem' in found ? `${what} "${text}" can not be read. ${found.problem}` : undefined;
  };

const hostName: Check = (text) => {
  if (text.includes('/')) return 'A host has no scheme and no path: write "example.com" or "*.example.com".';
  return /:\d+$/.test(text) ? 'A host has no port: every port of it is meant.' : undefined;
};

const oneCommand: Check = (text) =>
  /["'`|;&<>()]/.test(text)
    ? 'A command is the first words of one command, as "git push": without quotes and operators of the shell. Each command of a line is looked at by itself.'
    : undefined;

const EVENT = `An event of the policy is one of ${JUDGED.join(', ')}.`;
const event = z.enum(JUDGED, { error: EVENT });

const rule = z
  .strictObject(
    {
      action: z
        .enum(ACTIONS, { error: 'The action is "allow", "ask" or "deny".' })
        .describe('What happens to what the rule is about.'),
      reason: z
        .string({ error: 'The reason is a text.' })
        .optional()
        .describe(
          'Read by the model: what is refused and what to do instead. Required for "ask" and "deny".',
        ),
      id: z
        .string({ error: 'The id is a text.' })
        .regex(/^[\w][\w.-]{0,63}$/, { message: 'An id has letters, digits, ".", "-" and "_": "no-push".' })
        .optional()
        .describe('The name of the rule in listings.'),
      path: texts(
        'A path',
        readable('The path', (value) => parsePathGlob(value, '/')),
      )
        .optional()
        .describe(
          'Globs. Without a slash: a name at any depth; with one: from the root of the repository; "/…" and "~/…".',
        ),
      tool: texts('A tool')
        .optional()
        .describe('The agent\'s name of a tool, or "server/tool" of an MCP server; "*" stands for any text.'),
      command: texts('A command', oneCommand)
        .optional()
        .describe('The first words of a command: "git push".'),
      host: texts('A host', hostName).optional().describe('"example.com", "*.example.com".'),
      branch: texts('A branch')
        .optional()
        .describe(
          'The branch that is checked out; of "git push" the branches that it names. "HEAD": none is checked out.',
        ),
      time: texts('A time', readable('The time', parseTimeWindow))
        .optional()
        .describe('"mon-fri 09:00-18:00".'),
      event: z
        .union([event, z.array(event).min(1, { error: EMPTY })], { error: EVENT })
        .optional()
        .describe('Only at these events.'),
    },
    {
      error: (issue) =>
        issue.code === 'invalid_type' ? 'A rule is a table: [[plugins.policy.rules]].' : undefined,
    },
  )
  .check(({ value, issues }) => {
    for (const { path, message } of checkRule(value))
      issues.push({ code: 'custom', input: value, path: [...path], message });
  });

const timezone = z.string({ error: 'The timezone is a text.' }).refine(
  (name) => {
    if (!isWhole(name)) return true;
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: name });
      return true;
    } catch {
      return false;
    }
  },
  { message: 'No such time zone: write an IANA name, "Europe/Zurich" or "UTC".' },
);

const action = (what: string) => z.enum(ACTIONS, { error: `${what} is "allow", "ask" or "deny".` });

export default z
  .strictObject({
    default: action('The default').default('allow').describe('Of what no rule is about.'),
    default_reason: z
      .string({ error: 'The reason of the default is a text.' })
      .refine((value) => value.trim() !== '', { message: 'The reason of the default is empty.' })
      .default(DEFAULT_REASON)
      .describe('Read by the model where the default asks or denies.'),
    unknown: action('The option "unknown"')
      .default('ask')
      .describe('Of what can not be known before it runs and may be what a stricter rule is about.'),
    timezone: timezone.optional().describe('An IANA name. Default: that of the machine.'),
    rules: z
      .array(rule, { error: 'The rules are a list: [[plugins.policy.rules]] for each.' })
      .default([])
      .describe('The first rule that is about something decides.'),
  })
  .check(({ value, issues }) => {
    for (const { path, message } of checkTable(value))
      issues.push({ code: 'custom', input: value, path: [...path], message });
  });
