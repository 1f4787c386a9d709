import type { PluginDefinition } from '@hookline/core';
import { Bench } from '../bench.ts';
import { checkOptions } from '../check-options.ts';
import type { PackageProblem } from './problem.ts';

const WHERE = 'package.json > hookline.required';

/**
 * Compares the events on which the manifest says that the plugin requires itself with the gates that it registers. A
 * configuration that is broken goes by the manifest: what is missing there would let pass what nobody judged.
 */
export async function checkRequired(
  said: unknown,
  plugin: PluginDefinition,
): Promise<readonly PackageProblem[]> {
  if (said !== undefined && !Array.isArray(said))
    return [{ where: WHERE, why: 'It is no list.', fix: 'Write the events whose gates are required.' }];
  const real = await requiredEvents(plugin);
  // Without options it may not be set up at all, and then nothing is known.
  if (real === undefined) return [];
  const listed = (said ?? []) as readonly unknown[];
  const missing = real.filter((name) => !listed.includes(name));
  const extra = listed.filter((name) => !(real as readonly unknown[]).includes(name));
  if (missing.length + extra.length === 0) return [];
  const why = [
    ...(missing.length > 0 ? [`It lacks ${missing.join(', ')}, which the code requires.`] : []),
    ...(extra.length > 0 ? [`It lists ${extra.join(', ')}, which the code does not require.`] : []),
  ];
  return [{ where: WHERE, why: why.join(' '), fix: `Write ${JSON.stringify(real)}.` }];
}

async function requiredEvents(plugin: PluginDefinition): Promise<readonly string[] | undefined> {
  const bench = new Bench({});
  try {
    const options = await checkOptions('the plugin', plugin.options, {});
    let isSetUp = false;
    bench.lifecycle.hooks.pluginRegistered.tap('check', () => {
      isSetUp = true;
    });
    await bench.lifecycle.registerPlugin(plugin, { name: plugin.name, options });
    return isSetUp ? plugin.events.filter((name) => bench.lifecycle.requires(name)) : undefined;
  } catch {
    return undefined;
  } finally {
    await bench.close();
  }
}
