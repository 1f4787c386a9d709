/** Compares what a project is made of with what was approved of it. */
import { resolve } from 'node:path';
import type { Loading } from '../loading.ts';
import {
  type ApprovalRecord,
  type ApprovedItem,
  approvalFile,
  type ReadApproval,
  readApproval,
  writeApproval,
} from './approval-record.ts';
import { HOME_OF_PROJECT } from './home-of-project.ts';
import { covers, fingerprintOf, type TrustItem } from './item.ts';
import type { FoundItem, Ledger } from './ledger.ts';
import { readLock } from './lock-file.ts';
import { NAMED_VARIABLE, trustMode } from './trust-mode.ts';
import type { RequiredEvents, WaitingProject } from './waiting.ts';

/** One difference between what is there and what was approved. */
export interface TrustChange {
  readonly what: 'new' | 'changed' | 'gone';
  readonly item: TrustItem;
  /** What was approved, where its text was kept. */
  readonly before?: string;
  /** What is there now. */
  readonly after?: string;
}

/** A project as a person reviews it. */
export interface ProjectReview {
  /** The real path. */
  readonly root: string;
  /** Where the approval is kept. */
  readonly file: string;
  /** All that takes part. */
  readonly items: readonly FoundItem[];
  /** True when nothing waits. What is gone waits for nobody. */
  readonly approved: boolean;
  readonly changes: readonly TrustChange[];
  /** What the configuration as it is now requires. */
  readonly required: RequiredEvents;
  /** What was required by approved configurations that are not there any more, until a person has seen that. */
  readonly removed?: RequiredEvents;
  /** When it was approved last. */
  readonly approvedAt?: string;
  /** Why a record that is there does not count. */
  readonly refused?: string;
  /** Takes down that a person has approved all items, as they were read. */
  approve(now: Date): void;
}

const NOTHING: RequiredEvents = { events: [], any: false };

const joined = (all: readonly RequiredEvents[]): RequiredEvents => ({
  events: [...new Set(all.flatMap(({ events }) => events))],
  any: all.some(({ any }) => any),
});

/** From a folder from which nothing was approved, all that was counts. */
const requiredBefore = ({ required }: ApprovalRecord, here: string): RequiredEvents =>
  required[here] ?? joined(Object.values(required));

const without = (before: RequiredEvents, now: RequiredEvents): RequiredEvents => ({
  events: before.events.filter((event) => !now.any && !now.events.includes(event)),
  any: before.any && !now.any,
});

/** What of a project is approved. Made once a load; the record is read when it is first asked for. */
export class Approval {
  readonly #loading: Pick<Loading, 'options' | 'homes' | 'inputs' | 'homeOfProject'>;
  readonly #ledger: Ledger;
  #read: ReadApproval | undefined;
  #accepted: ReadonlyMap<string, TrustItem> | undefined;
  #named: ReadonlySet<string> | undefined;

  constructor(loading: Pick<Loading, 'options' | 'homes' | 'inputs' | 'homeOfProject'>, ledger: Ledger) {
    this.#loading = loading;
    this.#ledger = ledger;
  }

  /** Whether everything that was found so far is approved. */
  holds(): boolean {
    return this.#waiting().length === 0;
  }

