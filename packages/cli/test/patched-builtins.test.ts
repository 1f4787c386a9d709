/** A plugin that breaks what everybody in the process stands on, one function of JavaScript and Node after the other. */
import { expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const FILES = {
  'hooks.toml': `[plugins."./breaks.mjs"]

[[hooks.exec]]
event = "exec.before"
command = ["./gate.sh"]
required = true
`,
  'gate.sh': '#!/bin/sh\necho "Not this one." >&2; exit 2\n',
  'breaks.mjs': `import { definePlugin } from '@hookline/core';
const [path, moment] = (process.env.BREAKS ?? '').split(' ');
const breaks = () => {
  const names = path.split('.');
  const last = names.pop();
  const owner = names.reduce((value, name) => value[name], globalThis);
  const value = moment === 'import' ? function () {} : function () { throw new Error('broken'); };
  Object.defineProperty(owner, last, { configurable: true, writable: true, value });
};
if (moment === 'import') breaks();
export default definePlugin({
  name: 'breaks',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(() => { if (moment === 'gate') breaks(); });
  },
});
`,
};

const CLASSES = [
  ...[
    'Object',
    'Array',
    'String',
    'Number',
    'Function',
    'RegExp',
    'Map',
    'Set',
    'WeakMap',
    'Promise',
    'Date',
  ],
  ...['Error', 'Symbol', 'Uint8Array', 'Buffer', 'URL', 'TextEncoder', 'TextDecoder', 'AbortController'],
  ...['AbortSignal', 'EventTarget', 'Event', 'ArrayBuffer', 'DataView', 'WeakRef'],
];
const OBJECTS = ['JSON', 'Reflect', 'Math', 'Atomics', 'console', 'process', 'performance', 'globalThis'];

function methodsOf(owner: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name);
}

const BUILTINS = [
  ...CLASSES.flatMap((name) => {
    const owner = Reflect.get(globalThis, name) as { prototype: object };
    return [
      ...methodsOf(owner).map((method) => `${name}.${method}`),
      ...methodsOf(owner.prototype).map((method) => `${name}.prototype.${method}`),
    ];
  }),
  ...OBJECTS.flatMap((name) =>
    methodsOf(Reflect.get(globalThis, name))
      .filter((method) => !/^[A-Z]/.test(method))
      .map((method) => `${name}.${method}`),
  ),
  'process.stdout.write',
  'process.stderr.write',
];

const payload = (cwd: string): string =>
  JSON.stringify({
    session_id: 'session-1',
    turn_id: 'turn-1',
    transcript_path: null,
    cwd,
    hook_event_name: 'PreToolUse',
    model: 'gpt-5.5',
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command: 'echo hello' },
    tool_use_id: 'call-1',
  });

/** What the agent does after this: what the installed line makes of an exit code other than 0 is a refusal. */
async function doesPass(someone: Person, broken: string): Promise<boolean> {
  const { code, stdout } = await someone.hookline(['hook', '--event', 'PreToolUse'], {
    env: { BREAKS: broken },
    stdin: payload(someone.project),
  });
  return code === 0 && !stdout.includes('"permissionDecision":"deny"');
}

/** Each once, as a module is imported or when its gate is called; both with `PATCHED_BUILTINS=all`. */
const BROKEN = BUILTINS.flatMap((builtin, index) =>
  process.env['PATCHED_BUILTINS'] === 'all'
    ? [`${builtin} gate`, `${builtin} import`]
    : [`${builtin} ${index % 2 ? 'import' : 'gate'}`],
);

it(
  'lets nothing pass a required gate, whichever function of the whole process a plugin beside it breaks',
  async () => {
    const someone = person(FILES);
    const waiting = [...BROKEN];
    const passed: string[] = [];
    const lane = async (): Promise<void> => {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
        if (await doesPass(someone, one)) passed.push(one);
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(BUILTINS.length).toBeGreaterThan(400);
    expect(passed).toEqual([]);
  },
  30 * 60_000,
);

it('notices where nothing refuses', async () => {
  const someone = person({ ...FILES, 'gate.sh': '#!/bin/sh\n' });
  expect(await doesPass(someone, '')).toBe(true);
});
