/** All programs that are judged, by name. */
import type { Call, Handler } from '../shell/machine.ts';
import { BUILTINS } from './builtins.ts';
import { CLOUD } from './cloud.ts';
import { COMPILERS } from './compilers.ts';
import { CONTAINERS } from './containers.ts';
import { DATABASES } from './databases.ts';
import { DOORS } from './doors.ts';
import { FILES } from './files.ts';
import { FILTERS } from './filters.ts';
import { SOURCE_CONTROL } from './git.ts';
import { GUARD } from './guard.ts';
import { IN_PLACE } from './in-place.ts';
import { INTERPRETERS } from './interpreters.ts';
import { LOAD } from './load.ts';
import { MACRO_LANGUAGES } from './macro-languages.ts';
import { MORE_CLOUDS } from './more-clouds.ts';
import { PACKAGES } from './packages.ts';
import { PROTECTIONS } from './protections.ts';
import { PUBLISH } from './publish.ts';
import { REMOTE_RUNS } from './remote-runs.ts';
import { REMOTE_SOURCES } from './remote-sources.ts';
import { SECRET_CLIENTS } from './secret-clients.ts';
import { SERVICES } from './services.ts';
import { SHELLS } from './shells.ts';
import { SYSTEM } from './system.ts';
import { WEB } from './web.ts';
import { WINDOWS } from './windows.ts';
import { WRAPPERS } from './wrappers.ts';

const TABLES = [
  BUILTINS,
  FILTERS,
  SHELLS,
  FILES,
  SOURCE_CONTROL,
  WEB,
  DATABASES,
  CLOUD,
  MORE_CLOUDS,
  REMOTE_RUNS,
  CONTAINERS,
  PUBLISH,
  SYSTEM,
  ...PROTECTIONS,
  IN_PLACE,
  GUARD,
  INTERPRETERS,
  WRAPPERS,
  SERVICES,
  DOORS,
  COMPILERS,
  SECRET_CLIENTS,
  MACRO_LANGUAGES,
  REMOTE_SOURCES,
  LOAD,
  PACKAGES,
  WINDOWS,
];

/** Several tables may know a program: each judges it, and the output is the text of the first with all their marks. */
function combine(first: Handler, second: Handler): Handler {
  return (call: Call) => {
    const output = first(call);
    const other = second(call);
    if (!output || !other) return output ?? other;
    return { text: output.text, taint: output.taint | other.taint };
  };
}

function build(): ReadonlyMap<string, Handler> {
  const handlers = new Map<string, Handler>();
  for (const table of TABLES) {
    for (const [name, handler] of Object.entries(table)) {
      const known = handlers.get(name);
      handlers.set(name, known ? combine(known, handler) : handler);
    }
  }
  return handlers;
}

export const HANDLERS: ReadonlyMap<string, Handler> = build();
