/** A use of the published API that must not compile, and beside it the one that does. */
export interface WrongUse {
  /** Why it is wrong, in words. */
  readonly title: string;
  /** What differs; one line. */
  readonly wrong: string;
  readonly right: string;
  /** The code of the compiler and a piece of what it says. */
  readonly says: readonly [code: string, text: string];
  /** Puts the line into a file, as an author would have it. */
  readonly file: (line: string) => string;
  /** `ts` unless told. */
  readonly language?: 'ts' | 'js';
}

/** Where the line stands in a file; every other line is the same in both. */
export const lineOf = ({ file, wrong, right }: WrongUse): number => {
  const [one, other] = [file(wrong).split('\n'), file(right).split('\n')];
  return one.findIndex((line, index) => line !== other[index]) + 1;
};

/** In the `setup` of a plugin that declares these events. */
export const inSetup =
  (...events: readonly string[]) =>
  (line: string): string =>
    `import { definePlugin } from '@hookline/core';

export default definePlugin({
  name: 'mine',
  events: [${events.map((event) => `'${event}'`).join(', ')}],
  setup({ on }) {
    ${line}
  },
});
`;

/** In a gate of `exec.before`. */
export const inGate = (line: string): string => `import { definePlugin } from '@hookline/core';

export default definePlugin({
  name: 'mine',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(async (event, ctx) => {
      ${line}
    });
  },
});
`;
