/** The plugin that provides the handler kind `webhook`: an entry of a config that calls an HTTP endpoint. */
import { definePlugin } from '@hookline/core';
import { webhookHandler } from './handler.ts';

export { webhookHandler };

export default definePlugin({ name: 'webhook', events: [], handlers: [webhookHandler] });
