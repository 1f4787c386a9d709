// Says in what a run differs from what is stated of it, and holds it to the rules that are the same for all faults.
import type { Stated } from './fault.ts';
import { effectOf, type Observed } from './play.ts';

/** What differs; nothing when all is as stated. */
export function differencesOf(observed: Observed): string[] {
  const stated = observed.fault[observed.policy];
  return [
    ...effectDiffers(observed, stated),
    ...lossDiffers(observed, stated),
    ...toldDiffers(observed, stated),
    ...logDiffers(observed, stated),
    ...observed.troubles,
  ];
}

function effectDiffers(observed: Observed, stated: Stated): string[] {
  const effect = effectOf(observed);
  return effect === stated.effect ? [] : [`stated: ${stated.effect}; on the disk: ${effect}`];
}

function lossDiffers({ lost }: Observed, stated: Stated): string[] {
  const [said, found] = [stated.lost ?? [], lost].map((losses) => losses.join(' and ') || 'nothing');
  return said === found ? [] : [`stated to be lost: ${said}; lost: ${found}`];
}

/** A model that was refused something is told why in words that it can use: no code, no path of the machine. */
function toldDiffers({ fault, told: { forbidden = '' } }: Observed, stated: Stated): string[] {
  if (stated.effect === 'ran' || stated.effect === 'unasked') return [];
  const expected =
    stated.told ??
    (stated.effect === 'judged'
      ? /Forbidden\. Ask the user\./
      : new RegExp(
          `${fault.kind === 'stage' ? '' : fault.id.replace('.', '[.-]')}.*could not run.*ask the user`,
          'is',
        ));
  return [
    ...(/blocked by PreToolUse hook/.test(forbidden)
      ? []
      : [`the model was not told of a refusal: ${forbidden}`]),
    ...(expected.test(forbidden) ? [] : [`the model was told: ${forbidden}`]),
    ...(!stated.nodeSpeaks && /HOOKLINE_|undefined|\[object|hookline-e2e-/.test(forbidden)
      ? [`the model was told too much: ${forbidden}`]
      : []),
  ];
}

function logDiffers({ fault, policy, log, raised }: Observed, { log: said, failure }: Stated): string[] {
  const text = log.join('\n') || 'nothing';
  const differences =
    said && !log.some((line) => said.test(line)) ? [`not in the log: ${said}; but: ${text}`] : [];
  if (!failure) return differences;
  const line = log.find((one) => failure.test(one));
  if (line === undefined) return [...differences, `not in the log: ${failure}; but: ${text}`];
  const level = policy === 'required' ? 'ERROR' : 'WARN';
  if (!line.includes(`[${level}]`)) differences.push(`not logged as ${level}: ${line}`);
  if (fault.kind === 'hook' && !/hooks\.toml:\d+/.test(line))
    differences.push(`logged without its place: ${line}`);
  if (fault.kind === 'hook' && !line.includes('Fix: ')) differences.push(`logged without a fix: ${line}`);
  if (!raised) differences.push('it did not become error.occurred');
  return differences;
}
