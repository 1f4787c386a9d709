// Runs turbo without its telemetry and its notices: a build talks to nobody.
const { spawnSync } = require('node:child_process');

const { status } = spawnSync(
  process.execPath,
  [require.resolve('turbo/bin/turbo'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  },
);
process.exitCode = status ?? 1;
