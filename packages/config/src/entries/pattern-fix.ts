/** What to do about a regular expression that cannot be read, by what the engine says of it. */

/** Common words of the engine, and what helps. */
const FIXES: readonly (readonly [RegExp, string])[] = [
  [/Unterminated group/, "Close the group with ), or for the sign itself write '\\(' in single quotes."],
  [/Unmatched '\)'/, "Take the ) out, or for the sign itself write '\\)' in single quotes."],
  [
    /Unterminated character class/,
    "Close the class with ], or for the sign itself write '\\[' in single quotes.",
  ],
  [/Nothing to repeat/, 'It is no pattern of file names: for anything at all write .* and not *'],
  [/\\ at end of pattern/, "For a backslash itself write '\\\\' in single quotes."],
  [
    /Invalid group/,
    'JavaScript knows (?:…), (?=…), (?!…), (?<=…), (?<!…) and (?<name>…). Flags such as (?i) are written (?i:…).',
  ],
  [/backspace/, "Write the pattern in single quotes, where a backslash is only that: '\\b'"],
];

/** What to do about it; undefined when its message says all there is. */
export function patternFix(fault: string): string | undefined {
  return FIXES.find(([said]) => said.test(fault))?.[1];
}
