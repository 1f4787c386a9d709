import { casesOf, exits2, prints, says } from '../hook-case.ts';

const STOP = { continue: false, stopReason: 'Enough.' };
const BLOCK = { decision: 'block', reason: 'Not that.' };

export const otherCases = [
  ...casesOf('Interrupt', {
    text: prints('All is well.'),
    'system-message': says({ systemMessage: 'Something to see.' }),
    block: says(BLOCK),
    'exit-2': exits2('Not that.'),
  }),
  ...casesOf('PreModelRequest', { block: says(BLOCK), 'exit-2': exits2('Not that.'), stop: says(STOP) }),
  ...casesOf('PostModelRequest', {
    block: says(BLOCK),
    'exit-2': exits2('Not that.'),
    text: prints('All is well.'),
  }),
  ...casesOf('SessionEnd', { text: prints('All is well.'), 'exit-2': exits2('Not that.'), stop: says(STOP) }),
];
