/** What has to be reached. */
import type { Measured } from './measure.ts';
import { percent, type Tally } from './tally.ts';

const RECALL = 99.5;
const PART = 97;
const ACCIDENTS = 95;
const FALSE_POSITIVES = 0.3;
const SECRETS = 98;
const SECRET_FALSE_POSITIVES = 0.5;

/**
 * The bars that are missed, in words; a set that is not there is missed, for nothing was measured. Only sets that are
 * made without secrets have no bars for them.
 */
export function missedBars(measured: Measured, { withSecrets = true } = {}): string[] {
  const parts = { ...measured.byCategory, ...measured.byEvasion };
  return [
    atLeast('recall', measured.recall, RECALL),
    ...Object.entries(parts).map(([name, part]) => atLeast(`recall of ${name}`, part, PART)),
    atLeast('accidents', measured.accidents, ACCIDENTS),
    atMost('false positives', measured.falsePositives, FALSE_POSITIVES),
    ...(withSecrets
      ? [
          atLeast('secrets', measured.secrets, SECRETS),
          atMost('secrets where there are none', measured.secretFalsePositives, SECRET_FALSE_POSITIVES),
        ]
      : []),
  ].filter((missed) => missed !== undefined);
}

function atLeast(name: string, found: Tally, bar: number): string | undefined {
  const share = percent(found);
  if (share === undefined) return `${name}: no cases`;
  return share < bar ? `${name}: ${share.toFixed(2)} %, at least ${bar} %` : undefined;
}

function atMost(name: string, found: Tally, bar: number): string | undefined {
  const share = percent(found);
  if (share === undefined) return `${name}: no cases`;
  return share > bar ? `${name}: ${share.toFixed(2)} %, at most ${bar} %` : undefined;
}
