/**
 * What is in the spool at one moment, as far as the order of work needs it. The texts of jobs are read once each: a
 * worker looks often, and there may be thousands.
 */
import type { SpoolJob } from './job.ts';
import { type JobName, readJobName } from './job-name.ts';
import { listJobs, readJob, type SpoolFile } from './store.ts';

/** A job as it is scheduled. */
export interface Scheduled extends JobName {
  readonly file: SpoolFile;
  readonly job: Pick<SpoolJob, 'id' | 'orderKey' | 'batch' | 'needs'>;
}

export class SpoolView {
  readonly #hooklineHome: string;
  readonly #known = new Map<string, Scheduled['job']>();

  constructor(hooklineHome: string) {
    this.#hooklineHome = hooklineHome;
  }

  /** The jobs of a folder in order of acceptance; what is no job is passed over. */
  look(folder: 'pending' | 'active'): readonly Scheduled[] {
    return listJobs(this.#hooklineHome, folder).flatMap((file) => {
      const name = readJobName(file.name);
      const job = this.#known.get(name.stem) ?? this.#read(file, name.stem);
      return job ? [{ ...name, file, job }] : [];
    });
  }

  /** What a job's file says is looked up anew the next time. */
  forget(stem: string): void {
    this.#known.delete(stem);
  }

  #read(file: SpoolFile, stem: string): Scheduled['job'] | undefined {
    const job = readJob(this.#hooklineHome, file);
    if (!job) return undefined;
    const { id, orderKey, batch, needs } = job;
    const known = { id, orderKey, batch, ...(needs !== undefined && { needs }) };
    this.#known.set(stem, known);
    return known;
  }
}
