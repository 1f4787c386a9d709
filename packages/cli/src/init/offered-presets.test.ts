import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OFFERED } from './offered-presets.ts';

describe('the presets that init offers', () => {
  it('are all that the repository publishes', () => {
    const published = readdirSync(new URL('../../../../plugins', import.meta.url))
      .filter((name) => name.startsWith('preset-'))
      .map((name) => name.slice('preset-'.length));
    expect(OFFERED.map(({ name }) => name).sort()).toEqual(published.sort());
  });
});
