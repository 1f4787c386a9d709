/** What is judged: an event comes to parts, each of which must be let through by itself. */
import type { NamedPath } from '../facts/paths.ts';
import type { SeenCommand } from '../shell/seen-command.ts';

export interface Part {
  /** For people and for the model: the command, the path, the tool. */
  readonly shown: string;
  /** The names that rules may call the tool by. */
  readonly tools: readonly string[];
  readonly command?: SeenCommand;
  readonly paths: readonly NamedPath[];
  readonly hosts: readonly string[];
  readonly branches: readonly string[];
  /** It is a text that could not be read, for this reason. */
  readonly unread?: string;
  /** The whole text that it stands in, dissolved. */
  readonly text: string;
  /** Only rules that name a command or a path are about it. */
  readonly slight?: true;
  /** Variables are set that can turn a harmless command into another one. */
  readonly isBent?: true;
}
