/** What copies, refuses and tidies up, as one file of the package: loaded by the first event that touches something. */
export { backUp } from './back-up.ts';
export { refusalFor } from './refusal.ts';
export { tidy } from './store/retention.ts';
