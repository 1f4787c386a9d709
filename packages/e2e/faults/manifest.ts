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

/** What `npm test` plays, too: one or more of every family, those that no other test proves. */
const PLAYED_IN_CI: ReadonlySet<string> = new Set([
  ...PROCESS.faults.map(({ id }) => id),
  'install.no-part',
  'files.full-disk',
  'network.reset',
  'network.cut-off',
  'network.hangs-later',
  'network.drips',
  'config.breaks-and-back',
  'plugin.exits',
  'plugin.kills',
  'plugin.patches',
  'plugin.closes-stdout',
  'plugin.huge-context',
  'plugin.rubbish',
  'plugin.spins',
  'payload.twice',
  'payload.numbers',
  'payload.prototype',
  'payload.unknown-event',
  'time.back',
]);

export const isInCi = ({ id }: Fault): boolean => PLAYED_IN_CI.has(id);
