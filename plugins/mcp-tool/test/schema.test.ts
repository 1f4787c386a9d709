import { mcpToolHandler } from '@hookline/plugin-mcp-tool';
import { expect, it } from 'vitest';

async function problems(fields: Record<string, unknown>): Promise<string | undefined> {
  const { default: schema } = await mcpToolHandler.schema();
  const { issues } = (await schema['~standard'].validate(fields)) as { issues?: unknown };
  return issues === undefined ? undefined : JSON.stringify(issues);
}

it.each([
  { tool: 'scan', server: 'scanner', arguments: { command: '${command}', deep: { n: 1 } } },
  { tool: 'scan', server: { command: ['node', './server.js'], env: { A: '${A}' }, cwd: './tools' } },
  { tool: 'scan', server: { command: 'uvx', args: ['scanner'] } },
  { tool: 'scan', server: { url: 'https://example.com/mcp', headers: { Authorization: 'Bearer ${T}' } } },
  { tool: 'scan', server: { url: 'http://localhost:3000/mcp' } },
  { tool: 'scan', server: { url: '${MCP_URL}' } },
])('takes %j', async (fields) => {
  expect(await problems(fields)).toBeUndefined();
});

it.each([
  [{ server: 'scanner' }, /tool/],
  [{ tool: 'scan' }, /config\.toml/],
  [{ tool: 'scan', server: 7 }, /config\.toml/],
  [{ tool: 'scan', server: {} }, /command/],
  [{ tool: 'scan', server: { command: [] } }, /command/],
  [{ tool: 'scan', server: { url: 'http://example.com/mcp' } }, /https/],
  [{ tool: 'scan', server: { url: 'https://example.com', command: ['a'] } }, /command/],
  [{ tool: 'scan', server: 'scanner', arguments: 'x' }, /table/],
  [{ tool: 'scan', server: 'scanner', args: {} }, /args/],
])('refuses %j', async (fields, message) => {
  expect(await problems(fields)).toMatch(message);
});
