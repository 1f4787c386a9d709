/** Priority, parallel execution and refusal on a timeline that the scripts themselves tell. */
import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hooklineBinary } from '../src/hookline-binary.ts';
import {
  openRendezvous,
  processesMentioning,
  type RendezvousOptions,
  type Sandbox,
  stepScript,
  waitUntil,
} from '../src/index.ts';
import { callHook, payload, readAnswer } from './direct.ts';
import { stageFor } from './stage.ts';

interface Lane {
  readonly lane: string;
  readonly category: string;
  readonly event: string;
  readonly mode: string;
  run(sandbox: Sandbox): Promise<string>;
}

const LANES: readonly Lane[] = [
  {
    lane: 'gate',
    category: 'exec',
    event: 'exec.before',
    mode: '',
    run: async (sandbox) => {
      const result = await callHook(sandbox, { stdin: payload(sandbox, 'PreToolUse.Bash') });
      expect(readAnswer(result).verdict, result.stderr).toBe('passes');
      return result.stderr;
    },
  },
  {
    lane: 'contribute',
    category: 'session',
    event: 'session_start',
    mode: 'mode = "sync"',
    run: (sandbox) => emit(sandbox, 'session_start'),
  },
  {
    lane: 'observe',
    category: 'session',
    event: 'session_end',
    mode: 'mode = "sync"',
    run: (sandbox) => emit(sandbox, 'session_end'),
  },
];

