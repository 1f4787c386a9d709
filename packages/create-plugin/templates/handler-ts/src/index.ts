import { definePlugin } from '@hookline/core';
import { handler } from './handler.ts';

export { handler };

/** Brings the handler kind `__TYPE__`: hooks with `type = "__TYPE__"`. */
export default definePlugin({ name: '__SHORT__', events: [], handlers: [handler] });
