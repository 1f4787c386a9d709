/** The command as the manifest names it. */
import { defineCommand } from '@hookline/core';
import type { PerformanceMetricsOptions } from './index.ts';
import { performanceCommand } from './performance.ts';

export default defineCommand<PerformanceMetricsOptions>({
  run: async (args, { places, color, columns, stdout, stderr }) => {
    const result = performanceCommand(args, { codexHome: places.codexHome, color, columns, now: new Date() });
    stdout(result.stdout);
    if (result.stderr !== '') stderr(result.stderr);
    return result.code;
  },
});
