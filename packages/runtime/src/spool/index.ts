export { drain, type DrainOptions, type DrainResult, type JobFailure } from './drain.ts';
export type { SpoolJob } from './job.ts';
export { type SpoolFile, type SpoolFolder, listJobs, moveJob, putJob, readJob, removeJob } from './store.ts';
export { type JobSources, reportDead, runJob } from './run-job.ts';
export { startWorker, type WorkerCommand } from './start-worker.ts';
export { workerOf } from './worker-record.ts';
