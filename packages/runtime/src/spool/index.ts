export { type DrainOptions, type DrainResult, drain, type JobFailure } from './drain.ts';
export { JobInterrupted, type SpoolJob } from './job.ts';
export { type JobSources, reportDead, runJob } from './run-job.ts';
export { startWorker, type WorkerCommand } from './start-worker.ts';
export { listJobs, moveJob, putJob, readJob, removeJob, type SpoolFile, type SpoolFolder } from './store.ts';
export { workerOf } from './worker-record.ts';
