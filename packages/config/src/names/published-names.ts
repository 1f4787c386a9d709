/** What Hookline itself publishes, by short name: for "did you mean" before anything is installed. */
export const PUBLISHED = {
  plugin: [
    'command',
    'desktop-notify',
    'email-notify',
    'file-backup',
    'mcp-tool',
    'performance-metrics',
    'policy',
    'quality-gate',
    'script',
    'security-scan',
    'session-log',
    'slack-notify',
    'usage-analytics',
    'webhook',
  ],
  preset: ['ci', 'recommended', 'strict'],
} as const;
