/** Says to the model what was refused and what to do instead. */
import type { Table } from '../table/compile.ts';
import type { Judgement, Ruling } from './judge.ts';

const INSTEAD = 'Do not try it in another form: go on without it, or ask the user.';
const PLAINLY = 'Write it out in full, without variables and generated code, and run it again.';

/** One or two sentences. */
export function reasonOf({ parts }: Judgement, ruling: Ruling, table: Table): string {
  const own = sentence(ruling.rule?.reason || (ruling.rule ? '' : table.defaultReason));
  if (!ruling.isSure) {
    const why =
      ruling.item.part.unread === undefined ? 'it cannot be known before it runs' : 'it cannot be read';
    const about =
      own === ''
        ? 'This may be something that is held back'
        : `This may be held back: ${own.replace(/\.$/, '')}`;
    return `${about}; ${why} (${ruling.item.part.shown}). ${PLAINLY}`;
  }
  const which = parts.length > 1 ? `Of this line, "${ruling.item.part.shown}": ` : '';
  return [`${which}${own}`.trim(), ruling.action === 'deny' ? INSTEAD : ''].filter(Boolean).join(' ');
}

const sentence = (text: string): string => (text === '' || /[.!?…)"'’]$/.test(text) ? text : `${text}.`);
