/** What the planners of an installation are asked for. */
import type { NativeEventName } from '../wire/native-events.ts';
import type { Places } from './places.ts';

/** What to install where. */
export interface InstallRequest extends Places {
  /** The user's home folder, absolute. */
  readonly home: string;
  /** Where the way back is kept. Default: `.hookline` in the home folder. */
  readonly hooklineHome?: string;
  /** The events somebody listens to: each one costs the start of a process whenever it happens. */
  readonly events: readonly NativeEventName[];
  /** Absolute paths of node and of Hookline's script. */
  readonly node: string;
  readonly script: string;
  /** Also write the trust records, so that Codex runs the hooks without a review. Ask the user first. */
  readonly trust: boolean;
}

/** What to remove. */
export type UninstallRequest = Omit<InstallRequest, 'events' | 'node' | 'script' | 'trust'>;
