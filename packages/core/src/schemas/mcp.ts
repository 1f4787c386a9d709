import { call, event, filled, record, result } from './base.ts';

const tool = { server: filled, tool: filled, arguments: record };

export const mcpBefore = event('mcp.before', { ...call, ...tool });
export const mcpAfter = event('mcp.after', { ...call, ...result, ...tool });
