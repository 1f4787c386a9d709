/** The plugin that provides the handler kind `script`: an entry of a config that runs a program. */
import { definePlugin } from '@hookline/core';
import { scriptHandler } from './handler.ts';

export { scriptHandler };

export default definePlugin({ name: 'script', events: [], handlers: [scriptHandler] });