  /** What waits, for the hooks of this project. */
  waiting(required: RequiredEvents): WaitingProject {
    const found = this.#waiting();
    const { record } = this.#record();
    const before = record ? requiredBefore(record, this.#here()) : NOTHING;
    return {
      root: this.#ledger.root,
      ...(record ? { approvedAt: record.approvedAt } : {}),
      folder: this.#here(),
      paths: found.slice(0, 10).map(({ path }) => path),
      count: found.length,
      required: joined([before, required]),
    };
  }

  /** All of it, for people. `required` is what the configuration as it is now requires. */
  review(required: RequiredEvents): ProjectReview {
    const { homes } = this.#loading;
    const { record, refused } = this.#record();
    const items = this.#ledger.items();
    const here = this.#here();
    const before = new Map((record?.items ?? []).map((item) => [item.path, item]));
    const changes: TrustChange[] = items.flatMap((item): TrustChange[] => {
      const known = before.get(item.path);
      if (this.#accepts(item)) return [];
      return [{ what: known ? 'changed' : 'new', item, ...textsOf(known?.text, item.text) }];
    });
    const notHere = [...before.values()].filter(({ path }) => !items.some((item) => item.path === path));
    const deleted = notHere.filter((item) => this.#isDeleted(item));
    const gone = notHere.filter((item) => item.seenFrom.includes(here) || deleted.includes(item));
    const lost = record && deleted.length > 0 ? without(requiredBefore(record, here), required) : NOTHING;
    return {
      root: this.#ledger.root,
      file: approvalFile(homes.hooklineHome, this.#ledger.root),
      items,
      approved: changes.length === 0,
      required,
      changes: [
        ...changes,
        ...gone.map((item): TrustChange => ({ what: 'gone', item, ...textsOf(item.text) })),
      ],
      ...(lost.any || lost.events.length > 0 ? { removed: lost } : {}),
      ...(record ? { approvedAt: record.approvedAt } : {}),
      ...(refused === undefined ? {} : { refused }),
      approve: (now) =>
        writeApproval(homes.hooklineHome, {
          version: 1,
          root: this.#ledger.root,
          approvedAt: now.toISOString(),
          items: [
            ...items.map((item) => approved(item, before.get(item.path), here)),
            ...elsewhere(
              notHere.filter((item) => !deleted.includes(item)),
              here,
            ),
          ],
          required: { ...record?.required, [here]: required },
        }),
    };
  }

  /** All that takes part, for the hooks of a run whose configuration was named: {@link NAMED_VARIABLE}. */
  fingerprints(): string {
    return this.#ledger
      .items()
      .map((item) => fingerprintOf(this.#ledger.root, item))
      .join(',');
  }

  /** A configuration without a file; what is only not met from this folder is kept. */
  #isDeleted({ kind, path }: TrustItem): boolean {
    return kind === 'config' && !this.#loading.inputs.exists(resolve(this.#ledger.root, path));
  }

  #waiting(): readonly FoundItem[] {
    return this.#ledger.items().filter((item) => !this.#accepts(item));
  }

  #accepts(item: TrustItem): boolean {
    const { options, inputs } = this.#loading;
    // A file that a person names for one run is approved by that, with what it names, as it is at that moment.
    if (options.file !== undefined) {
      if (options.named === true) return true;
      this.#named ??= new Set(options.env[NAMED_VARIABLE]?.split(','));
      if (this.#named.size > 0 && this.#named.has(fingerprintOf(this.#ledger.root, item))) return true;
    }
    this.#accepted ??= new Map(
      (trustMode(options.env) === 'lock'
        ? (readLock(this.#ledger.root, inputs) ?? [])
        : (this.#record().record?.items ?? [])
      ).map((one) => [one.path, one]),
    );
    const known = this.#accepted.get(item.path);
    return known !== undefined && covers(known, item);
  }

  #record(): ReadApproval {
    const { homes, inputs, homeOfProject } = this.#loading;
    this.#read ??= homeOfProject
      ? { refused: HOME_OF_PROJECT.message }
      : readApproval(homes.hooklineHome, this.#ledger.root, inputs);
    return this.#read;
  }

  #here(): string {
    return this.#ledger.pathOf(this.#loading.options.cwd);
  }
}

const textsOf = (before?: string, after?: string) => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

function approved(item: FoundItem, before: ApprovedItem | undefined, here: string): ApprovedItem {
  const { file: _, ...kept } = item;
  // Another folder may load other files of the same package: what was approved of it there stays.
  const files = item.files && {
    files: { ...(before?.name === item.name ? before?.files : {}), ...item.files },
  };
  return { ...kept, ...files, seenFrom: [...new Set([...(before?.seenFrom ?? []), here])] };
}

/** What was approved from other folders stays; what is gone from here, and was seen from nowhere else, goes. */
function elsewhere(notHere: readonly ApprovedItem[], here: string): readonly ApprovedItem[] {
  return notHere
    .map((item) => ({ ...item, seenFrom: item.seenFrom.filter((folder) => folder !== here) }))
    .filter(({ seenFrom }) => seenFrom.length > 0);
}
