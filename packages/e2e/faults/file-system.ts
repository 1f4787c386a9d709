/** What Hookline keeps on the disk cannot be kept, or is not what it was: the gate judges as before. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sandbox, Stage } from '../src/index.ts';
import type { Family, Fault, StageFault, Stated } from './fault.ts';
import { deliver } from './gates.ts';

const judges = (
  id: string,
  fault: string,
  how: Pick<StageFault, 'damage' | 'env' | 'files' | 'first' | 'holds' | 'installed' | 'prefix'>,
  stated: Omit<Stated, 'effect'> = {},
): Fault => ({
  kind: 'stage',
  id: `files.${id}`,
  fault,
  ...how,
  required: { effect: 'judged', ...stated },
  optional: { effect: 'judged', ...stated },
});

const UNKEPT = { lost: ['journal', 'delivery'] } as const;

const today = (): string => new Date().toISOString().slice(0, 10);
const journalOf = ({ hooklineHome }: Sandbox): string =>
  path.join(hooklineHome, 'journal', `${today()}.jsonl`);
const targetOf = ({ root }: Sandbox): string => path.join(root, 'target');

/** A shell line that puts a text in the place of every file of Hookline's home whose path matches. */
const overwritten = ({ sandbox }: Stage, pattern: string, text: string): string =>
  `find '${sandbox.hooklineHome}' -type f -path '${pattern}' | while read -r f; do printf '%s' '${text}' > "$f"; done`;

/** A shell line that halves every file of Hookline's home whose path matches. */
const torn = ({ sandbox }: Stage, pattern: string): string =>
  `find '${sandbox.hooklineHome}' -type f -path '${pattern}' | while read -r f; do truncate -s $(($(stat -c %s "$f") / 2)) "$f"; done`;

const ran = (file: string): string | undefined =>
  existsSync(file) ? undefined : `${path.basename(file)} is gone: nothing was broken`;

export const FILES: Family = {
  name: 'files',
  title: 'Files that Hookline keeps',
  faults: [
    judges(
      'no-home',
      'No home can be made or written',
      {
        installed: true,
        prefix: () => 'export HOOKLINE_HOME=/proc/nowhere CODEX_HOME=/proc/nowhere HOME=/proc/nowhere; ',
      },
      UNKEPT,
    ),
    judges(
      'full-disk',
      'No byte can be written, as on a full disk',
      // A limit of the size of files: a write then fails as it does on a full disk, and pipes go on.
      { installed: true, prefix: () => 'ulimit -f 0; ' },
      UNKEPT,
    ),
    judges(
      'home-is-file',
      "A file is in the place of Hookline's home",
      {
        damage: ({ sandbox }) => {
          rmSync(sandbox.hooklineHome, { recursive: true });
          writeFileSync(sandbox.hooklineHome, 'not a folder');
        },
      },
      { lost: ['journal', 'delivery'], log: /HOOKLINE_SPOOL_WRITE_FAILED/ },
    ),
    judges('home-goes', "Hookline's home is deleted between two commands", {
      first: ({ sandbox }) => `rm -r '${sandbox.hooklineHome}'`,
    }),
    judges(
      'journal-is-folder',
      'A folder is in the place of the journal',
      { damage: ({ sandbox }) => mkdirSync(journalOf(sandbox), { recursive: true }) },
      { lost: ['journal'] },
    ),
    judges(
      'journal-is-link',
      'A link to another file is in the place of the journal',
      {
        damage: ({ sandbox }) => {
          writeFileSync(targetOf(sandbox), '');
          mkdirSync(path.dirname(journalOf(sandbox)), { recursive: true });
          symlinkSync(targetOf(sandbox), journalOf(sandbox));
        },
        holds: ({ sandbox }) =>
          readFileSync(targetOf(sandbox), 'utf8') === '' ? undefined : 'the link was followed',
      },
      { lost: ['journal'] },
    ),
    judges('log-is-link', 'A link to another file is in the place of the log', {
      damage: ({ sandbox }) => {
        writeFileSync(targetOf(sandbox), '');
        symlinkSync(targetOf(sandbox), path.join(sandbox.codexHome, 'hooks.log'));
      },
      holds: ({ sandbox }) =>
        readFileSync(targetOf(sandbox), 'utf8') === '' ? undefined : 'the link was followed',
    }),
    judges(
      'spool-is-file',
      'A file is in the place of the spool',
      { damage: ({ sandbox }) => writeFileSync(path.join(sandbox.hooklineHome, 'spool'), 'not a folder') },
      { lost: ['delivery'], log: /HOOKLINE_SPOOL_WRITE_FAILED/ },
    ),
    judges('stale-worker', 'The record of a worker names a process that is gone, and one that is another', {
      first: (stage) =>
        overwritten(stage, '*/spool/workers/*', '{"pid":1,"ticks":"1","entered":true,"at":1}'),
    }),
    judges('torn-job', 'A file of the spool is half a JSON', {
      damage: ({ sandbox }) => {
        const folder = path.join(sandbox.hooklineHome, 'spool', 'pending');
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, '0-torn.json'), '{"version":1,"id":"torn","or');
      },
    }),
    judges('torn-state', 'The state of the session is half a JSON', {
      first: (stage) => torn(stage, '*/sessions/*'),
    }),
    judges('torn-snapshot', 'The snapshot of the configuration is half a JSON', {
      first: (stage) => torn(stage, '*/snapshots/*'),
    }),
    judges('other-snapshot', 'The snapshot is of another version, and has no hooks', {
      first: (stage) =>
        overwritten(
          stage,
          '*/snapshots/*',
          '{"format":1,"node":"v1.0.0","key":{"version":"0.0.1"},"inputs":[],"config":{"settings":{},"plugins":[],"entries":[],"files":[]}}',
        ),
    }),
    judges('torn-cache', 'The cache of compiled code is half written', {
      first: (stage) => torn(stage, '*/cache/*'),
    }),
    judges('rubbish-cache', 'The cache of compiled code is rubbish', {
      first: (stage) => overwritten(stage, '*/cache/*', 'rubbish'),
    }),
    {
      ...judges('killed-worker', 'The worker is killed while it delivers', {
        files: {},
        damage: ({ sandbox }) =>
          sandbox.files({
            // The first delivery kills the worker that does it; it is done again by the next one.
            'deliver.sh': `#!/bin/sh\nif [ ! -e '${sandbox.root}/killed' ]; then : > '${sandbox.root}/killed'; kill -KILL $PPID; exit 0; fi\n${deliver(sandbox)}`,
          }),
        holds: ({ sandbox }) => ran(path.join(sandbox.root, 'killed')),
      }),
    },
  ],
};
