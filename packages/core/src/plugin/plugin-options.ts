/**
 * The options of the plugins that a program knows, by the name that a configuration uses. Empty here: a plugin's
 * package adds its own, and `defineConfig` checks them.
 *
 * @example
 * declare module '@hookline/core' {
 *   interface PluginOptions {
 *     'session-log': SessionLogOptions;
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: plugins augment it.
export interface PluginOptions {}
