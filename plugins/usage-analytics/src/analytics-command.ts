/** The command as the manifest names it. */
import { defineCommand } from '@hookline/core';
import { analytics } from './analytics.ts';
import type { UsageAnalyticsOptions } from './index.ts';

export default defineCommand<UsageAnalyticsOptions>({
  run: async (args, { places, env, color, columns, stdout, stderr }) => {
    const result = analytics(args, { codexHome: places.codexHome, env, color, columns, now: new Date() });
    stdout(result.stdout);
    if (result.stderr !== '') stderr(result.stderr);
    return result.code;
  },
});
