// Backs up before one command, in a process of its own, and prints what the manifest got.
import { collect } from '../src/collect.ts';
import { saveAll } from '../src/save-all.ts';
import { DEFAULTS } from '../src/settings.ts';
import { readCommand } from '../src/shell/reader.ts';

// What a disk that is full would be: the write fails, the process lives.
process.on('SIGXFSZ', () => {});

const { command, cwd, places, times = 1 } = JSON.parse(process.argv[2] ?? '{}');
const { targets } = readCommand(command, { cwd, env: {}, isGenerated: () => false });
const store = `${places.hooklineHome}/backups`;
const saved = [];
for (let time = 0; time < times; time++) {
  saved.push(
    ...(await saveAll(
      collect(targets, { ...DEFAULTS, cwd, store }),
      { session_id: `process-${process.pid}`, event: 'exec.before', cwd },
      { places, settings: DEFAULTS, signal: new AbortController().signal },
    )),
  );
}
process.stdout.write(JSON.stringify(saved));
