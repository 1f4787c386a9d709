// The one place where what the two sides say in their own words is made comparable. A hook's own text has to be there whole,
// to the last character. What goes is only what is said around it: who said it, the names and numbers that no two runs share,
// where the words of several hooks are parted (the agent makes a message of each, Hookline one of all), and the sentence
// that stands in for a reason where the hook gave none.
import type { Told } from './effect.ts';
import type { Place } from './place.ts';

/** Stands where a side had to find words of its own. */
export const NO_WORDS = '(no words of the hook)';

/** Who said it, where Hookline says so: `Refused by a.sh: `, or `a.sh: ` before a text that is no refusal. The agent names none. */
const SPEAKER = /^(Blocked: |.*\bRejected\(\\")?(?:(?:Refused|Held back|Stopped) by )?[a-z]\.sh: /gm;

const OWN_SENTENCES: Readonly<Record<Place['side'], RegExp>> = {
  codex:
    /(?:PostToolUse|PreCompact|PostCompact) hook stopped execution|PermissionRequest hook denied approval/g,
  hookline:
    /The hook [\\"]+[a-z]\.sh[\\"]+ (?:[^.\n]*\. It gave no reason\.|put an input in its place that the tool cannot take\.|ended this turn\.|wants the user to be asked about this first\.)/g,
};

/** A text that hooks have had a part in. */
export function saidByHooks(text: string, { folder, side }: Place): string {
  const words = text
    .replaceAll(/<\/?hook_prompt[^>]*>/g, '')
    .replaceAll(folder, '<place>')
    .replaceAll(OWN_SENTENCES[side], NO_WORDS);
  return side === 'hookline' ? words.replaceAll(SPEAKER, '$1') : words;
}

/** The output of a tool. */
export function outputOf(text: string, place: Place): string {
  const own = text
    .replace(/^Chunk ID: .*\n/, '')
    .replace(/^Wall time: .*\n/m, '')
    .replace(/^Original token count: .*\n/m, '')
    .replace(
      /^(?:Command|Tool call) blocked by PreToolUse hook: (.*)\. (?:Command|Tool): .*$/s,
      'Blocked: $1',
    )
    .replace(/^hook returned updatedInput without string field `command`$/, `Blocked: ${NO_WORDS}`)
    .replace(/"nickname":"[^"]*"/, '"nickname":"…"')
    .replaceAll(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g, '<id>');
  return saidByHooks(own, place);
}

/** What the model was told in one piece by the same: blank texts left out, neighbours joined, and of line ends only that they are there. */
export function joined(told: readonly Told[]): Told[] {
  const pieces: Told[] = [];
  for (const { as, text } of told) {
    const piece = ends(text.replaceAll(/\s*\n\s*/g, '\n').trim());
    const last = pieces.at(-1);
    if (piece === '') continue;
    if (last?.as === as) pieces[pieces.length - 1] = { as, text: `${last.text}\n${piece}` };
    else pieces.push({ as, text: piece });
  }
  return pieces;
}

/** Of a text that was cut within, what both sides are sure to have kept of its beginning and end. */
const KEPT = 1_000;

/** Both sides cut what is beyond 2,500 tokens, in other places by some bytes; the agent leaves the whole in a file and names it. */
function ends(text: string): string {
  const cut =
    /^(?:Warning: truncated output [^\n]*\nTotal output lines: [^\n]*\n)?(.*?)(…\d+ tokens truncated…|\[about \d+ tokens left out\])(.*)$/s.exec(
      text,
    );
  if (!cut) return text;
  const [, head = '', , rest = ''] = cut;
  const tail = rest.replace(/\nFull hook output saved to: .*$/, '');
  const where = tail === rest ? '' : ', the whole in a file';
  return `${head.slice(0, KEPT)}[cut${where}]${tail.slice(-KEPT)}`.replaceAll(/\s*\n\s*/g, '\n');
}
