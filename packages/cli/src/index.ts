/** For `hookline.config.ts`: `import { defineConfig } from 'hookline'`. */
export { defineConfig } from '@hookline/config/define';
