/** `docs/rules.md`, made from the rules themselves. A test compares it with what is on disk. */
import type { Rule } from '../src/finding.ts';
import { RULES } from '../src/rule-book.ts';

const MADE = '<!-- Made by `npm run docs -w @hookline/plugin-security-scan`. Do not edit. -->';

const TITLES: Readonly<Record<Rule['category'], string>> = {
  'fs-destroy': 'Files that would be lost',
  rce: 'Code from elsewhere',
  'git-loss': 'Work in git that would be lost',
  'secret-read': 'Secrets that would be read',
  exfil: 'Data that would leave',
  'cloud-destroy': 'Clouds, clusters and containers',
  privesc: 'Rights and start-up',
  'hook-tamper': 'The guard itself',
  'db-drop': 'Databases',
  revshell: 'Shells for others',
  'disable-security': 'Protections that would be switched off',
  dos: 'What would bring the machine down',
  publish: 'What would be published',
  secret: 'Secrets in plain text',
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A text as code in a table, whatever is in it. */
function code(text: string): string {
  const line = cell(text.length > 90 ? `${text.slice(0, 89)}…` : text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A patch is shown by the file that it is about, and what it adds. */
function example(text: string): string {
  const file = /\*\*\* \w+ File: (.*)/.exec(text)?.[1];
  if (file === undefined) return code(text.replaceAll(/AKIA\w{16}/g, 'AKIA…'));
  const added = /^\+(?!x$)(.*)$/m.exec(text)?.[1]?.trim();
  return added === undefined
    ? `a patch of ${code(file)}`
    : `${code(added.replaceAll(/AKIA\w{16}/g, 'AKIA…'))} into ${code(file)}`;
}

function row({ id, at, severity, doc, examples }: Rule): string {
  const levels = [at.relaxed, at.standard, at.strict].map((verdict) => (verdict === 'allow' ? '' : verdict));
  const found = examples.found.slice(0, 2).map(example).join('<br>');
  const silent = examples.silent.slice(0, 2).map(example).join('<br>');
  return `| \`${id}\` | ${cell(doc)} | ${severity} | ${levels.join(' | ')} | ${found} | ${silent} |`;
}

/** `docs/rules.md`. */
export function rulesPage(): string {
  const categories = [...new Set(RULES.map(({ category }) => category))];
  const sections = categories.map((category) =>
    [
      `## ${TITLES[category]}`,
      '',
      '| rule | finds | severity | relaxed | standard | strict | for instance | silent on |',
      '|---|---|---|---|---|---|---|---|',
      ...RULES.filter((rule) => rule.category === category).map(row),
    ].join('\n'),
  );
  return `# Rules of security-scan

${MADE}

${RULES.length} rules in ${categories.length} categories. \`ask\` is a refusal that a person can lift, where the agent cannot ask; an empty cell is
silence. \`rules\` in the options sets one of them, or a category by its name, to \`off\`, \`ask\` or \`deny\`.

${sections.join('\n\n')}
`;
}
