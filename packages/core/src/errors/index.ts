export { ERROR_CATALOGUE, type ErrorCode, RETIRED_CODES } from './catalogue.ts';
export { type ErrorDetails, errorText, HooklineError, isHooklineError } from './hookline-error.ts';
export { nearest } from './nearest.ts';
