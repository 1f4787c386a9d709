/** Folders that were filled from the network by this very command: what is run from them was read by nobody. */
import type { Scope } from '../shell/machine.ts';

const INSTALLS = /\/(?:install|setup|bootstrap|deploy|provision)[\w-]*(?:\.(?:sh|bash|py|pl|rb))?$/;

/** What of a folder counts: all of it, or only what installs if it is a place that people work with. */
export function fillFromNetwork(scope: Scope, folder: string, known = false): void {
  if (scope.fetched.length < 16) scope.fetched.push({ folder: folder === '/' ? '/' : `${folder}/`, known });
}

/** Says whether a file lies in such a folder. */
export function wasFetched(scope: Scope, path: string): boolean {
  return scope.fetched.some(
    ({ folder, known }) => path.startsWith(folder) && (!known || INSTALLS.test(path)),
  );
}
