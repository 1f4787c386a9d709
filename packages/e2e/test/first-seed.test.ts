// The first seed, line by line: every fenced block of it, in its order, is proved by running it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advanced } from './first-seed/advanced.ts';
import { blocksOf } from './first-seed/blocks.ts';
import { examples } from './first-seed/examples.ts';
import type { Proof } from './first-seed/proof.ts';
import { quickStart } from './first-seed/quick-start.ts';
import { reference } from './first-seed/reference.ts';
import { security } from './first-seed/security.ts';
import { troubleshooting } from './first-seed/troubleshooting.ts';

const document = readFileSync(
  new URL('../../config/test/fixtures/codex-lifecycle-hooks.md', import.meta.url),
  'utf8',
);
const blocks = blocksOf(document);
const proofs: readonly Proof[] = [
  ...quickStart,
  ...reference,
  ...examples,
  ...security,
  ...troubleshooting,
  ...advanced,
];

describe('the copy of the document', () => {
  it('is the document', () => {
    expect(createHash('sha256').update(document).digest('hex')).toBe(
      '9aba64c1c8596a2b565cf8975330388dc0ed369a12aee5c1d4b6777825a657f0',
    );
  });

  it('has a proof for every block, in the same order', () => {
    const named = ({ language, heading }: { language: string; heading: string }) => `${heading}: ${language}`;
    expect(proofs.map(named)).toEqual(blocks.map(named));
    expect(blocks).toHaveLength(38);
  });

  it('has one block of which a part is not proved', () => {
    const unproved = proofs.filter((proof) => proof.unproved !== undefined);
    expect(unproved.map(({ heading }) => heading)).toEqual(['Missing Dependencies']);
  });
});

describe('block', () => {
  const isRoot = process.getuid?.() === 0;
  for (const [index, proof] of proofs.entries()) {
    const name = `${index + 1}, ${proof.language || 'plain'} of "${proof.heading}": ${proof.how}`;
    it.skipIf(proof.asRoot && !isRoot)(name, async () => {
      const block = blocks[index];
      if (!block) throw new Error('There is no such block.');
      await proof.prove(block);
    });
  }
});
