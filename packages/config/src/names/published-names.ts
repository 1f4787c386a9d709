/** What Hookline itself publishes, by short name: for "did you mean" before anything is installed. */
export const PUBLISHED = {
  plugin: ['command', 'mcp-tool', 'script', 'security-scan', 'session-log', 'webhook'],
  preset: ['recommended'],
} as const;
