import type { FORMATS, LEVELS, LoggedEvent } from './events.ts';

/** The options of the plugin; what is left out has the default of the schema. */
export interface SessionLogOptions {
  /** Absolute, or relative to `$CODEX_HOME`. Default `session.log`. */
  readonly file?: string;
  /** Default `text`. With `both`, the JSON lines stand beside the text, in a file that ends in `.jsonl`. */
  readonly format?: (typeof FORMATS)[number];
  /** The events that get a line. Default: all of them. */
  readonly events?: readonly LoggedEvent[];
  /** Whether what hooks refuse, ask about and change gets a line. Default true; false where `events` is given. */
  readonly decisions?: boolean;
  /** The least level that gets a line. Default `info`. */
  readonly level?: (typeof LEVELS)[number];
  /** Whether the lines say which commands were run. Default true. */
  readonly commands?: boolean;
  /** Bytes, or with a suffix: `500k`, `10M`, `1G`. A larger file is moved aside. Default `10M`. */
  readonly max_size?: number | string;
  /** How many files that were moved aside stay. Default 1. */
  readonly keep?: number;
}
