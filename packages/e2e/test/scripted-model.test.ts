import { describe, expect, it, onTestFinished } from 'vitest';
import { runCodex, type ScriptedModel, startScriptedModel, type Turn } from '../src/index.ts';
import { stageFor } from './stage.ts';

const done: Turn = { type: 'message', text: 'done' };

async function start(turns: readonly Turn[], options?: { repeatLast?: boolean }): Promise<ScriptedModel> {
  const model = await startScriptedModel(turns, options);
  onTestFinished(() => model.close());
  return model;
}

async function ask(model: ScriptedModel, text = 'hello', tools: unknown[] = []): Promise<string> {
  const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }];
  const response = await fetch(`${model.url}/responses`, {
    method: 'POST',
    body: JSON.stringify({ input, tools }),
  });
  return response.text();
}

describe('the scripted model', () => {
  it('answers turn by turn, then says that the script is over', async () => {
    const model = await start([
      { type: 'message', text: 'one' },
      { type: 'message', text: 'two' },
    ]);
    expect(await ask(model)).toContain('one');
    expect(await ask(model)).toContain('two');
    expect(await ask(model)).toContain('script exhausted');
    expect(model.requests).toHaveLength(3);
  });

  it('repeats its last turn when told so', async () => {
    const model = await start([done], { repeatLast: true });
    await ask(model);
    expect(await ask(model)).toContain('done');
  });

  it('keeps a turn for the request that tells the model a text', async () => {
    const model = await start([done, { type: 'message', text: 'reserved', when: 'the "child"' }]);
    expect(await ask(model, 'I am the "child"')).toContain('reserved');
    expect(await ask(model, 'I am the "child"')).toContain('done');
  });

  it.each([
    ['exec_command', { cmd: 'ls' }],
    ['shell_command', { command: 'ls' }],
    ['shell', { command: ['bash', '-lc', 'ls'] }],
  ])('calls the shell tool that is offered: %s', async (name, args) => {
    const model = await start([{ type: 'shell', command: 'ls' }]);
    const answer = await ask(model, 'go', [{ type: 'function', name }]);
    expect(answer).toContain(JSON.stringify(name));
    expect(answer).toContain(JSON.stringify(JSON.stringify(args)));
  });

  it('tells the token numbers of the turn', async () => {
    const model = await start([{ ...done, usage: { input_tokens: 700, output_tokens: 7 } }]);
    expect(await ask(model)).toContain('"total_tokens":707');
  });

  it('holds an answer back until it is released', async () => {
    const model = await start([{ ...done, hold: true }]);
    let isAnswered = false;
    const arrived = new Promise<void>((resolve) => void model.onRequest(resolve));
    const answer = ask(model).finally(() => {
      isAnswered = true;
    });
    await arrived;
    expect(isAnswered).toBe(false);
    model.release();
    expect(await answer).toContain('done');
  });

  it('closes although an answer is held back and another is delayed', async () => {
    const model = await start([
      { ...done, hold: true },
      { ...done, delayMs: 600_000 },
    ]);
    const broken = [ask(model), ask(model)].map((answer) => expect(answer).rejects.toThrow());
    await new Promise<void>((resolve) => {
      model.onRequest(() => model.requests.length === 2 && resolve());
    });
    await model.close();
    await Promise.all(broken);
  });

  it('answers anything else with 404 and remembers it', async () => {
    const model = await start([]);
    expect((await fetch(`${model.url}/models`)).status).toBe(404);
    expect(model.strays).toEqual(['GET /v1/models']);
  });
});

describe('the agent with the scripted model', () => {
  it('runs several calls of one response', async () => {
    const stage = await stageFor([
      {
        type: 'multi',
        items: [
          { type: 'shell', command: 'echo a > a.txt' },
          { type: 'shell', command: 'echo b > b.txt' },
        ],
      },
      done,
    ]);
    expect(await runCodex(stage)).toMatchObject({ filesTouched: ['a.txt', 'b.txt'], finalMessage: 'done' });
  });

  it('types into a command that still runs', async () => {
    const stage = await stageFor([
      { type: 'shell', command: 'read line; echo "got $line"', args: { tty: true, yield_time_ms: 250 } },
      { type: 'poll', chars: 'a word\n' },
      done,
    ]);
    expect((await runCodex(stage)).modelSaw('got a word')).toBe(true);
  });

  it('calls any function and any freeform tool', async () => {
    const stage = await stageFor([
      { type: 'function_call', name: 'no_such_tool', arguments: '{"broken' },
      {
        type: 'custom_call',
        name: 'apply_patch',
        input: '*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch',
      },
      done,
    ]);
    const run = await runCodex(stage);
    expect(run.filesTouched).toEqual(['a.txt']);
    expect([...run.toolOutputs.values()][0]).toContain('no_such_tool');
  });

  it.each<Turn>([
    { type: 'http_error', status: 500, message: 'out of order' },
    { type: 'failed', message: 'out of order' },
    { type: 'disconnect' },
  ])('fails the run on $type', async (turn) => {
    const stage = await stageFor([turn], { repeatLast: true });
    const run = await runCodex(stage);
    expect(run.exitCode).toBe(1);
    expect(run.events.map(({ type }) => type)).toContain('turn.failed');
  });

  it('uses code mode under a model that has it', async () => {
    const stage = await stageFor(
      [{ type: 'custom_call', name: 'exec', input: 'text("from code mode")' }, done],
      { codexModel: 'gpt-6.1-sol' },
    );
    expect((await runCodex(stage)).modelSaw('from code mode')).toBe(true);
  });
});
