/** Links that a command makes before it goes through them: what lies behind them is what is meant. */
import type { Scope } from '../shell/machine.ts';

const MOST = 8;

/** The path with the links in its folders followed; its last name stays. */
export function throughFolders(scope: Scope, path: string): string {
  let current = path;
  for (let turn = 0; turn < MOST; turn++) {
    const next = step(scope, current);
    if (next === undefined) break;
    current = next;
  }
  return current;
}

/** The path with all its links followed. */
export function throughLinks(scope: Scope, path: string): string {
  if (scope.links.size === 0) return path;
  let current = throughFolders(scope, path);
  for (let turn = 0; turn < MOST; turn++) {
    const target = scope.links.get(current);
    if (target === undefined) break;
    current = throughFolders(scope, target);
  }
  return current;
}

function step(scope: Scope, path: string): string | undefined {
  for (const [link, target] of scope.links) {
    if (link !== target && path.startsWith(`${link}/`))
      return (target === '/' ? '' : target) + path.slice(link.length) || '/';
  }
  return undefined;
}
