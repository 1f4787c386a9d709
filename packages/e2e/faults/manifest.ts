// All faults, by family. The page `docs/faults.md` and the command `npm run test:faults` show them in this order.
import { CONFIG } from './config.ts';
import type { Family, Fault } from './fault.ts';
import { FILES } from './file-system.ts';
import { INSTALL } from './install.ts';
import { NETWORK } from './network.ts';
import { PAYLOAD } from './payload.ts';
import { PLUGIN } from './plugin.ts';
import { PROCESS } from './process.ts';
import { TIME } from './time.ts';

export const FAMILIES: readonly Family[] = [PROCESS, INSTALL, FILES, NETWORK, CONFIG, PLUGIN, PAYLOAD, TIME];

export const FAULTS: readonly Fault[] = FAMILIES.flatMap(({ faults }) => faults);
