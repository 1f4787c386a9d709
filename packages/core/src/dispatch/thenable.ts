/** True for a promise, also another library's. May throw: a hostile value can have a getter for `then`. */
export function isThenable<T>(value: T | PromiseLike<T>): value is Promise<T> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
