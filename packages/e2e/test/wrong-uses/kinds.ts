import type { WrongUse } from './wrong-use.ts';

const kind =
  (given: Readonly<Record<string, string>>) =>
  (line: string): string => {
    const rest = Object.entries({
      type: "type: 'http_get',",
      keys: "keys: ['address'],",
      schema: 'schema: async () => ({ default: z.strictObject({ address: z.string() }) }),',
      describe: 'describe: ({ address }) => String(address),',
      run: 'run: async () => undefined,',
      ...given,
    }).filter(([, text]) => text !== '');
    return `import { defineHandler } from '@hookline/core';
import { z } from 'zod';

export const httpGet = ${line}
  ${rest.map(([, text]) => text).join('\n  ')}
});
`;
  };

const part =
  (name: string) =>
  (line: string): string =>
    kind({ [name]: line })('defineHandler({');

/** Handler kinds. */
export const KINDS: readonly WrongUse[] = [
  {
    title: 'a kind without a type',
    file: kind({ type: '' }),
    wrong: 'defineHandler({',
    right: "defineHandler({ type: 'http_get',",
    says: ['TS2741', "Property 'type' is missing"],
  },
  {
    title: 'a kind that runs nothing',
    file: kind({ run: '' }),
    wrong: 'defineHandler({',
    right: 'defineHandler({ run: async () => undefined,',
    says: ['TS2741', "Property 'run' is missing"],
  },
  {
    title: 'a run that gives a text back',
    file: part('run'),
    wrong: "run: async () => 'denied',",
    right: "run: async () => ({ context: 'denied' }),",
    says: ['TS2322', "Type 'string' has no properties in common with type 'HandlerAnswer'"],
  },
  {
    title: 'a run that decides with a word',
    file: part('run'),
    wrong: "run: async () => ({ verdict: 'deny' }),",
    right: "run: async () => ({ verdict: { kind: 'deny', reason: 'no' } }),",
    says: ['TS2322', "Type 'string' is not assignable to type 'Verdict'"],
  },
  {
    title: 'a run with an answer that there is not',
    file: part('run'),
    wrong: "run: async () => ({ deny: 'no' }),",
    right: "run: async () => ({ halt: 'no' }),",
    says: ['TS2322', "Type '{ deny: string; }' has no properties in common with type 'HandlerAnswer'"],
  },
  {
    title: 'a run that does not wait',
    file: part('run'),
    wrong: 'run: () => undefined,',
    right: 'run: async () => undefined,',
    says: ['TS2322', "Type 'undefined' is not assignable to type 'Promise<"],
  },
  {
    title: 'a key of the entry in the entry itself',
    file: part('run'),
    wrong: 'run: async (entry) => ({ context: entry.address }),',
    right: "run: async (entry) => ({ context: String(entry.fields['address']) }),",
    says: ['TS2339', "Property 'address' does not exist on type 'ResolvedEntry'"],
  },
  {
    title: 'a verdict maker in a kind, which says verdicts itself',
    file: part('run'),
    wrong: "run: async (_entry, _event, ctx) => ctx.deny('no'),",
    right: "run: async () => ({ verdict: { kind: 'deny', reason: 'no' } }),",
    says: ['TS2339', "Property 'deny' does not exist on type 'RunContext'"],
  },
];
