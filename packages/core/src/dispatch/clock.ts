/** Milliseconds from a fixed point. Not `performance.now()`: the first use of that global loads a module of Node. */
export function clock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
