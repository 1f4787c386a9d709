/** A worker in a process of its own: `node spool-worker.ts <home> <batch> [everything]`. What a job does is in its fields. */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { drain, JobInterrupted, type SpoolJob } from '@hookline/runtime/spool';

const [home = '', batch = '', everything] = process.argv.slice(2);
const note = (text: string): void => appendFileSync(join(home, 'notes'), `${text} ${process.pid}\n`);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

async function run(job: SpoolJob): Promise<void> {
  const { does, until } = job.entry.fields as { does?: string; until?: string };
  note(`start ${job.orderKey} ${job.id}`);
  if (does === 'die') process.kill(process.pid, 'SIGKILL');
  if (does === 'die once' && job.attempt === 1) process.kill(process.pid, 'SIGKILL');
  while (until !== undefined && !existsSync(join(home, until))) {
    if (stop.signal.aborted) throw new JobInterrupted('told to stop');
    await wait(2);
  }
  if (does === 'turn') await wait(0);
  note(`end ${job.orderKey} ${job.id}`);
}

const result = await drain({
  hooklineHome: home,
  batch,
  everything: everything === 'everything',
  run,
  onDead: async (job, failure) => note(`dead ${job.orderKey} ${job.id} ${failure.code}`),
  signal: stop.signal,
});
process.stdout.write(JSON.stringify(result));
