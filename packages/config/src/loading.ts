/** One load of the configuration: what was asked for, and what is collected on the way. */
import { resolve } from 'node:path';
import type { HandlerKind } from '@hookline/core';
import { type Homes, homesOf } from './homes.ts';
import type { Ended } from './origins/ended.ts';
import { Report } from './report/report.ts';
import { RequiredTrace } from './report/required-trace.ts';
import { Inputs } from './source/inputs.ts';
import { repositoryRoot } from './source/repository-root.ts';
import { HOME_OF_PROJECT, isHomeOfProject } from './trust/home-of-project.ts';
import { Ledger } from './trust/ledger.ts';
import { Approval } from './trust/review.ts';
import { trustMode } from './trust/trust-mode.ts';

/** What to load, and what may be done for it. */
export interface LoadOptions {
  /** Absolute; the search goes from here up to the repository's root. */
  readonly cwd: string;
  /** `HOME`, `CODEX_HOME` and `HOOKLINE_HOME` are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes the place of the project's files; the user's own stay. Relative to `cwd`. */
  readonly file?: string;
  /** With `file`: what it would say, for a file that is not written yet. */
  readonly text?: string;
  /** With `file`: nothing but that file and what it extends. */
  readonly only?: boolean;
  /** With `file`: it is read as a `hooks.json`, whatever it looks like. */
  readonly asHooksJson?: boolean;
  /**
   * Also the `hooks.json` files that the agent runs by itself, at both of its levels: for who raises an event as the
   * agent would. Never for a call by the agent, which would then run them twice.
   */
  readonly agentHooks?: boolean;
  /**
   * Only the files of this layer, for what is kept beside them and shared with them: of a project those that everybody has,
   * without the user's own and without `*.local.*`.
   */
  readonly layer?: 'project' | 'user';
  /** The handler kinds that are there without a plugin. */
  readonly kinds: readonly HandlerKind[];
  /** False: no config written in code, no plugin and no preset is imported. */
  readonly runCode: boolean;
  /** With `file`: a person has named it for this run just now, which approves it and what it names. */
  readonly named?: boolean;
  /** Look at what is approved also where `HOOKLINE_TRUST=all` makes it count for nothing. */
  readonly review?: boolean;
  /** Only what needs no approval: the user's own files. */
  readonly ownOnly?: boolean;
}

export interface Loading {
  readonly options: LoadOptions;
  readonly homes: Homes;
  /** The project's root: the repository's, else the working directory. */
  readonly root: string;
  /** `$HOOKLINE_HOME` lies inside of the project: nothing in it is the user's. The load is broken then. */
  readonly homeOfProject: boolean;
  readonly inputs: Inputs;
  readonly report: Report;
  readonly required: RequiredTrace;
  /** What a stronger layer took out. */
  readonly ended: Ended[];
  /** Set to false when something was left out because it is code. */
  complete: boolean;
  /** What of the project takes part; undefined where everything counts as approved. */
  readonly ledger: Ledger | undefined;
  /** Whether project code may be imported: allowed, and everything that was found so far is approved. */
  mayImport(): boolean;
  /** What of it is approved. */
  readonly approval: Approval | undefined;
}

/** Starts a load. */
export function startLoading(options: LoadOptions): Loading {
  const inputs = new Inputs();
  const cwd = resolve(options.cwd);
  const root = repositoryRoot(cwd, inputs) ?? cwd;
  const isOpen = trustMode(options.env) === 'all' && options.review !== true;
  const ledger = isOpen || options.ownOnly === true ? undefined : new Ledger(root, inputs);
  const homes = homesOf(options.env);
  const homeOfProject = isHomeOfProject(homes.hooklineHome, cwd, options.env);
  const loading = {
    options: { ...options, cwd },
    homes,
    root,
    homeOfProject,
    inputs,
    report: new Report(),
    required: new RequiredTrace(),
    ended: [],
    complete: true,
    ledger,
  };
  if (homeOfProject) {
    loading.report.inFile(homes.hooklineHome, HOME_OF_PROJECT);
    loading.required.anything();
  }
  const approval = ledger && new Approval(loading, ledger);
  return { ...loading, approval, mayImport: () => options.runCode && (approval?.holds() ?? true) };
}
