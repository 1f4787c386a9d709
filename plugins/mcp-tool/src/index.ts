/** The plugin that provides the handler kind `mcp_tool`: an entry of a config that calls a tool of an MCP server. */
import { definePlugin } from '@hookline/core';
import { mcpToolHandler } from './handler.ts';

export { mcpToolHandler };

export default definePlugin({ name: 'mcp-tool', events: [], handlers: [mcpToolHandler] });