/** `hookline emit` in the sandbox's repository; gives what it printed. */
function emit(sandbox: Sandbox, event: string): Promise<string> {
  const child = spawn(process.execPath, [hooklineBinary(), 'emit', event], {
    cwd: sandbox.repo,
    env: sandbox.env(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
  });
}

/** Two of each priority, the low ones first in the file. */
const NAMES = ['low-1', 'low-2', 'normal-1', 'normal-2', 'high-1', 'high-2'];
const PAIRS = ['high', 'normal', 'low'].map((priority) => [`${priority}-1`, `${priority}-2`] as const);

const entry = (name: string, { category, event, mode }: Lane): string => `
[[hooks.${category}]]
event = "${event}"
command = ["node", "./step.mjs", "${name}"]
description = "${name}"
priority = "${name.split('-')[0]}"
timeout = 60
${mode}
`;

async function stageOf(lane: Lane, settings: string, options: RendezvousOptions = {}) {
  const server = await openRendezvous(options);
  onTestFinished(() => server.close());
  const { sandbox } = await stageFor([]);
  sandbox.files({
    'hooks.toml': `[hooks]\n${settings}\n${NAMES.map((name) => entry(name, lane)).join('')}`,
    'step.mjs': stepScript(server.url),
  });
  return { server, sandbox };
}

const at = (told: readonly string[], what: string): number => {
  expect(told).toContain(what);
  return told.indexOf(what);
};

describe.each(LANES)('in the lane $lane', (lane) => {
  it('runs high before normal before low, and those of one priority at the same time', async () => {
    // None of a pair is let go before both have begun.
    const { server, sandbox } = await stageOf(lane, 'parallel_execution = true', { meet: PAIRS });
    await lane.run(sandbox);
    const { told } = server;
    expect(told).toHaveLength(12);
    for (const [one, other] of PAIRS) {
      expect(at(told, `start ${other}`)).toBeLessThan(at(told, `end ${one}`));
      expect(at(told, `start ${one}`)).toBeLessThan(at(told, `end ${other}`));
    }
    for (const [index, before] of PAIRS.slice(0, -1).entries()) {
      const ended = Math.max(...before.map((name) => at(told, `end ${name}`)));
      for (const name of PAIRS[index + 1] ?? []) expect(ended).toBeLessThan(at(told, `start ${name}`));
    }
  });

  it('runs one after the other without parallel_execution', async () => {
    let root = '';
    const alive: string[][] = [];
    const { server, sandbox } = await stageOf(lane, 'parallel_execution = false', {
      // While one is held, no other may be there: looked at again and again, for it could be about to start.
      onStart: async () => {
        const seen = new Set<string>();
        await waitUntil(
          () => {
            for (const { command } of processesMentioning(root)) {
              const name = /step\.mjs (\S+)/.exec(command)?.[1];
              if (name !== undefined) seen.add(name);
            }
            return seen.size > 1;
          },
          { attempts: 8 },
        );
        alive.push([...seen]);
      },
    });
    root = sandbox.root;
    await lane.run(sandbox);
    const order = ['high-1', 'high-2', 'normal-1', 'normal-2', 'low-1', 'low-2'];
    expect(server.told).toEqual(order.flatMap((name) => [`start ${name}`, `end ${name}`]));
    expect(alive).toEqual(order.map((name) => [name]));
  });
});

it('takes up async hooks in order of priority, as the block of the first seed has them', async () => {
  const server = await openRendezvous();
  onTestFinished(() => server.close());
  const { sandbox } = await stageFor([]);
  const names = ['low-1', 'normal-1', 'high-1', 'high-2'];
  const lane = { category: 'session', event: 'session_start', mode: '', lane: '', run: async () => '' };
  sandbox.files({
    'hooks.toml': names.map((name) => entry(name, lane)).join(''),
    'step.mjs': stepScript(server.url),
  });
  expect(await emit(sandbox, 'session_start')).toMatch(/high-1 +ok +\d+ ms {2}async/);
  expect(server.told.filter((one) => one.startsWith('start'))).toEqual(
    ['high-1', 'high-2', 'normal-1', 'low-1'].map((name) => `start ${name}`),
  );
});

describe('a refusal', () => {
  const REFUSE = `import { spawn } from 'node:child_process';
if (name === 'sibling') {
  // In a session of its own, so that it is in nobody's process group.
  spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  await tell('ready');
  process.on('SIGTERM', () => {});
  await new Promise(() => setInterval(() => {}, 1000));
}
if (name === 'refuses') {
  await tell('await/ready/sibling');
  console.error('Not this one.');
  process.exit(2);
}`;

  it.each([
    ['exec.before', 'exec', 'PreToolUse', 'PreToolUse.Bash'],
    ['task_start', 'task', 'UserPromptSubmit', 'UserPromptSubmit'],
    ['patch.before', 'patch', 'PreToolUse', 'PreToolUse.apply_patch'],
  ])(
    'ends what still runs at %s with all it started, and nothing of lower priority begins',
    async (event, category, native, recorded) => {
      const server = await openRendezvous();
      onTestFinished(() => server.close());
      const { sandbox } = await stageFor([]);
      const hook = (name: string, priority: string): string =>
        `[[hooks.${category}]]\nevent = "${event}"\ncommand = ["node", "./step.mjs", "${name}"]\ndescription = "${name}"\npriority = "${priority}"\ntimeout = 60\n`;
      sandbox.files({
        'hooks.toml': [
          hook('low', 'low'),
          hook('sibling', 'normal'),
          hook('refuses', 'normal'),
          hook('high', 'high'),
        ].join('\n'),
        'step.mjs': stepScript(server.url, REFUSE),
      });
      const result = await callHook(sandbox, { event: native, stdin: payload(sandbox, recorded) });
      // Looked at once, at the moment of the answer: what is left then is left.
      const left = processesMentioning(sandbox.root).filter(({ inherited }) => inherited);
      expect(readAnswer(result)).toEqual({
        verdict: 'refuses',
        reason: expect.stringContaining('Not this one.'),
      });
      expect(left).toEqual([]);
      expect(server.told.slice(0, 2)).toEqual(['start high', 'end high']);
      expect(server.told).toContain('start sibling');
      expect(server.told).not.toContain('end sibling');
      expect(server.told.join()).not.toContain('low');
    },
  );
});
