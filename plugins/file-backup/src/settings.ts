/** The options of the plugin and what stands for those that are left out. Shared by the handlers, the schema and the command. */

/** The options of the plugin; what is left out has the default of the schema. */
export interface FileBackupOptions {
  /** Bytes; a larger file is not copied. Default 10 MiB. */
  readonly max_file_size?: number;
  /** Files that are copied for one event. Default 1000. */
  readonly max_files?: number;
  /** Bytes that all copies together may take. Default 1 GiB. */
  readonly max_total?: number;
  /** Days that a copy is kept. Default 14. */
  readonly keep_days?: number;
  /** Globs of files that are never copied. Default none. */
  readonly exclude?: readonly string[];
  /** Names of folders that are not copied as part of a folder or a pattern. Default: those of generated files. */
  readonly exclude_folders?: readonly string[];
  /** What becomes of a patch or a command when a file of it could not be copied. Default `allow`. */
  readonly on_failure?: 'allow' | 'deny';
}

export type Settings = Required<FileBackupOptions>;

export const DEFAULTS: Settings = {
  max_file_size: 10 * 1024 * 1024,
  max_files: 1_000,
  max_total: 1024 * 1024 * 1024,
  keep_days: 14,
  exclude: [],
  exclude_folders: [
    '.git',
    'node_modules',
    'target',
    'dist',
    'build',
    'out',
    'coverage',
    '.venv',
    'venv',
    '__pycache__',
    '.mypy_cache',
    '.pytest_cache',
    '.ruff_cache',
    '.tox',
    '.next',
    '.nuxt',
    '.turbo',
    '.gradle',
    '.terraform',
    '.cache',
  ],
  on_failure: 'allow',
};

/** Every option with its value. */
export function settingsOf(options: FileBackupOptions | undefined): Settings {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}
