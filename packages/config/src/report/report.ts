/**
 * Collects what is wrong in all files, so that one report shows everything. Positions are looked up at the end,
 * because most loads have no problem and need none.
 */
import type { ConfigProblem } from '@hookline/core/engine';
import type { ErrorCode } from '@hookline/core/errors';
import { locate, type Target } from '../source/locator.ts';
import type { Position } from '../source/position.ts';
import type { SourceFile } from '../source/source-file.ts';
import { formatPath, type Path } from './path.ts';

/** A problem before its position is known. */
export interface Finding {
  readonly severity?: 'error' | 'warning';
  /** Default `HOOKLINE_CONFIG_INVALID`. */
  readonly code?: ErrorCode;
  readonly message: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** Where a finding is: at a path of a file, or at a position that is known already. */
export interface Place {
  readonly source: SourceFile;
  readonly path: Path;
  readonly target?: Target;
}

interface Pending {
  readonly finding: Finding;
  readonly place?: Place;
  readonly file: string;
  readonly position?: Position;
}

const byPlace = (a: ConfigProblem, b: ConfigProblem): number =>
  a.file < b.file
    ? -1
    : a.file > b.file
      ? 1
      : (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

/** The problems of one load. */
export class Report {
  readonly #pending: Pending[] = [];
  #errors = 0;

  /** True as soon as one error was reported. */
  get broken(): boolean {
    return this.#errors > 0;
  }

  at(place: Place, finding: Finding): void {
    this.#add({ finding, place, file: place.source.file });
  }

  inFile(file: string, finding: Finding, position?: Position): void {
    this.#add(position ? { finding, file, position } : { finding, file });
  }

  #add(pending: Pending): void {
    if (pending.finding.severity !== 'warning') this.#errors++;
    this.#pending.push(pending);
  }

  /** All problems, by file and position. */
  async problems(): Promise<readonly ConfigProblem[]> {
    const located = await Promise.all(
      this.#pending.map(async ({ finding, place, file, position }): Promise<ConfigProblem> => {
        const found =
          position ?? (place && (await locate(place.source, place.path, place.target ?? 'value')));
        const path = place && formatPath([...place.source.prefix, ...place.path]);
        return {
          severity: finding.severity ?? 'error',
          code: finding.code ?? 'HOOKLINE_CONFIG_INVALID',
          message: finding.message,
          file,
          ...(found ?? {}),
          ...(path ? { path } : {}),
          ...(finding.expected ? { expected: finding.expected } : {}),
          ...(finding.fix ? { fix: finding.fix } : {}),
        };
      }),
    );
    return located.sort(byPlace);
  }
}
