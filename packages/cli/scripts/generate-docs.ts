/** Writes the page of `docs/` that is made from the commands. */
import { writeFileSync } from 'node:fs';
import { cliPage } from './cli-page.ts';

writeFileSync(new URL('../../../docs/cli.md', import.meta.url), cliPage());
