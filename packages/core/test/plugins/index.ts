/** The zoo: plugins that behave badly, each in one way. */
export { hangs } from './hangs.ts';
export { laneThatDoesNotExist } from './lane-that-does-not-exist.ts';
export { lateRejection } from './late-rejection.ts';
export { logsToStdout } from './logs-to-stdout.ts';
export { mutatesEvent } from './mutates-event.ts';
export { rejects } from './rejects.ts';
export { returnsNonPromise } from './returns-non-promise.ts';
export { returnsNull } from './returns-null.ts';
export { setupThrows } from './setup-throws.ts';
export { throwsStrange } from './throws-strange.ts';
export { throwsSync } from './throws-sync.ts';
export { undeclaredEvent } from './undeclared-event.ts';
export { wrongOptions } from './wrong-options.ts';
export { wrongReturn } from './wrong-return.ts';
