/** The plugin that provides the handler kind `command`: a command hook of a `hooks.json`, run as the agent runs it. */
import { definePlugin } from '@hookline/core';
import { commandHandler } from './handler.ts';

export { commandHandler };

export default definePlugin({ name: 'command', events: [], handlers: [commandHandler] });
