/** Says how to mend a text that is no JSON, from what the parser missed and the sign at which it missed it. */

const WORD = /^[A-Za-z_$][\w$.-]*/;

/** What to do where the parser stopped; undefined when that is not clear. `missed` is the parser's name of it. */
export function jsonSlip(text: string, offset: number, missed: string): string | undefined {
  const rest = text.slice(offset);
  const isAfterComma = /,\s*$/.test(text.slice(0, offset));
  switch (missed) {
    case 'PropertyNameExpected':
    case 'ValueExpected':
      return isAfterComma && /^[\]}]/.test(rest) ? `Take out the comma before the ${rest[0]}` : undefined;
    case 'InvalidSymbol':
      return quoted(rest);
    case 'CommaExpected':
      return 'Write a comma behind what stands before this place.';
    case 'ColonExpected':
      return 'Write a colon between the name and its value.';
    case 'CloseBraceExpected':
      return 'Write the } that closes what is still open.';
    case 'CloseBracketExpected':
      return 'Write the ] that closes the list.';
    case 'UnexpectedEndOfString':
      return 'Write the closing quotation mark before the line ends.';
    case 'InvalidEscapeCharacter':
      return 'To mean a backslash, write two of them.';
    default:
      return undefined;
  }
}

function quoted(rest: string): string | undefined {
  const single = /^'([^'\n]*)'/.exec(rest)?.[1];
  const word = WORD.exec(rest)?.[0];
  if (single !== undefined) return `Write ${JSON.stringify(single)}, in double quotes.`;
  if (word === undefined) return undefined;
  const value = { true: 'true', false: 'false', none: 'null' }[word.toLowerCase()];
  return value === undefined ? `Write ${JSON.stringify(word)}, in double quotes.` : `Write ${value}`;
}
