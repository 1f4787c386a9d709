/** How many of how many. */
export interface Tally {
  readonly hits: number;
  readonly total: number;
}

/** Counts the cases that `hit` says yes to. */
export function tally<Case>(cases: readonly Case[], hit: (one: Case) => boolean): Tally {
  return { hits: cases.filter(hit).length, total: cases.length };
}

/** Counts them apart by a name, in the order of the names. */
export function tallyBy<Case>(
  cases: readonly Case[],
  nameOf: (one: Case) => string,
  hit: (one: Case) => boolean,
): Readonly<Record<string, Tally>> {
  const groups = Object.groupBy(cases, nameOf);
  return Object.fromEntries(
    Object.keys(groups)
      .sort()
      .map((name) => [name, tally(groups[name] ?? [], hit)]),
  );
}

/** The share in percent; of nothing, nothing is known. */
export function percent({ hits, total }: Tally): number | undefined {
  return total === 0 ? undefined : (100 * hits) / total;
}
