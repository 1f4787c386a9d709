import { expect, it } from 'vitest';
import { BIN, person } from './person.ts';

const again = `${process.execPath} ${BIN} emit exec.before --data '{"command": "ls"}'`;

it.each([
  ['script', `command = ["sh", "-c", "echo x >> $HOME/levels; ${again.replaceAll('"', '\\"')}"]`],
  ['command', `type = "command"\ncommand = '''echo x >> $HOME/levels; ${again}'''`],
])('a %s hook that raises its own event ends after a few levels, and says so', async (_, entry) => {
  const someone = person({ 'hooks.toml': `[[hooks.exec]]\nevent = "exec.before"\n${entry}\n` });
  const { code } = await someone.hookline(['emit', 'exec.before', '--data', '{"command": "ls"}']);
  const files = someone.files();
  expect([code, files['home/levels']]).toEqual([1, 'x\n'.repeat(8)]);
  expect(files['home/.codex/hooks.log']).toContain('hooks have started each other too many levels deep');
});
