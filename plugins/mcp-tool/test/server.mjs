// A real MCP server over stdio, written without the SDK so that it can also misbehave. MODE says how.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const { MODE = '', ANSWER = '', PID_FILE = '' } = process.env;
const say = (message) =>
  process.stdout.write(
    `${MODE === 'prompt' ? 'ready> ' : ''}${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`,
  );

if (MODE === 'crash') {
  process.stderr.write('no database\n');
  process.exit(3);
}
if (MODE === 'noise') process.stdout.write('Listening…\n{"level":30,"msg":"up"}\n[]\n42\n');
if (MODE === 'stubborn' || MODE === 'stubborn-hang') {
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1_000);
}
if (MODE === 'rubbish') {
  const lines = [
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":999,"result":{}}',
    '{"jsonrpc":"2.0","method":7}',
    'null',
    '{"a":',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
if (MODE === 'stderr-flood') process.stderr.write('x'.repeat(20 << 20));
if (MODE.startsWith('daemon')) {
  // Leaves the group, the session and its parent, as a program does that calls itself a daemon.
  const stay = 'process.on("SIGTERM",()=>{});setInterval(()=>{},1000)';
  const leave = `require('node:fs').writeFileSync(${JSON.stringify(PID_FILE)}, String(require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stay)}], { detached: true, stdio: 'ignore' }).pid)); process.exit()`;
  spawnSync(process.execPath, ['-e', leave], { stdio: 'ignore' });
}
if (MODE === 'parent') {
  const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM",()=>{});setInterval(()=>{},1000)'], {
    stdio: 'ignore',
  });
  process.stderr.write(`${child.pid}\n`);
}

const tools = ['scan_command', 'echo', 'fail', 'environment'].map((name) => ({
  name,
  inputSchema: { type: 'object' },
}));

function call({ name, arguments: args }) {
  if (name === 'scan_command') return { content: [{ type: 'text', text: ANSWER }] };
  if (name === 'echo')
    return {
      content: [
        { type: 'image', data: '', mimeType: 'image/png' },
        {
          type: 'text',
          text: JSON.stringify({
            systemMessage: JSON.stringify({ args, pid: process.pid, cwd: process.cwd() }),
          }),
        },
      ],
    };
  if (name === 'environment')
    return {
      content: [{ type: 'text', text: JSON.stringify({ systemMessage: JSON.stringify(process.env) }) }],
    };
  return { isError: true, content: [{ type: 'text', text: `no such thing: ${name}` }] };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  if (method === 'initialize') {
    if (MODE === 'hang' || MODE === 'daemon-hang') return;
    const serverInfo = { name: 'test', version: '1' };
    say({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo } });
  } else if (method === 'tools/list') say({ id, result: { tools } });
  else if (method === 'tools/call') {
    if (MODE === 'crash-late' || MODE === 'daemon-crash') process.exit(4);
    if (MODE === 'hang-call') return;
    if (MODE === 'huge')
      return say({ id, result: { content: [{ type: 'text', text: 'x'.repeat(5 << 20) }] } });
    if (MODE === 'large')
      return say({ id, result: { content: [{ type: 'text', text: `${ANSWER}${' '.repeat(3 << 20)}` }] } });
    if (MODE === 'endless') {
      const more = () => {
        while (process.stdout.write('x'.repeat(1 << 20)));
        process.stdout.once('drain', more);
      };
      more();
      return;
    }
    if (MODE === 'stubborn-hang') {
      process.stderr.write('calling\n');
      return;
    }
    if (MODE === 'noise') process.stdout.write('working…\n');
    if (MODE === 'rpc-error') say({ id, error: { code: -32602, message: `Tool ${params.name} not found` } });
    else say({ id, result: call(params) });
  } else say({ id, error: { code: -32601, message: 'There is no such method.' } });
});
