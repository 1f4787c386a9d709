// `docs/faults.md`: what is stated of every fault. It is written by a run in which everything was as stated, and a test
// holds it to the manifest.
import type { Fault, Policy, Stated } from './fault.ts';
import { FAMILIES, FAULTS, isInCi } from './manifest.ts';
import { EFFECT_WORDS, lossWords } from './words.ts';

/** Where the page is, from this folder. */
export const PAGE = '../../../docs/faults.md';

const HEAD = `# Faults, and what becomes of the agent's command

<!-- Made by \`npm run test:faults -- --write\`. Do not edit. -->

Each of these NUMBER faults is played twice on the real Codex with a scripted model: with the hook beside it \`required = true\`, and without.
\`npm run test:faults\` does so and prints this table; it ends with 1 when anything is not as stated here. What is looked at is the disk
(did the command run), what the model was told, \`hooks.log\`, the journal, the work that was handed over, and the processes that are left: none
is, after any of them.

**As the gate judged** means that the fault took nothing from the gate: the command that it forbids did not run, the other one did. **Lost** is
what is nowhere afterwards: a line of the journal, or an asynchronous hook that was due. Neither is ever lost once Hookline has accepted it.
A mark after the name (ci) says that \`npm run test:long\` plays it, too.`;

/** The text of the page. */
export function faultsPage(): string {
  const families = FAMILIES.map(({ title, faults }) => `## ${title}\n\n${table(faults)}`);
  return `${[HEAD.replace('NUMBER', String(FAULTS.length)), ...families, ...limits()].join('\n\n')}\n`;
}

function table(faults: readonly Fault[]): string {
  const rows = faults.map(
    (fault) =>
      `| \`${fault.id}\`${isInCi(fault) ? ' ci' : ''} | ${fault.fault} | ${EFFECT_WORDS[fault.required.effect]} | ${fault.unplayed === undefined ? EFFECT_WORDS[fault.optional.effect] : `not played: ${fault.unplayed}`} | ${losses(fault)} |`,
  );
  return ['| id | fault | required | not required | lost |', '|---|---|---|---|---|', ...rows].join('\n');
}

function losses({ required, optional, unplayed }: Fault): string {
  if (unplayed !== undefined) return lossWords(required.lost ?? []);
  const [first, second] = [required, optional].map(({ lost = [] }) => lossWords(lost));
  return first === second ? `${first}` : `required: ${first}; not required: ${second}`;
}

/** A required gate that did not decide, and why it cannot be otherwise. */
function limits(): string[] {
  const lines = FAULTS.flatMap((fault) =>
    (['required', 'optional'] satisfies Policy[]).flatMap((policy) => {
      const { limit }: Stated = fault[policy];
      return limit === undefined ? [] : [`- \`${fault.id}\`: ${limit}.`];
    }),
  );
  return lines.length === 0
    ? []
    : [`## What a required gate cannot hold\n\n${[...new Set(lines)].join('\n')}`];
}
