// What an attack is, and the scene in which several of them are tried at once.
import type { Arena, Said } from './arena.ts';

/** One thing that a hostile repository, or what the agent passes on from one, tries. */
export interface Attack {
  /** Also the name of the mark that its code leaves where it runs. */
  readonly id: string;
  /** What the attacker does. A row of the page. */
  readonly does: string;
  /** What holds it. The same row. */
  readonly held: string;
  /** The code would run if it were approved, so its mark has to be there then: the trap is no dud. */
  readonly armed?: true;
  /**
   * What holds it is no approval. Who is not held by it, as the scene's `unheld`, finds the mark: the trap is no dud. It must
   * not be there after everything was approved either.
   */
  readonly works?: true;
  /** What has to be so after the scene besides what holds for every scene. Throws. */
  readonly proves?: (seen: Seen) => void;
}

/** What came of a scene. */
export interface Seen {
  readonly arena: Arena;
  /** What each run said, by the name that the scene gave it. */
  readonly said: Readonly<Record<string, Said>>;
  /** The marks that hostile code left before anything was approved. */
  readonly marks: readonly string[];
  /** The marks after everything was approved on purpose; only of scenes that do so. */
  readonly approvedMarks?: readonly string[];
  /** The marks that it leaves where nothing holds it. */
  readonly unheldMarks?: readonly string[];
  /** What the last run of those said. */
  readonly approvedSaid?: Said;
  /** Files that are new, changed or gone, outside of what Hookline keeps for itself. */
  readonly changed: readonly string[];
}

/** A repository with attacks in it, and what is called there. */
export interface Scene {
  readonly about: string;
  readonly attacks: readonly Attack[];
  /** Lays the traps. */
  readonly set: (arena: Arena) => void | Promise<void>;
  /** Walks into them: the runs, by name. */
  readonly walk: (arena: Arena) => Promise<Readonly<Record<string, Said>>>;
  /** Walks into them once more with everything approved. */
  readonly approved?: (arena: Arena) => Promise<Said>;
  /** Does what falls for it. */
  readonly unheld?: (arena: Arena) => Promise<void>;
  /** The scene itself moves files of the repository about, so what has changed in it says nothing. */
  readonly rearranges?: true;
  /** What the forbidden command is refused with, where that is not the person's gate. */
  readonly refusal?: string;
}
