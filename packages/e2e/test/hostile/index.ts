/** All attacks, by scene. */

import { APPROVED } from './approved.ts';
import type { Scene } from './attack.ts';
import { CLONE } from './clone.ts';
import { DOCUMENTS, SETTINGS, SIZES } from './documents.ts';
import { EXCHANGED } from './exchanged.ts';
import { FORGED, HOME_IN_REPO } from './forged.ts';
import { PASSED_ON } from './passed-on.ts';
import { SHOWN } from './shown.ts';

export const SCENES: readonly Scene[] = [
  CLONE,
  FORGED,
  HOME_IN_REPO,
  EXCHANGED,
  APPROVED,
  SETTINGS,
  DOCUMENTS,
  SIZES,
  SHOWN,
  PASSED_ON,
];
