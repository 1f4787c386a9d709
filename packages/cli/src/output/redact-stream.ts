/** Takes secrets out of what is printed, also by code that is not Hookline's. */

/** A write to a stream, past the redaction. */
export type RawWrite = (text: string) => void;

/**
 * Redacts every text that is written to a stream of this process from now on; bytes pass as they are. The stream is
 * made when it is first used: in the hook, making it would cost more than all else that is printed.
 */
export function redactStream(name: 'stdout' | 'stderr', redact: (text: string) => string): RawWrite {
  const { get: original, value } = Object.getOwnPropertyDescriptor(process, name) ?? {};
  let stream: NodeJS.WriteStream | undefined;
  let write: NodeJS.WriteStream['write'] | undefined;
  const open = (): NodeJS.WriteStream => {
    if (stream) return stream;
    const opened = (original ? original.call(process) : value) as NodeJS.WriteStream;
    const raw = opened.write.bind(opened) as (chunk: unknown, ...rest: unknown[]) => boolean;
    opened.write = ((chunk: unknown, ...rest: unknown[]) =>
      raw(typeof chunk === 'string' ? redact(chunk) : chunk, ...rest)) as NodeJS.WriteStream['write'];
    write = raw as NodeJS.WriteStream['write'];
    stream = opened;
    return opened;
  };
  Object.defineProperty(process, name, { configurable: true, get: open });
  return (text) => {
    open();
    write?.(text);
  };
}
