/** The clock of the machine jumps, and deadlines are not what Hookline thinks. */

import type { Family, Fault, StageFault, Stated } from './fault.ts';
import { HANDED_OVER, SETTINGS } from './gates.ts';
import { changeLines } from './installed-copy.ts';

/** Moves the clock of every Node below the agent, from the moment at which the agent's first command says by how much. */
const CLOCK = `
const { readFileSync } = require('node:fs');
const by = () => { try { return Number(readFileSync(process.env.CLOCK_JUMP, 'utf8')) || 0; } catch { return 0; } };
const jump = by();
const { now } = Date;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...args) { args.length === 0 ? super(now() + jump) : super(...args); }
  static now() { return now() + jump; }
};
`;

const HOUR = 3_600_000;
const judged: Stated = { effect: 'judged' };

const clock = (id: string, fault: string, by: number, zone = 'UTC'): Fault => ({
  kind: 'stage',
  id: `time.${id}`,
  fault,
  damage: ({ sandbox }) => sandbox.files({ 'clock.cjs': CLOCK }, sandbox.root),
  env: ({ sandbox }) => ({
    NODE_OPTIONS: `--require=${sandbox.root}/clock.cjs`,
    CLOCK_JUMP: `${sandbox.root}/jump`,
    TZ: zone,
  }),
  first: ({ sandbox }) => `echo ${by} > '${sandbox.root}/jump'`,
  required: judged,
  optional: judged,
});

/** Milliseconds until a moment. */
const until = (moment: string): number => Date.parse(moment) - Date.now();

const slow = (required: boolean): string => `${SETTINGS}
[[hooks.exec]]
event = "exec.before"
command = ["sleep", "5"]
timeout = 10
required = ${required}
${HANDED_OVER}`;

const shorter: Pick<StageFault, 'required' | 'optional'> = {
  required: {
    effect: 'ran',
    lost: ['journal', 'delivery'],
    limit:
      'the agent ends the hook and goes on; Hookline installs its line without a deadline, which is ten minutes',
  },
  optional: { effect: 'ran', lost: ['journal', 'delivery'] },
};

export const TIME: Family = {
  name: 'time',
  title: 'Time',
  faults: [
    clock('back', 'The clock jumps a day back between two commands', -24 * HOUR),
    clock('forward', 'The clock jumps ten years forward between two commands', 10 * 365 * 24 * HOUR),
    clock('epoch', 'The clock jumps to the beginning of 1970', -Date.now() + 1),
    clock(
      'daylight',
      'An hour comes twice: the end of daylight saving time',
      until('2026-10-25T00:59:59Z'),
      'Europe/Berlin',
    ),
    {
      kind: 'stage',
      id: 'time.shorter-deadline',
      fault: "The agent's deadline, changed by hand, is shorter than that of the hook",
      installed: true,
      config: slow,
      damage: ({ sandbox }) =>
        changeLines(
          sandbox,
          (line) => {
            line.timeout = 1;
          },
          'PreToolUse',
        ),
      ...shorter,
    },
  ],
};
