/** Loads what is measured: by its public entry, as a user of the package would. */
import { pathToFileURL } from 'node:url';

/** Where a command would run. */
export interface Where {
  readonly cwd: string;
  readonly home: string;
  readonly workspaceRoot: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What came of a command. */
export interface Judged {
  readonly verdict: string;
  readonly findings: readonly { readonly rule?: string }[];
}

/** A part of a text that is said to be a secret. */
export interface SecretSpan {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** The two functions that are measured. */
export interface Scan {
  readonly assess: (command: string, where: Where) => Judged;
  readonly findSecrets: (text: string) => readonly SecretSpan[];
}

const OWN = '@hookline/plugin-security-scan';

/** Imports the built package, or another module with the same two functions. */
export async function loadScan(file?: string): Promise<Scan> {
  const name = file ?? OWN;
  const module: Record<string, unknown> = await import(file === undefined ? OWN : pathToFileURL(file).href);
  return { assess: exported(module, 'assess', name), findSecrets: exported(module, 'findSecrets', name) };
}

function exported<Key extends keyof Scan>(
  module: Record<string, unknown>,
  key: Key,
  name: string,
): Scan[Key] {
  const value = module[key];
  if (typeof value !== 'function') throw new Error(`${name} exports no function "${key}". Build it first.`);
  return value as Scan[Key];
}
