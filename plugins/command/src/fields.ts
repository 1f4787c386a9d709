/** The keys of a command entry. */

/** The keys that belong to the kind. The first one stands for a missing `type`: a plain `command` is a script's. */
export const KEYS: readonly string[] = ['commandWindows', 'command', 'statusMessage'];

/** The keys of one entry. */
export interface CommandFields {
  readonly command: string;
  readonly commandWindows?: string;
  /** Set by the reader of a `hooks.json` in place of all else: why this handler cannot run. */
  readonly problem?: string;
}

/** Reads checked keys. */
export function readFields(fields: Readonly<Record<string, unknown>>): CommandFields {
  const { command, commandWindows, problem } = fields;
  return {
    command: String(command ?? ''),
    ...(typeof commandWindows === 'string' && { commandWindows }),
    ...(typeof problem === 'string' && { problem }),
  };
}
