/** `docs/cli.md`, made from the commands themselves. A test compares it with what is on disk. */
import type { Command } from 'commander';
import { CODEX_HELP } from '../src/codex/codex-help.ts';
import type { CommandContext } from '../src/command-context.ts';
import { program } from '../src/program.ts';

const nothing = (): void => {};

/** Only for the making of the commands: none of them is called. */
const CONTEXT: CommandContext = {
  env: {},
  cwd: '/home/user/project',
  homes: { hooklineHome: '/home/user/.hookline', codexHome: '/home/user/.codex', userHome: '/home/user' },
  out: nothing,
  err: nothing,
  json: nothing,
  verbatim: nothing,
  write: nothing,
  colour: false,
  interactive: false,
};

const MADE = '<!-- Made by `npm run docs -w hookline`. Do not edit. -->';

const EXIT_CODES = `| exit code | |
|---|---|
| 0 | fine |
| 1 | a finding (a broken configuration, a refusal, a dead letter) or a failure |
| 64 | the command line was not understood |

\`hookline hook\` alone speaks the codes of the agent: 0 with an answer on stdout, 2 with a refusal on stderr. \`hookline codex\` ends with the code of Codex.`;

/** A sentence, as the pages of this folder write it. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function defaultOf(value: unknown): string {
  return value === undefined || value === true ? '' : ` Default: \`${String(value)}\`.`;
}

function optionRows(command: Command): readonly string[] {
  return command.options
    .filter(({ hidden }) => !hidden)
    .map(({ flags, description, argChoices, defaultValue }) => {
      const choices = argChoices ? ` One of ${argChoices.map((one) => `\`${one}\``).join(', ')}.` : '';
      return `| \`${flags.replaceAll('|', '\\|')}\` | ${cell(sentence(description))}${choices}${defaultOf(defaultValue)} |`;
    });
}

/** The words of a command, `spool list`, without the name of the program. */
function wordsOf(command: Command): string {
  const above = command.parent?.parent ? `${wordsOf(command.parent)} ` : '';
  return `${above}${command.name()}`;
}

/** commander has no public reader of the texts that follow a help; they are what it writes after its own. */
function helpAfter(command: Command): string {
  let shown = '';
  command.configureOutput({
    writeOut: (text) => {
      shown += text;
    },
    getOutHelpWidth: () => 110,
  });
  command.outputHelp();
  return shown.slice(command.helpInformation().length).trim();
}

function section(command: Command): readonly string[] {
  const inner = visibleCommands(command);
  if (inner.length > 0) return inner.flatMap(section);
  const words = wordsOf(command);
  const rows = optionRows(command);
  const more = words === 'codex' ? CODEX_HELP : helpAfter(command);
  return [
    `## hookline ${words}`,
    sentence(command.description()),
    `    hookline ${words} ${command.usage()}`.trimEnd(),
    ...(rows.length > 0 ? [['| option | |', '|---|---|', ...rows].join('\n')] : []),
    ...(more === '' ? [] : [`\`\`\`text\n${more}\n\`\`\``]),
  ];
}

/** The commands that the help shows, without `help` itself. */
function visibleCommands(command: Command): readonly Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
}

/** `docs/cli.md`. */
export function cliPage(): string {
  return `${[
    '# Commands',
    MADE,
    'Every command has `--help`. Listings take `--json`. Colours are left out in a pipe and with `NO_COLOR`.',
    EXIT_CODES,
    ...visibleCommands(program(CONTEXT, nothing)).flatMap(section),
  ].join('\n\n')}\n`;
}
