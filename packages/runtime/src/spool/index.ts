export { MOST_DEAD_LETTERS, reviveJob } from './dead-letters.ts';
export { type DrainOptions, type DrainResult, drain } from './drain.ts';
export { environmentOf, neededBy, orderKeyOf, suits } from './environment.ts';
export { type JobFailure, JobInterrupted, type SpoolJob } from './job.ts';
export { type JobSources, reportDead, reportForgotten, reportRetry, runJob } from './run-job.ts';
export { attemptsOf } from './settle.ts';
export { ensureWorker, startWorker, type WorkerCommand } from './start-worker.ts';
export { listJobs, moveJob, putJob, readJob, removeJob, type SpoolFile, type SpoolFolder } from './store.ts';
export { workerOf } from './worker-record.ts';
