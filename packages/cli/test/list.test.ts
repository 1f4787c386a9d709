import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

const PROJECT = `[[hooks.exec]]
event = "exec.before"
command = ["true"]
description = "Gate"
priority = "high"
required = true

[[hooks.session]]
event = "session_start"
command = ["true"]
description = "Switched off"
enabled = false
`;
const USER =
  '[[hooks.task]]\nevent = "task_complete"\nurl = "https://example.com/done"\ndescription = "Tell me"\nmode = "async"\n';

function someoneWithLayers() {
  const someone = person({ 'hooks.toml': PROJECT });
  someone.write('hooks.toml', USER, someone.codexHome);
  return someone;
}

describe('hookline list', () => {
  it('shows the hooks of every layer with their origin, and none that is switched off', async () => {
    const someone = someoneWithLayers();
    const { code, stdout } = await someone.hookline(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/exec\.before +script +Gate +sync high required +hooks\.toml:1 \(project\)/);
    expect(stdout).toMatch(/task_complete +webhook +Tell me +async +\S+\.codex\/hooks\.toml:1 \(user\)/);
    expect(stdout).not.toContain('Switched off');
  });

  it('prints the same as JSON', async () => {
    const someone = someoneWithLayers();
    const { stdout } = await someone.hookline(['list', '--json']);
    const { hooks, files, problems } = JSON.parse(stdout);
    expect(hooks).toMatchObject([
      { name: 'Tell me', origin: { layer: 'user', line: 1 } },
      {
        name: 'Gate',
        required: true,
        origin: { layer: 'project', file: join(someone.project, 'hooks.toml'), line: 1 },
      },
    ]);
    expect(files).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  it('shows what can be read of a broken configuration, and what is wrong with it', async () => {
    const { code, stderr } = await person({ 'hooks.toml': `${PROJECT}tiemout = 1\n` }).hookline(['list']);
    expect(code).toBe(1);
    expect(stderr).toContain('hooks.toml:13:1');
    expect(stderr).toContain('1 error, 0 warnings');
  });

  it('says that hooks are switched off, and how to begin where there are none', async () => {
    expect(
      (await person({ 'hooks.toml': '[hooks]\nenabled = false\n' }).hookline(['list'])).stdout,
    ).toContain('Hooks are switched off: [hooks] enabled = false.');
    expect((await person().hookline(['list'])).stdout).toContain('Start with: npx hookline init');
  });

  it('tells when the agent does not call Hookline for a hook that was added later', async () => {
    const someone = person({ 'hooks.toml': PROJECT });
    expect((await someone.hookline(['list'])).stdout).not.toContain('note:');
    await someone.hookline(['install', '--trust', '--yes', '--events', 'SessionStart']);
    const note =
      'note: Codex does not call Hookline at PreToolUse yet, which hooks here need. Run: npx hookline install --trust';
    expect((await someone.hookline(['list'])).stdout).toContain(note);
    expect((await someone.hookline(['validate'])).stdout).toContain(note);
    await someone.hookline(['install', '--trust', '--yes']);
    expect((await someone.hookline(['list'])).stdout).not.toContain('note:');
  });

  it('does not call a project empty whose configuration is code', async () => {
    const { stdout } = await person({ 'hookline.config.mjs': 'export default {};\n' }).hookline(['list']);
    expect(stdout).toContain('hookline.config.mjs  warning  This configuration was not read');
    expect(stdout).not.toContain('Start with');
  });
});
