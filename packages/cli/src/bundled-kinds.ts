/**
 * The handler kinds that come with Hookline. Each is loaded when an entry of its type first runs. By their names: the
 * default export of a bundled part is not what it is of the module it was made from.
 */
import type { BundledKinds } from '@hookline/runtime';

export const BUNDLED_KINDS: BundledKinds = {
  script: async () => (await import('@hookline/plugin-script')).scriptHandler,
  command: async () => (await import('@hookline/plugin-command')).commandHandler,
  webhook: async () => (await import('@hookline/plugin-webhook')).webhookHandler,
  mcp_tool: async () => (await import('@hookline/plugin-mcp-tool')).mcpToolHandler,
};
