/**
 * How the lanes' tapable hooks run their taps. tapable writes a function as text and has it compiled at a hook's
 * first call: about a millisecond, which a process that lives for one event never earns back, and which Node
 * refuses under `--disallow-code-generation-from-strings`. `compile` is tapable's own place for another way; order,
 * stages and names stay tapable's.
 */
type Call = (...args: unknown[]) => unknown;

interface Compiled {
  compile(options: { readonly taps: readonly { readonly fn: unknown }[] }): unknown;
}

/** Runs taps in order; what it gives is the hook's result. */
type Interpreter = (taps: readonly Call[], args: readonly unknown[]) => Promise<unknown>;

/** Gives a hook another way to run its taps. Only `tapPromise` and `promise` are used in the lanes. */
export function interpreted<Hook extends object>(hook: Hook, run: Interpreter): Hook {
  const compiled: Compiled = {
    compile({ taps }) {
      const calls = taps.map(({ fn }) => fn as Call);
      return (...args: unknown[]) => run(calls, args);
    },
  };
  return Object.assign(hook, compiled);
}

/** The first result that is not undefined ends it. */
export const bail: Interpreter = async (taps, args) => {
  for (const tap of taps) {
    const result = await tap(...args);
    if (result !== undefined) return result;
  }
  return undefined;
};

/** Each tap gets the result of the one before. */
export const waterfall: Interpreter = async (taps, [first]) => {
  let value = first;
  for (const tap of taps) {
    const result = await tap(value);
    if (result !== undefined) value = result;
  }
  return value;
};

/** Every tap runs; no result. */
export const wholeLane = {
  parallel: (async (taps, args) => {
    await Promise.all(taps.map((tap) => tap(...args)));
  }) satisfies Interpreter,
  series: (async (taps, args) => {
    for (const tap of taps) await tap(...args);
  }) satisfies Interpreter,
};
