/** Writes the pages of `docs/` that are made from the commands and from the schema of a configuration. */
import { writeFileSync } from 'node:fs';
import { cliPage } from './cli-page.ts';
import { configKeysPage } from './config-keys-page.ts';

writeFileSync(new URL('../../../docs/cli.md', import.meta.url), cliPage());
writeFileSync(new URL('../../../docs/config-keys.md', import.meta.url), configKeysPage());
