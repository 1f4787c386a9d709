/** Judges every case of the sets, and counts. */
import { type JudgedCommand, judgeCommands } from './judge-commands.ts';
import type { Scan } from './load-scan.ts';
import { lookForSecrets } from './look-for-secrets.ts';
import type { DangerousCase, OrdinaryCase, Sets } from './read-sets.ts';
import { type Speed, speedOf } from './speed.ts';
import { type Tally, tally, tallyBy } from './tally.ts';

/** A case that came out wrong. */
export interface Miss {
  readonly set: keyof Sets;
  readonly id: string;
  /** Category and evasion, group, or kind of the secret. */
  readonly sort: string;
  readonly text: string;
  readonly verdict: string;
  readonly findings: readonly string[];
}

/** All that is reported. `hits` of what is ordinary are false positives. */
export interface Measured {
  readonly recall: Tally;
  readonly byCategory: Readonly<Record<string, Tally>>;
  readonly byEvasion: Readonly<Record<string, Tally>>;
  /** Dangerous ones with just the verdict that the set expects: no bar, for ask and deny are both a stop. */
  readonly asExpected: Tally;
  readonly accidents: Tally;
  readonly accidentsByCategory: Readonly<Record<string, Tally>>;
  readonly falsePositives: Tally;
  readonly byGroup: Readonly<Record<string, Tally>>;
  readonly lookalikes: Tally;
  readonly long: Tally;
  readonly secrets: Tally;
  readonly secretsByKind: Readonly<Record<string, Tally>>;
  /** Secrets of which not one character is left over: what a redaction needs. */
  readonly wholeSecrets: Tally;
  readonly secretFalsePositives: Tally;
  readonly speed: Speed;
  readonly misses: readonly Miss[];
}

type CommandFigures = Omit<Measured, SecretFigure>;
type SecretFigure = 'secrets' | 'secretsByKind' | 'wholeSecrets' | 'secretFalsePositives';
type SecretFigures = Pick<Measured, SecretFigure | 'misses'>;

/** Runs a scan over the sets. */
export function measure(scan: Scan, sets: Sets): Measured {
  const commands = measureCommands(scan, sets);
  const secrets = measureSecrets(scan, sets);
  return { ...commands, ...secrets, misses: [...commands.misses, ...secrets.misses] };
}

function measureCommands(scan: Scan, sets: Sets): CommandFigures {
  const { dangerous, accidents, ordinary } = sets;
  const calls = judgeCommands(scan, [...dangerous, ...accidents, ...ordinary]);
  const byId = new Map(calls.map((call) => [call.id, call]));
  const outcome = ({ id }: { id: string }): JudgedCommand =>
    byId.get(id) ?? { id, verdict: 'not judged', rules: [], ms: 0 };

  const stopped = (one: DangerousCase): boolean => ['ask', 'deny'].includes(outcome(one).verdict);
  // A scan that throws has not let ordinary work pass either.
  const disturbed = (one: OrdinaryCase): boolean => outcome(one).verdict !== 'allow';
  const missOf = (set: keyof Sets, one: { id: string; command: string }, sort: string): Miss => {
    const { verdict, rules } = outcome(one);
    return { set, id: one.id, sort, text: one.command, verdict, findings: rules };
  };
  const missed = (set: 'dangerous' | 'accidents'): Miss[] =>
    sets[set]
      .filter((one) => !stopped(one))
      .map((one) => missOf(set, one, `${one.category}, ${one.evasion}`));

  return {
    recall: tally(dangerous, stopped),
    byCategory: tallyBy(dangerous, ({ category }) => category, stopped),
    byEvasion: tallyBy(dangerous, ({ evasion }) => evasion, stopped),
    asExpected: tally(dangerous, (one) => outcome(one).verdict === one.expect),
    accidents: tally(accidents, stopped),
    accidentsByCategory: tallyBy(accidents, ({ category }) => category, stopped),
    falsePositives: tally(ordinary, disturbed),
    byGroup: tallyBy(ordinary, ({ group }) => group, disturbed),
    lookalikes: tally(
      ordinary.filter(({ lookalike }) => lookalike),
      disturbed,
    ),
    long: tally(
      ordinary.filter(({ long }) => long),
      disturbed,
    ),
    speed: speedOf(calls),
    misses: [
      ...missed('dangerous'),
      ...missed('accidents'),
      ...ordinary.filter(disturbed).map((one) => missOf('ordinary', one, one.group)),
    ],
  };
}

function measureSecrets(scan: Scan, sets: Sets): SecretFigures {
  const texts = lookForSecrets(scan, sets.secrets);
  const clean = texts.filter(({ secrets }) => secrets.length === 0);
  const wanted = texts.flatMap(({ one, found, secrets }) =>
    secrets.map(({ kind, covered }) => ({ id: one.id, text: one.text, kind, covered, found })),
  );
  const isFound = ({ covered }: { covered: number }): boolean => covered >= 0.5;
  const isSuspected = ({ found }: { found: readonly string[] }): boolean => found.length > 0;

  return {
    secrets: tally(wanted, isFound),
    secretsByKind: tallyBy(wanted, ({ kind }) => kind, isFound),
    wholeSecrets: tally(wanted, ({ covered }) => covered === 1),
    secretFalsePositives: tally(clean, isSuspected),
    misses: [
      ...wanted
        .filter((secret) => !isFound(secret))
        .map(({ id, kind, text, found }) => ({
          set: 'secrets' as const,
          id,
          sort: kind,
          text,
          verdict: 'not found',
          findings: found,
        })),
      ...clean.filter(isSuspected).map(({ one, found }) => ({
        set: 'secrets' as const,
        id: one.id,
        sort: 'no secret',
        text: one.text,
        verdict: 'found',
        findings: found,
      })),
    ],
  };
}
