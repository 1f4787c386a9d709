/** Hookline itself is damaged. What nobody can know to be not required is refused; a turn still ends. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from '../src/index.ts';
import type { Family, Fault, Stated } from './fault.ts';
import { bundleOf, changeLines, copyOf } from './installed-copy.ts';

const cannotStart: Stated = {
  effect: 'refused',
  nodeSpeaks: true,
  lost: ['journal', 'delivery'],
  told: /Hookline could not run, so this was not allowed\. Ask the user to run: npx hookline validate/,
};

const broken = (
  id: string,
  fault: string,
  damage: (stage: Stage) => void,
  required: Stated = cannotStart,
  optional: Stated = required,
): Fault => ({
  kind: 'stage',
  id: `install.${id}`,
  fault,
  installed: true,
  events: 'PreToolUse,Stop',
  damage,
  required,
  optional,
});

export const INSTALL: Family = {
  name: 'install',
  title: "Hookline's own files",
  faults: [
    broken('no-node', 'The Node that was recorded is gone', ({ sandbox }) =>
      changeLines(sandbox, (line) => {
        line.command = line.command.replaceAll(process.execPath, '/nowhere/node');
      }),
    ),
    broken('no-script', 'The script is missing', ({ sandbox }) =>
      rmSync(path.join(copyOf(sandbox), 'bin/hookline.cjs')),
    ),
    broken('no-folder', 'The whole folder is gone', ({ sandbox }) =>
      rmSync(copyOf(sandbox), { recursive: true }),
    ),
    broken('no-bundle', 'The bundle is missing', ({ sandbox }) => rmSync(bundleOf(sandbox))),
    broken('empty-bundle', 'The bundle is empty', ({ sandbox }) => truncateSync(bundleOf(sandbox), 0)),
    {
      ...broken('half-bundle', 'The bundle is half written', ({ sandbox }) =>
        truncateSync(bundleOf(sandbox), 50_000),
      ),
    },
    broken('bundle-throws', 'The bundle throws', ({ sandbox }) => {
      const file = bundleOf(sandbox);
      writeFileSync(file, `throw new Error('broken');\n${readFileSync(file, 'utf8')}`);
    }),
    broken(
      'no-reader',
      'The reader of configurations is missing',
      ({ sandbox }) => rmSync(path.join(copyOf(sandbox), 'dist/cold.js')),
      {
        effect: 'refused',
        lost: ['journal', 'delivery'],
        told: /Hookline failed before it could check this/,
        log: /HOOKLINE_INTERNAL.*cold\.js/,
      },
    ),
    broken(
      'no-part',
      'The part that runs scripts is missing',
      ({ sandbox }) => rmSync(bundleOf(sandbox, 'exec.cjs')),
      { effect: 'refused', failure: /exec\.cjs/ },
      { effect: 'ran', failure: /exec\.cjs/ },
    ),
    broken(
      'no-watchdog',
      'The thread that watches over plugins is missing',
      ({ sandbox }) => rmSync(bundleOf(sandbox, 'watchdog.cjs')),
      {
        effect: 'judged',
      },
    ),
  ],
};
