/**
 * Reads the texts that the scan for secrets is measured with. The files hold each secret in pieces, so that no scanner of
 * a code host takes it for one that leaked; the pieces are joined here, and nowhere else.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text, and what should be found in it: nothing, if `secrets` is empty. */
export interface SecretText {
  readonly id: string;
  readonly text: string;
  readonly secrets: readonly { readonly kind: string; readonly value: string }[];
}

/** What stands between two pieces of a secret. */
const SEAM = '‹›';

/** Reads all texts of a folder, those with secrets first, with their secrets in one piece. */
export function loadSecretTexts(folder: string = import.meta.dirname): SecretText[] {
  return ['with.jsonl', 'without.jsonl']
    .filter((file) => existsSync(join(folder, file)))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line.replaceAll(SEAM, '')) as SecretText),
    );
}
