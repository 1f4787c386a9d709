/** What is approved: one thing that a project's configuration makes Hookline read as instructions, or run. */
import { createHash } from 'node:crypto';

/** `config`: a configuration. `code`: a module. `script`: a file that a hook runs. `package`: installed code, as a whole. */
export type TrustKind = 'config' | 'code' | 'script' | 'package';

/** One thing by its content. */
export interface TrustItem {
  readonly kind: TrustKind;
  /** From the root with `/`; absolute for what is outside of it. */
  readonly path: string;
  /** Where a link leads, in the same form. */
  readonly leadsTo?: string;
  /** Of a package. */
  readonly name?: string;
  readonly sha256: string;
  /** Of a package: its files that are loaded, by their path in it. Which they are depends on who loads it. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The hash of some content. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Whether what was approved covers what was found: the same thing with the same content. */
export function covers(approved: TrustItem, found: TrustItem): boolean {
  if (approved.path !== found.path || approved.leadsTo !== found.leadsTo) return false;
  if (found.files === undefined) return approved.sha256 === found.sha256;
  const { files = {} } = approved;
  return Object.entries(found.files).every(
    ([file, hash]) => Object.hasOwn(files, file) && files[file] === hash,
  );
}

/** A short name of an item with its content, for where a list of them is handed over. */
export function fingerprintOf(root: string, { path, leadsTo = '', sha256: hash }: TrustItem): string {
  return sha256([root, path, leadsTo, hash].join('\0')).slice(0, 32);
}
