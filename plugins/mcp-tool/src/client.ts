/**
 * What is used of the MCP client. The build replaces this file by one that holds it: with all that it brings it would be
 * nine megabytes in every installation, for half of one that is run.
 */
export type { CallToolResult, JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
export { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
