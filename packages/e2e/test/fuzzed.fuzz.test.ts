// How a fuzzed property fails: with all that is needed to see it fail again.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { mutatedTexts } from '../../../scripts/fuzz/mutations.ts';

const effort = { target: 'itself', counted: 'payloads', share: 0.5, few: 2_000 } as const;

/** Runs a property as `npm run test:fuzz` does not see it. */
async function failing(env: Readonly<Record<string, string>>, limit: number): Promise<string> {
  for (const name of ['FUZZ_REPORT', 'FUZZ_PAYLOADS', 'FUZZ_SEED', 'FUZZ_PATH'])
    vi.stubEnv(name, env[name] ?? '');
  try {
    await fuzzed(
      effort,
      fc.property(fc.nat(), (value) => {
        expect(value).toBeLessThan(limit);
      }),
    );
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  } finally {
    vi.unstubAllEnvs();
  }
}

describe('a fuzzed property that does not hold', () => {
  it('is told with its smallest counterexample, and how to try that again', async () => {
    const first = await failing({}, 1_000);
    const [, seed = '', path = ''] = /FUZZ_SEED=(-?\d+) FUZZ_PATH=(\S+) npm run test:fuzz/.exec(first) ?? [];
    expect(first).toContain(`seed ${seed}, path ${path}`);
    expect(first).toContain('counterexample [1000]');
    expect(await failing({ FUZZ_SEED: seed, FUZZ_PATH: path }, 1_000)).toContain('counterexample [1000]');
  });

  it('is tried as often as the big run says', async () => {
    expect(await failing({ FUZZ_SEED: '1', FUZZ_PAYLOADS: '2' }, 0)).toContain('after 1 cases');
    expect(await failing({ FUZZ_PAYLOADS: '2' }, Number.POSITIVE_INFINITY)).toBe('');
  });
});

it('what is broken is broken in every way that is promised', () => {
  const texts = fc.sample(mutatedTexts([{ a: 'b', c: { d: [1, 'e'] } }]), { numRuns: 4_000, seed: 1 });
  const isJson = (text: string): boolean => {
    try {
      return JSON.parse(text) !== undefined;
    } catch {
      return false;
    }
  };
  const ways: Readonly<Record<string, (text: string) => boolean>> = {
    'an infinite number': (text) => text.includes('1e400'),
    'a long text': (text) => text.length > 300_000,
    'deep nesting': (text) => text.includes('['.repeat(1_000)),
    'a prototype key': (text) => /"__proto__":/.test(text),
    'half a surrogate pair': (text) => /\\ud[89a-f]/.test(text),
    'a NUL': (text) => text.includes('\\u0000'),
    'a cut': (text) => !isJson(text),
    'a missing key': (text) => isJson(text) && !text.includes('"a":'),
  };
  for (const [name, shows] of Object.entries(ways)) expect(texts.some(shows), name).toBe(true);
});
