/** Judges commands, patches, MCP calls and prompts before they run. */
export {};
