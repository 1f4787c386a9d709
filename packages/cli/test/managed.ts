/** A person whose package manager is a fake: nothing leaves the machine, and what was typed can be asked for. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Person, person } from './person.ts';

export const FAKE = fileURLToPath(new URL('fake-package-manager.cjs', import.meta.url));

/** One call of a package manager. */
export interface ManagerCall {
  readonly by: string;
  readonly in: string;
  readonly words: readonly string[];
}

export interface ManagedPerson extends Person {
  /** How package managers were called. */
  calls(): readonly ManagerCall[];
  /** The files of the project but for node_modules. */
  own(): Readonly<Record<string, string>>;
}

/** Trust counts for this person, as for any. */
export function managed(
  files: Readonly<Record<string, string>> = {},
  managers: readonly string[] = ['npm', 'pnpm', 'yarn', 'bun'],
): ManagedPerson {
  const someone = person(files);
  delete someone.env['HOOKLINE_TRUST'];
  // Only these: a real one would reach for the network.
  someone.env['PATH'] = `${join(someone.root, 'bin')}:/usr/bin/fake`;
  for (const name of managers) symlinkSync(FAKE, join(someone.root, 'bin', name));
  for (const name of ['sh', 'env', 'sleep']) symlinkSync(`/usr/bin/${name}`, join(someone.root, 'bin', name));
  symlinkSync(process.execPath, join(someone.root, 'bin/node'));
  const log = join(someone.root, 'home/manager-calls');
  return {
    ...someone,
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
        : [],
    own: () =>
      Object.fromEntries(
        Object.entries(someone.files())
          .filter(([path]) => path.startsWith('project/') && !path.includes('node_modules/'))
          .map(([path, text]) => [path.slice('project/'.length), text]),
      ),
  };
}
