// A plugin that requires itself: what it cannot judge is refused, also where the configuration or the plugin is broken.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const CORE = fileURLToPath(new URL('../../core', import.meta.url));
const FOLDER = 'node_modules/hookline-plugin-guard';

const manifest = (required?: readonly string[]): string =>
  JSON.stringify({
    name: 'hookline-plugin-guard',
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    hookline: { kind: 'plugin', events: ['exec.before'], ...(required && { required }) },
  });

/** Takes one option, `level = "high"`. */
const GUARD = `
const validate = (value) => (value.level === 'high' ? { value } : { issues: [{ message: 'The level is "high".', path: ['level'] }] });
export default {
  name: 'guard',
  events: ['exec.before'],
  options: async () => ({ default: { '~standard': { version: 1, vendor: 'test', validate } } }),
  setup({ on }) {
    on('exec.before').gate((event, ctx) => (event.command.includes('bad') ? ctx.deny('That is bad.') : undefined), { required: true });
  },
};
`;

function guarded(files: Readonly<Record<string, string>>): Person {
  const someone = person({
    'hooks.toml': '[plugins.guard]\nlevel = "high"\n',
    [`${FOLDER}/package.json`]: manifest(['exec.before']),
    [`${FOLDER}/index.js`]: GUARD,
    ...files,
  });
  mkdirSync(join(someone.project, 'node_modules/@hookline'), { recursive: true });
  symlinkSync(CORE, join(someone.project, 'node_modules/@hookline/core'));
  return someone;
}

/** The answer to a command, as the agent gets it; empty where it may run. */
const asked = async (someone: Person, command = 'ls'): Promise<string> => {
  const payload = {
    session_id: 's',
    turn_id: 't',
    transcript_path: null,
    cwd: someone.project,
    hook_event_name: 'PreToolUse',
    model: 'gpt-5.5',
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command },
    tool_use_id: 'call_1',
  };
  return (await someone.hookline(['hook'], { stdin: JSON.stringify(payload) })).stdout;
};
const REFUSED = '"permissionDecision":"deny"';

describe('a plugin that its manifest calls required', () => {
  it('judges as long as all is well', async () => {
    const someone = guarded({});
    expect(await asked(someone)).toBe('');
    expect(await asked(someone, 'bad')).toContain('That is bad.');
  });

  it('refuses where its options are wrong, and passes no more for a plugin that requires nothing', async () => {
    const wrong = { 'hooks.toml': '[plugins.guard]\nlevel = "hihg"\n' };
    expect(await asked(guarded(wrong))).toContain(REFUSED);
    expect(await asked(guarded({ ...wrong, [`${FOLDER}/package.json`]: manifest() }))).not.toContain(REFUSED);
  });

  it('refuses where its code cannot be loaded, or set up', async () => {
    for (const code of [
      'throw new Error("no");',
      GUARD.replace('setup({ on }) {', 'setup({ on }) { throw new Error("no");'),
    ])
      expect(await asked(guarded({ [`${FOLDER}/index.js`]: code }))).toContain(REFUSED);
  });

  it('refuses when it was there and is not any more', async () => {
    const someone = guarded({});
    expect(await asked(someone)).toBe('');
    someone.write(`${FOLDER}/package.json`, '{}');
    expect(await asked(someone)).toContain(REFUSED);
  });
});
