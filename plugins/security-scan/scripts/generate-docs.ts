/** Writes the page of the rules. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { rulesPage } from './rules-page.ts';

const folder = new URL('../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('rules.md', folder), rulesPage());
