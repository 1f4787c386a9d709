/**
 * Finds the first configuration of a folder with cosmiconfig's explorer. The explorer is built directly, because the
 * public factory first looks for options of its own in the working directory, `.config/config.{js,cjs,mjs,ts}`
 * included, and imports them: a project's code would run before anyone approved it.
 */
import { basename } from 'node:path';
import type { PublicExplorer } from 'cosmiconfig';
import * as explorerModule from 'cosmiconfig/dist/Explorer.js';

/** A file that was found, unparsed. A value that cosmiconfig hands through without looking into it. */
export class FoundText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type ExplorerClass = new (options: Record<string, unknown>) => PublicExplorer;
const { Explorer } = explorerModule as unknown as { readonly Explorer: ExplorerClass };

/** A package.json holds a configuration when its `hookline` is one, and not the manifest of a plugin or preset. */
function packageLoader(_file: string, text: string): { hookline?: FoundText } {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    // Reported as a syntax error only when it seems to be about us; npm complains about the rest.
    return text.includes('"hookline"') ? { hookline: new FoundText(text) } : {};
  }
  if (manifest === null || typeof manifest !== 'object' || !Object.hasOwn(manifest, 'hookline')) return {};
  const { hookline } = manifest as { hookline: unknown };
  const isManifest = hookline !== null && typeof hookline === 'object' && Object.hasOwn(hookline, 'kind');
  return isManifest ? {} : { hookline: new FoundText(text) };
}

const loader = (file: string, text: string): unknown =>
  basename(file) === 'package.json' ? packageLoader(file, text) : new FoundText(text);

const EXTENSIONS = ['noExt', 'default', '.toml', '.json', '.yaml', '.ts', '.mts', '.js', '.mjs', '.local'];

/** Looks in one folder at a time; which folders is the caller's decision. */
export function createFolderExplorer(places: readonly string[]): PublicExplorer {
  return new Explorer({
    moduleName: 'hookline',
    packageProp: ['hookline'],
    searchPlaces: [...places],
    ignoreEmptySearchPlaces: false,
    cache: false,
    transform: (result: unknown) => result,
    loaders: Object.fromEntries(EXTENSIONS.map((extension) => [extension, loader])),
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
    searchStrategy: 'none',
  });
}
