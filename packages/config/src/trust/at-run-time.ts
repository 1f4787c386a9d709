/** What a hook asks of trust on every event. Imports no other code. */
export { HOME_OF_PROJECT, isHomeOfProject } from './home-of-project.ts';
export { NAMED_VARIABLE, trustKey, trustMode } from './trust-mode.ts';
export { type RequiredEvents, type WaitingProject, waitingRequires, waitingSubject } from './waiting.ts';
