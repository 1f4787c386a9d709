/**
 * Every code that Hookline can show, with one sentence on what it means. Codes are an API: they are never renamed
 * or reused. `HOOKLINE_<AREA>_<FACT>`.
 */
export const ERROR_CATALOGUE = {
  HOOKLINE_CONFIG_UNREADABLE: 'A configuration file could not be read.',
  HOOKLINE_CONFIG_SYNTAX: 'A configuration file is not well-formed TOML, JSON, YAML or JavaScript.',
  HOOKLINE_CONFIG_INVALID: 'A configuration has keys or values that Hookline does not accept.',
  HOOKLINE_CONFIG_EXTENDS_CYCLE: 'Presets extend each other in a circle, or the chain is too long.',
  HOOKLINE_CONFIG_PLUGIN_NOT_FOUND: 'A plugin or preset named in a configuration is not installed.',
  HOOKLINE_CONFIG_NOT_FOUND: 'A configuration file that was named does not exist.',
  HOOKLINE_TRUST_WAITING: 'The hooks of a project were not approved yet, or changed since.',
  HOOKLINE_TRUST_CHANGED: 'A file that is about to run is not what was approved.',
  HOOKLINE_TRUST_HOME:
    'HOOKLINE_HOME lies inside of the project, which could have put approvals of its own there.',
  HOOKLINE_PLUGIN_INVALID: 'A plugin package does not export a plugin.',
  HOOKLINE_PLUGIN_SETUP_FAILED: 'A plugin failed while it was set up.',
  HOOKLINE_PLUGIN_EVENT_NOT_DECLARED:
    'A plugin listens to an event that it does not declare, or that has no such lane.',
  HOOKLINE_HANDLER_THREW: 'A hook threw an error.',
  HOOKLINE_HANDLER_TIMEOUT: 'A hook did not answer before its deadline.',
  HOOKLINE_HANDLER_ANSWER_INVALID: 'A hook answered with something that its lane does not take.',
  HOOKLINE_ENTRY_KIND_UNKNOWN: 'An entry names a handler kind that no plugin provides.',
  HOOKLINE_ENTRY_VARIABLE_UNSET: 'An entry refers to a variable that is not set.',
  HOOKLINE_SCRIPT_NOT_FOUND: 'The program of a script hook does not exist.',
  HOOKLINE_SCRIPT_NOT_EXECUTABLE: 'The program of a script hook may not be executed.',
  HOOKLINE_SCRIPT_FAILED: 'A script hook ended with an exit code other than 0 and 2, or by a signal.',
  HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE: 'A script hook printed more than the limit.',
  HOOKLINE_SCRIPT_OUTPUT_INVALID: 'A script hook printed JSON that is broken or not an answer.',
  HOOKLINE_COMMAND_FAILED:
    'A command hook of a hooks.json ended with an exit code that is no answer, by a signal, or was not started.',
  HOOKLINE_COMMAND_OUTPUT_INVALID: 'A command hook of a hooks.json printed what is no answer for its event.',
  HOOKLINE_COMMAND_REFUSED: 'A handler of a hooks.json is one that cannot be run.',
  HOOKLINE_WEBHOOK_FAILED: 'A webhook could not be delivered.',
  HOOKLINE_WEBHOOK_ADDRESS_REFUSED: 'The address of a webhook is not allowed.',
  HOOKLINE_WEBHOOK_ANSWER_INVALID: 'A webhook answered with something that is not an answer.',
  HOOKLINE_MCP_SERVER_UNKNOWN: 'An MCP server named by an entry is not configured.',
  HOOKLINE_MCP_SERVER_FAILED: 'An MCP server could not be started, or died.',
  HOOKLINE_MCP_TOOL_FAILED: 'A tool of an MCP server is unknown or answered with an error.',
  HOOKLINE_HOST_PAYLOAD_INVALID: 'What the agent sent on stdin could not be read.',
  HOOKLINE_HOST_NOT_FOUND: 'The agent could not be found or started.',
  HOOKLINE_HOST_CANNOT_CALL: 'The agent could not start this installation of Hookline.',
  HOOKLINE_HOST_FILE_INVALID: 'A file of the agent could not be read or edited safely.',
  HOOKLINE_DELIVERY_FAILED: 'Work that a plugin handed over could not be delivered.',
  HOOKLINE_DELIVERY_UNKNOWN: 'A plugin handed work over to a delivery that it does not have.',
  HOOKLINE_SPOOL_WRITE_FAILED: 'Work for later could not be stored.',
  HOOKLINE_STATE_UNAVAILABLE: 'The state folder cannot be read or written.',
  HOOKLINE_USAGE: 'A command was called with arguments that it does not take.',
  HOOKLINE_INTERNAL: 'Hookline itself failed. This is a bug.',
} as const;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Codes that were shown once and must not come back with another meaning. */
export const RETIRED_CODES: readonly string[] = [];
