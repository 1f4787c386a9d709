/** The handler kinds that come with Hookline. Each is loaded when an entry of its type first runs. */
import type { HandlerKind } from '@hookline/core';
import type { BundledKinds } from '@hookline/runtime';

const only = (definition: { readonly handlers?: readonly HandlerKind[] }, type: string): HandlerKind => {
  const kind = definition.handlers?.find((handler) => handler.type === type);
  if (!kind) throw new Error(`The bundled handler kind "${type}" is missing.`);
  return kind;
};

export const BUNDLED_KINDS: BundledKinds = {
  script: async () => only((await import('@hookline/plugin-script')).default, 'script'),
  webhook: async () => only((await import('@hookline/plugin-webhook')).default, 'webhook'),
  mcp_tool: async () => only((await import('@hookline/plugin-mcp-tool')).default, 'mcp_tool'),
};
