// Events that no agent sends: raised by `hookline emit`, or by a plugin, they reach scripts, webhooks and plugins.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runOnStage, type Stage } from '../src/index.ts';
import { done, effectStage, entry, hooklineCodex, linesOf, plugin, sh } from './effects.ts';
import { RECORDER, received } from './seed-variables.ts';

const DATA = { version: '1.2.3', region: 'eu', tags: ['a', 'b'] };

async function receiver() {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      bodies.push(JSON.parse(text));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const emit = (stage: Stage, name: string, data: unknown, ...more: string[]) =>
  runOnStage(stage, ['hookline', 'emit', name, '--data', JSON.stringify(data), ...more]);

const noting = plugin(
  ['integration.*', 'exec.after'],
  `on('integration.*').observe((event, ctx) => {
    appendFileSync(process.env.HOME + '/seen', JSON.stringify([event.type, event.data]) + '\\n');
  });
  on('exec.after').observe((event, ctx) => { ctx.emit('integration.ran', { code: event.exitCode }); });`,
);
const withAppend = `import { appendFileSync } from 'node:fs';\n${noting}`;

describe('an event that is emitted by hand', () => {
  it('reaches a script, a webhook and a plugin with its data', async () => {
    const server = await receiver();
    const stage = await effectStage([], {
      'hooks.toml': [
        '[plugins."./policy.mjs"]\n',
        entry('integration.deploy', 'record.cjs', 'mode = "sync"'),
        `[[hooks.integration]]\nevent = "integration.deploy"\nurl = "${server.url}"\nmode = "sync"\n`,
        entry('integration.other', 'record.cjs'),
      ].join('\n'),
      'record.cjs': RECORDER,
      'policy.mjs': withAppend,
    });
    const run = await emit(stage, 'integration.deploy', DATA, '--session', 'build-7');
    expect(run.exitCode, run.stderr).toBe(0);
    expect(received(stage)).toMatchObject([
      {
        variables: {
          CODEX_EVENT_TYPE: 'integration.deploy',
          CODEX_SESSION_ID: 'build-7',
          CODEX_WORKDIR: stage.sandbox.repo,
          CODEX_DATA: JSON.stringify(DATA),
        },
        stdin: DATA,
      },
    ]);
    expect(received(stage)[0]?.variables).not.toHaveProperty('CODEX_MODEL');
    expect(server.bodies).toMatchObject([
      { event: { type: 'integration.deploy', sessionId: 'build-7', data: DATA } },
    ]);
    expect(linesOf(stage, 'seen')).toEqual([JSON.stringify(['integration.deploy', DATA])]);
  });

  it('is refused by a script, which the caller sees by the exit code', async () => {
    const stage = await effectStage([], {
      'hooks.toml': entry('integration.deploy', 'gate.sh', 'required = true'),
      'gate.sh': sh('case "$CODEX_DATA" in *prod*) echo "Not on a Friday." >&2; exit 2;; esac'),
    });
    const refused = await emit(stage, 'integration.deploy', { to: 'prod' });
    expect([refused.exitCode, refused.stdout]).toEqual([1, expect.stringContaining('Not on a Friday.')]);
    expect((await emit(stage, 'integration.deploy', { to: 'staging' })).exitCode).toBe(0);
  });
});

it('an event that a plugin emits in a session of the agent reaches scripts under that session', async () => {
  const stage = await effectStage([{ type: 'shell', command: 'exit 3' }, done], {
    'hooks.toml': `[plugins."./policy.mjs"]\n${entry('integration.ran', 'record.cjs')}${entry('session_start', 'record.cjs', 'mode = "sync"')}`,
    'record.cjs': RECORDER,
    'policy.mjs': withAppend,
  });
  await hooklineCodex(stage);
  const [start, ran] = received(stage).map(({ variables }) => variables);
  expect(ran).toMatchObject({
    CODEX_EVENT_TYPE: 'integration.ran',
    CODEX_SESSION_ID: start?.['CODEX_SESSION_ID'],
    CODEX_DATA: '{"code":3}',
    CODEX_WORKDIR: stage.sandbox.repo,
    CODEX_MODEL: 'gpt-5.5',
  });
  expect(ran).not.toHaveProperty('CODEX_COMMAND');
  expect(linesOf(stage, 'seen')).toEqual(['["integration.ran",{"code":3}]']);
});
