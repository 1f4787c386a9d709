/** Finds the user's own files: what Codex' `config.json` names, `$CODEX_HOME/hooks.toml`, `$HOOKLINE_HOME`. */
import { readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Loading } from '../loading.ts';
import { hooksJsonFiles } from './find-hooks-json.ts';
import { foreignHand } from './ownership.ts';
import { parseText } from './parse.ts';
import { HOOKLINE_HOME_PLACES } from './places.ts';
import type { SourceRequest } from './read-source.ts';
import type { Scope } from './source-file.ts';

/** The user's files, weakest first, and whether the user has switched all hooks off. */
export interface UserFiles {
  readonly requests: readonly SourceRequest[];
  readonly switchedOff: boolean;
}

const isFile = (file: string, loading: Loading): boolean => loading.inputs.stat(file)?.isFile() === true;

/** A file that others could have written is left out, and said to be; what it would have required stays known. */
function isTrusted(file: string, loading: Loading): boolean {
  const why = foreignHand(file, loading.inputs);
  if (why === undefined) return true;
  try {
    loading.required.unreadable(readFileSync(file, 'utf8'));
  } catch {
    loading.required.anything();
  }
  loading.report.inFile(file, {
    message: `This file does not count as the user's own, because ${why}.`,
    fix: 'Make the file and its folder yours, and writable by nobody else.',
  });
  return false;
}

const isInside = (folder: string, file: string): boolean =>
  file.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** A file inside the repository is the repository's, whoever names it: it must not gain the user's trust. */
const scopeOf = (file: string, loading: Loading): Scope => {
  const { codexHome, hooklineHome } = loading.homes;
  const isHome = isInside(codexHome, file) || (isInside(hooklineHome, file) && !loading.homeOfProject);
  return isInside(loading.root, file) && !isHome ? 'project' : 'user';
};

async function readSwitch(
  file: string,
  loading: Loading,
): Promise<{ enabled?: unknown; configPath?: unknown }> {
  if (!isFile(file, loading) || !isTrusted(file, loading)) return {};
  try {
    const document = await parseText('json', readFileSync(file, 'utf8'));
    const hooks = (document as { hooks?: unknown } | undefined)?.hooks;
    return hooks !== null && typeof hooks === 'object' ? switchOf(hooks, file, loading) : {};
  } catch {
    loading.report.inFile(file, {
      severity: 'warning',
      code: 'HOOKLINE_CONFIG_SYNTAX',
      message:
        'Whether this file has hooks.enabled or hooks.configPath is not known: it is not well-formed JSON.',
    });
    return {};
  }
}

/** The two values, in either spelling; the rest of `hooks` is somebody else's. */
function switchOf(
  hooks: { enabled?: unknown; configPath?: unknown; config_path?: unknown },
  file: string,
  loading: Loading,
): { enabled?: unknown; configPath?: unknown } {
  const { enabled, configPath = hooks.config_path } = hooks;
  const wrong = (key: string, expected: string): void =>
    loading.report.inFile(file, {
      severity: 'warning',
      message: `"hooks.${key}" must be ${expected}, so it is not taken into account.`,
      expected,
    });
  if (enabled !== undefined && typeof enabled !== 'boolean') wrong('enabled', 'true or false');
  if (configPath !== undefined && typeof configPath !== 'string') wrong('configPath', 'the path of a file');
  return { enabled, configPath };
}

function namedFile(configPath: string, configFile: string, loading: Loading): string | undefined {
  const expanded = configPath.startsWith('~/')
    ? join(loading.homes.userHome, configPath.slice(2))
    : configPath;
  const candidates = isAbsolute(expanded)
    ? [expanded]
    : [resolve(loading.options.cwd, expanded), resolve(dirname(configFile), expanded)];
  const found = candidates.find((candidate) => isFile(candidate, loading));
  if (!found) {
    loading.report.inFile(configFile, {
      severity: 'warning',
      code: 'HOOKLINE_CONFIG_NOT_FOUND',
      message: `The file that hooks.configPath names does not exist: ${candidates.join(', nor ')}.`,
      fix: 'Write an absolute path, or one from the folder in which you work, or from the folder of this file.',
    });
  }
  return found;
}

function homeFiles(loading: Loading): string[] {
  const { codexHome, hooklineHome } = loading.homes;
  const [first, ...others] = HOOKLINE_HOME_PLACES.map((place) => join(hooklineHome, place)).filter((file) =>
    isFile(file, loading),
  );
  for (const other of others) {
    loading.report.inFile(other, {
      severity: 'warning',
      message: `This file is not read, because ${basename(first ?? '')} in the same folder comes first.`,
    });
  }
  const codexFile = join(codexHome, 'hooks.toml');
  return [
    ...hooksJsonFiles(codexHome, loading),
    ...(isFile(codexFile, loading) ? [codexFile] : []),
    ...(first ? [first] : []),
  ];
}

/** Finds the user's own layer. */
export async function findUserFiles(loading: Loading): Promise<UserFiles> {
  const configFile = join(loading.homes.codexHome, 'config.json');
  const { enabled, configPath } = await readSwitch(configFile, loading);
  const named = typeof configPath === 'string' ? namedFile(configPath, configFile, loading) : undefined;
  const files = [...(named ? [named] : []), ...homeFiles(loading)];
  const requests = [...new Set(files)].flatMap((file): SourceRequest[] => {
    const scope = scopeOf(file, loading);
    return scope === 'project' || isTrusted(file, loading) ? [{ file, scope, layer: scope }] : [];
  });
  return { requests, switchedOff: enabled === false };
}
