/**
 * An event that a plugin defines is known once that plugin's code has run, and a configuration that did not change is used
 * without running any: before such an event is raised, those who may have defined it are imported.
 */
import { type ResolvedConfig, resolveEventNames } from '@hookline/core/engine';
import { errorText } from '@hookline/core/errors';
import { type ImportModule, listensTo, loadPlugin } from '@hookline/runtime';

/** Imports the plugins that listen to an event which is not known yet; answers why those that failed did. */
export async function importDefiners(
  name: string,
  { plugins }: ResolvedConfig,
  importModule: ImportModule,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const plugin of plugins) {
    if (resolveEventNames(name).length > 0) break;
    if (!listensTo(plugin.events, [name])) continue;
    try {
      await loadPlugin(plugin, importModule);
    } catch (thrown) {
      failed.push(`The plugin ${plugin.name} could not be imported: ${errorText(thrown)}`);
    }
  }
  return failed;
}
