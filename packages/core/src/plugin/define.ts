import type { EventName } from '../events/lifecycle-events.ts';
import { addEventSpec, type EventSpec } from '../events/table.ts';
import type { CommandDefinition } from './command.ts';
import type { HandlerKind, PluginDefinition } from './plugin.ts';

/** Declares a plugin. The events given are the ones `on` accepts. */
export function definePlugin<const Declared extends EventName, Options = unknown>(
  plugin: PluginDefinition<Declared, Options>,
): PluginDefinition<Declared, Options> {
  return plugin;
}

/** Declares a handler kind, to be listed under a plugin's `handlers`. */
export function defineHandler(kind: HandlerKind): HandlerKind {
  return kind;
}

/** Declares a command, to be the default export of the module that the manifest names. */
export function defineCommand<Options = unknown>(
  command: CommandDefinition<Options>,
): CommandDefinition<Options> {
  return command;
}

/** Declares an event of one's own at run time; its types come from augmenting `LifecycleEvents`. */
export function defineEvent(name: string, spec: EventSpec): void {
  if (!/^[a-z][\w-]*(\.[\w-]+)+$/.test(name)) {
    throw new TypeError(`An event is named subject.phase in lower case, "deploy.before"; got "${name}".`);
  }
  addEventSpec(name, spec);
}
