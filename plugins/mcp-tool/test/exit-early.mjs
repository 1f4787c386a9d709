// A hook process that ends in the middle of a call. Prints the number of the server it leaves behind.
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { mcpToolHandler } from '@hookline/plugin-mcp-tool';

const [server] = process.argv.slice(2);
const here = '/';
const origin = { file: '/repo/hooks.toml', path: 'hooks.exec[0]', layer: 'project' };
const fields = {
  tool: 'echo',
  server: { command: [process.execPath, server], env: { MODE: 'stubborn-hang' } },
};
const entry = { name: 'x', fields, environment: {}, mode: 'sync', baseDir: here, cwd: here, origin };
const ctx = {
  signal: new AbortController().signal,
  timeoutMs: 60_000,
  env: { PATH: process.env.PATH },
  places: { codexHome: here },
  redact: (text) => text,
};
mcpToolHandler.run(entry, { type: 'exec.before', cwd: here }, ctx).catch(() => {});

const isServer = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const isChild = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid);
    return isChild && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(server);
  } catch {
    return false;
  }
};
let found;
while (found === undefined) {
  await setImmediate();
  found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isServer(name));
}
process.stdout.write(found, () => process.exit());
