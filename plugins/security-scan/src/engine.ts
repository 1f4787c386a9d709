/**
 * What reads commands, as one file of the package: it is four fifths of the code, and loaded when the first command is judged,
 * not when the plugin is imported. See build.mjs.
 */
export { assess } from './assess.ts';
export { trace } from './trace.ts';
