/** The commands of the plugins that Hookline publishes, to say what to install before it is. */
const PLUGIN_OF: Readonly<Record<string, string>> = {
  analytics: 'usage-analytics',
  performance: 'performance-metrics',
  restore: 'file-backup',
};

/** Who provides a command; undefined for one that is nobody's. */
export function publisherOf(
  command: string,
): { readonly plugin: string; readonly packageName: string } | undefined {
  const plugin = Object.hasOwn(PLUGIN_OF, command) ? PLUGIN_OF[command] : undefined;
  return plugin === undefined ? undefined : { plugin, packageName: `@hookline/plugin-${plugin}` };
}
