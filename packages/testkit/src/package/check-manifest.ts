import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Manifest, objectAt, type PackageProblem } from './problem.ts';

const CORE = '@hookline/core';

/** What can be seen without running the package. */
export function checkManifest(folder: string, manifest: Manifest): readonly PackageProblem[] {
  const problems: PackageProblem[] = [];
  const wrong = (key: string, why: string, fix: string): void =>
    void problems.push({ where: key ? `package.json > ${key}` : 'package.json', why, fix });
  const { kind } = objectAt(manifest, 'hookline');

  if (!isObject(manifest['hookline']))
    wrong(
      'hookline',
      'It is missing, so Hookline does not know the package.',
      'Add { "kind": "plugin", "events": [] }.',
    );
  else if (kind !== 'plugin' && kind !== 'preset')
    wrong('hookline.kind', `It is ${JSON.stringify(kind) ?? 'missing'}.`, 'Write "plugin" or "preset".');
  if (manifest['type'] !== 'module')
    wrong('type', 'The package is not one of ES modules.', 'Write "type": "module".');
  if (typeof objectAt(manifest, 'engines')['node'] !== 'string')
    wrong(
      'engines.node',
      'It does not say which Node it needs.',
      'Write "^22.18.0 || >=24", as Hookline does.',
    );
  if (objectAt(manifest, 'dependencies')[CORE] !== undefined)
    wrong(`dependencies.${CORE}`, 'A second core would be installed.', 'Move it to "peerDependencies".');
  if (kind !== 'preset' && objectAt(manifest, 'peerDependencies')[CORE] === undefined)
    wrong(
      `peerDependencies.${CORE}`,
      'It is missing, so nobody learns which Hookline fits.',
      `Add ${CORE} there.`,
    );

  for (const [name, command] of Object.entries(objectAt(objectAt(manifest, 'hookline'), 'commands'))) {
    const where = `hookline.commands.${name}`;
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      wrong(where, 'It is no name of a command.', 'Take small letters, digits and dashes.');
    const { module, summary } = isObject(command) ? command : ({} as Record<string, unknown>);
    if (typeof summary !== 'string' || summary === '')
      wrong(where, 'Nothing says what it does.', 'Add a "summary" of a few words: hookline --help shows it.');
    if (typeof module !== 'string' || !module.startsWith('./'))
      wrong(
        where,
        'It names no module.',
        'Write "module": "./dist/<file>.js", built and inside of the package.',
      );
    else if (!existsSync(join(folder, module)))
      wrong(where, `There is no ${module}.`, 'Build the package, or correct the path.');
  }
  const files = readdirSync(folder);
  for (const [name, pattern] of [
    ['README.md', /^readme(?:\.md)?$/i],
    ['LICENSE', /^licen[cs]e(?:\.\w+)?$/i],
  ] as const) {
    if (!files.some((file) => pattern.test(file)))
      problems.push({ where: name, why: 'The file is missing.', fix: `Add a ${name}; npm publishes it.` });
  }
  return problems;
}
