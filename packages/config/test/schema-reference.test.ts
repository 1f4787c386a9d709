/** How a configuration tells an editor its schema: read by the editor, and no mistake to Hookline. */
import { describe, expect, it } from 'vitest';
import { lines, tempProject } from './temp-project.ts';

const ENTRY = { event: 'exec.before', command: ['echo'] };
const DOCUMENT = { $schema: './.codex/hookline.schema.json', hooks: { exec: [ENTRY] } };
const YAML = 'hooks:\n  exec:\n    - event: exec.before\n      command: [echo]\n';
const TOML = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["echo"]\n';

describe('the reference to a schema', () => {
  it.each<[string, string, string | object]>([
    ['a comment', 'hooks.toml', `#:schema ./.codex/hookline.schema.json\n${TOML}`],
    ['a key', 'hooks.toml', `"$schema" = "./.codex/hookline.schema.json"\n${TOML}`],
    ['a key', '.hooklinerc.json', DOCUMENT],
    ['a key', '.hooklinerc', DOCUMENT],
    [
      'a comment',
      '.hooklinerc.yaml',
      `# yaml-language-server: $schema=./.codex/hookline.schema.json\n${YAML}`,
    ],
    ['a key', '.hooklinerc.yaml', `$schema: ./.codex/hookline.schema.json\n${YAML}`],
    ['a comment', '.hooklinerc', `# yaml-language-server: $schema=./.codex/hookline.schema.json\n${YAML}`],
    ['a key', 'package.json', { name: 'a', hookline: DOCUMENT }],
  ])('may be %s in %s', async (_, file, text) => {
    const project = tempProject({ [file]: text });
    const loaded = await project.load();
    expect(lines(loaded, project.root)).toEqual([]);
    expect(loaded.config.entries).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['under hooks', { hooks: { $schema: './a.json' } }, 'The key "$schema" is not known here.'],
    [
      'in an entry',
      { hooks: { exec: [{ ...ENTRY, $schema: 'a' }] } },
      'The key "$schema" is not known here.',
    ],
    ['misspelt', { $schmea: './a.json' }, 'The key "$schmea" is not known here.'],
  ])('belongs to the top: %s', async (_, document, message) => {
    const project = tempProject({ '.hooklinerc.json': document });
    expect(lines(await project.load(), project.root)).toEqual([expect.stringContaining(message)]);
  });
});
