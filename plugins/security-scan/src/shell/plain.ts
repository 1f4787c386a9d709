/** Spellings that look like ASCII to a person and are not: what they would be is judged too. */

const ZERO_WIDTH =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points that are not seen, not characters.
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\u{E0001}-\u{E007F}]/u;
const SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u2028\u2029\u0085]/;
/** Letters of other alphabets with the shape of a Latin one. */
const SHAPES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwмmтtкkвbнhгrӏlαaοoρpνvτtιiκkυuγyχxωwηnμmаaɑaɡgıiℓlցgոnսuօoհhյjոnրr',
  ].reduce<[string, string][]>((pairs, character, index, all) => {
    if (index % 2 === 0) pairs.push([character, all[index + 1] as string]);
    return pairs;
  }, []),
);
const SIGNS: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '﹣': '-',
  '∕': '/',
  '⁄': '/',
  '╱': '/',
  '⧸': '/',
  '∗': '*',
  '﹡': '*',
  '˜': '~',
  '∼': '~',
  '․': '.',
  '｡': '.',
};

export interface Plain {
  readonly text: string;
  /** For each code unit of the text, where it stood before. */
  readonly from: readonly number[];
}

/** The text in ASCII as far as it looks like it, or nothing if it already is. */
export function plainSpelling(source: string): Plain | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question here.
  if (/^[\u0000-\u007F]*$/.test(source) || source.length > 6_000) return undefined;
  let text = '';
  const from: number[] = [];
  let at = 0;
  for (const character of source) {
    const code = character.codePointAt(0) as number;
    let plain = character;
    if (code > 127) {
      if (ZERO_WIDTH.test(character)) plain = '';
      else if (SPACES.test(character)) plain = ' ';
      else if (SIGNS[character] !== undefined) plain = SIGNS[character];
      else if (SHAPES[character] !== undefined) plain = SHAPES[character];
      else {
        const folded = character.normalize('NFKC');
        if (
          folded !== character &&
          /^[\x20-\x7E]{1,4}$/.test(folded) &&
          (code >= 0xff01 ||
            code >= 0x1d400 ||
            (code >= 0x2100 && code < 0x2200) ||
            (code >= 0x24b0 && code < 0x24ea))
        )
          plain = folded;
      }
    }
    for (let unit = 0; unit < plain.length; unit++) from.push(at);
    text += plain;
    at += character.length;
  }
  from.push(source.length);
  return text === source ? undefined : { text, from };
}
