/** Says how to write what a person most likely meant by a condition that cannot be read. */

const NAME = String.raw`[A-Za-z_][\w.-]*`;
const quoted = (value: string): string => `'${value.trim().replace(/^(['"])(.*)\1$/, '$2')}'`;
const items = (values: readonly string[]): string =>
  values.map((value) => JSON.stringify(value.trim().replace(/^(['"])(.*)\1$/, '$2'))).join(', ');

interface Rule {
  readonly form: RegExp;
  /** From what the groups of the form matched. */
  readonly fix: (...groups: readonly string[]) => string | undefined;
}

/** `a == x || a == y` of one name: the table form has a list for it. */
function alternatives(text: string): string | undefined {
  const parts = text.split('||').map((part) => new RegExp(`^\\s*(${NAME})\\s*==\\s*(.+?)\\s*$`).exec(part));
  const [first] = parts;
  const isOneName = first && parts.every((part) => part?.[1] === first[1]);
  return isOneName
    ? `In its place write conditions = { ${first[1]} = [${items(parts.map((part) => part?.[2] ?? ''))}] }`
    : undefined;
}

const RULES: readonly Rule[] = [
  {
    form: /^(.*\|\|.*)$/,
    fix: (text = '') => alternatives(text) ?? 'Write two hooks, one for each side of the ||.',
  },
  {
    form: new RegExp(`^(${NAME})\\s*(?:=~|matches)\\s*(.+)$`),
    fix: (name, value = '') => `In its place write conditions = { ${name} = { matches = ${quoted(value)} } }`,
  },
  {
    form: new RegExp(`^(${NAME})\\s*(?:[<>]=?)\\s*\\S+$`),
    fix: (name) => `There is no comparison of sizes. What is not 0: conditions = { ${name} = { not = 0 } }`,
  },
  {
    form: new RegExp(`^(${NAME})\\s+contains\\s+(.+)$`),
    fix: (name, value = '') => `Write ${name}.contains(${quoted(value)})`,
  },
  {
    form: new RegExp(`^(${NAME})\\s*(?:===?|=|is|equals)\\s*([^=&|]+)$`),
    fix: (name, value = '') => `Write ${name} == ${quoted(value)}`,
  },
  {
    form: new RegExp(`^(${NAME})\\s*!==?\\s*([^=&|]+)$`),
    fix: (name, value = '') => `Write ${name} != ${quoted(value)}`,
  },
  { form: new RegExp(`^(?:!|not\\s+)\\s*(${NAME})$`), fix: (name) => `Write ${name} == false` },
  { form: new RegExp(`^(${NAME})$`), fix: (name) => `Write ${name} == true` },
];

/** What to write in place of a condition that is not understood; undefined when that is not clear. */
export function conditionFix(text: string): string | undefined {
  const trimmed = text.trim();
  for (const { form, fix } of RULES) {
    const match = form.exec(trimmed);
    if (match) return fix(...match.slice(1));
  }
  return undefined;
}
