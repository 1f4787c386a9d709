/** Finds loops that never end and leave something running each time, or never rest. */
import { type ArithmeticFor, forEachChild, type SyntaxNode, type While } from 'unbash';
import type { Span } from '../finding.ts';
import type { Machine } from '../shell/machine.ts';

export function judgeLoop(machine: Machine, node: While | ArithmeticFor, span: Span): void {
  if (!isEndless(node)) return;
  const seen = look(machine, node.body, { background: false, rests: false, names: [] });
  if (seen.background && !seen.rests) machine.report('dos.fork-bomb', span);
  else if (!seen.rests && seen.names.every((name) => /^(?::|true|echo|printf|let|yes|test|\[)$/.test(name))) {
    machine.report('dos.busy-loop', span);
  }
}

function isEndless(node: While | ArithmeticFor): boolean {
  if (node.type === 'ArithmeticFor')
    return node.test === undefined || (node.test.type === 'ArithmeticWord' && node.test.value === '1');
  const only = node.clause.commands.length === 1 ? node.clause.commands[0]?.command : undefined;
  if (only?.type === 'ArithmeticCommand') return node.kind === 'while' && /^\s*[1-9]\d*\s*$/.test(only.body);
  if (only?.type !== 'Command') return false;
  const name = only.name?.value;
  if (node.kind === 'until') return name === 'false';
  return name === ':' || name === 'true' || (name === '[' && only.args.length === 2);
}

interface Seen {
  background: boolean;
  /** Something in the body waits, ends the loop, or is long work. */
  rests: boolean;
  names: string[];
}

function look(machine: Machine, node: SyntaxNode, seen: Seen, depth = 0): Seen {
  machine.spend(1);
  if (depth > 12) return seen;
  if (node.type === 'Statement' && node.background) {
    // What waits in the background does not make the loop wait.
    seen.background = true;
    return seen;
  }
  if (node.type === 'Command') {
    const name = node.name?.value ?? ':';
    seen.names.push(name);
    if (/^(?:sleep|wait|read|break|exit|return|inotifywait|fswatch|select|usleep)$/.test(name))
      seen.rests = true;
  }
  forEachChild(node, (child) => {
    look(machine, child, seen, depth + 1);
  });
  return seen;
}
