import { CAPABILITIES } from './capabilities.ts';
import { CONFIG } from './config.ts';
import { DECLARATION } from './declaration.ts';
import { KINDS } from './kinds.ts';
import { OPTIONS } from './options.ts';
import { OWN_EVENTS } from './own-events.ts';
import { PLAIN_JAVASCRIPT } from './plain-javascript.ts';
import { TESTKIT } from './testkit.ts';
import { VALUES } from './values.ts';
import { VERDICTS } from './verdicts.ts';
import type { WrongUse } from './wrong-use.ts';

export { lineOf, type WrongUse } from './wrong-use.ts';

/** All of them, by what they are about. */
export const WRONG_USES: Readonly<Record<string, readonly WrongUse[]>> = {
  'what a plugin declares': DECLARATION,
  'what a gate answers': VERDICTS,
  'events and the other lanes': VALUES,
  'what a handler reaches': CAPABILITIES,
  'the options of a plugin': OPTIONS,
  'a kind of handler': KINDS,
  'an event of a package': OWN_EVENTS,
  'a configuration in code': CONFIG,
  'a test of a plugin': TESTKIT,
  'plain JavaScript': PLAIN_JAVASCRIPT,
};
