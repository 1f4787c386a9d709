/** Writes the pages of `docs/` that are made from tables in the code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { errorsPage, eventsPage } from './documents.ts';

const docs = new URL('../../../docs/', import.meta.url);
mkdirSync(docs, { recursive: true });
writeFileSync(new URL('errors.md', docs), errorsPage());
writeFileSync(new URL('events.md', docs), eventsPage());
