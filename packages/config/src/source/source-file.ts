/** A configuration file as it was read, before anything in it is checked. */
import { basename, extname } from 'node:path';
import type { WrittenAt } from '../origins/ended.ts';
import type { Path } from '../report/path.ts';

/** How a file is parsed. `code` is imported, and only when running code is allowed. */
export type Format = 'toml' | 'json' | 'yaml' | 'code';

/** Whose layer a file belongs to: the user's never resolves packages into the project. */
export type Scope = 'user' | 'project';

/** How a preset came into a load. */
export interface PresetLink {
  /** Of the package that the preset is; a local file has none. */
  readonly packageName?: string;
  readonly version?: string;
  /** The `extends` that named it first. */
  readonly extendedBy: WrittenAt;
}

export interface SourceFile {
  /** Absolute. */
  readonly file: string;
  /** For people: `project`, `user`, `preset @acme/hookline-preset`. */
  readonly layer: string;
  readonly scope: Scope;
  readonly format: Format;
  readonly text: string;
  /** Where the configuration starts inside the file: `["hookline"]` in a package.json. */
  readonly prefix: Path;
  /** The layers that lead to a preset, outermost first: `project`, `preset @acme/team`. */
  readonly via?: readonly string[];
  /** For a preset; a file that was found has none. */
  readonly preset?: PresetLink;
  /** Plain data without prototype keys; undefined when the file could not be parsed. */
  readonly document?: unknown;
}

const CODE = new Set(['.ts', '.mts', '.js', '.mjs', '.cts', '.cjs']);

/** The format that a file name stands for; a name without extension is YAML, which JSON is a part of. */
export function formatOf(file: string): Format {
  const extension = extname(file);
  if (CODE.has(extension)) return 'code';
  if (extension === '.toml') return 'toml';
  if (extension === '.json') return 'json';
  if (extension === '.yaml' || extension === '.yml') return 'yaml';
  return basename(file).startsWith('.') ? 'yaml' : 'toml';
}
