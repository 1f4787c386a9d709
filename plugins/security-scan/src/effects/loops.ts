/** Finds loops that never end and leave something running each time, or never rest. */
import { type ArithmeticFor, forEachChild, type SyntaxNode, type While } from 'unbash';
import type { Span } from '../finding.ts';
import type { Machine } from '../shell/machine.ts';

const IDLE = /^(?::|true|false|echo|printf|let|yes|test|\[|cd|pushd)$/;
/** Leaves something behind each time. */
const MAKES = /^(?:touch|mkdir|mktemp|mkfifo|cp|ln|dd|fallocate|truncate|split|tee)$/;

/** More turns than a machine has processes. */
export const MANY = 5_000;

/** A loop with that many turns which starts something each time and waits for nothing. */
export function judgeTurns(machine: Machine, body: SyntaxNode, span: Span): void {
  const seen = look(machine, body, { background: false, rests: false, names: [] });
  if (seen.background && !seen.rests) machine.report('dos.fork-bomb', span);
}

/** A function that calls itself whatever happens, and leaves something running each time. */
export function startsForEver(machine: Machine, body: SyntaxNode): boolean {
  const seen = look(machine, body, { background: false, rests: false, names: [] });
  return seen.background && !seen.rests && !decides(machine, body);
}

function decides(machine: Machine, node: SyntaxNode, depth = 0): boolean {
  machine.spend(1);
  if (depth > 12 || /^(?:If|Case|AndOr|While|For|Select)$/.test(node.type)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= decides(machine, child, depth + 1);
  });
  return found;
}

export function judgeLoop(machine: Machine, node: While | ArithmeticFor, span: Span): void {
  if (!isEndless(node)) {
    const test = node.type === 'ArithmeticFor' ? node.test : undefined;
    const limit =
      test?.type === 'ArithmeticBinary' && test.right.type === 'ArithmeticWord' ? test.right.value : '';
    if (Number(limit) >= MANY) judgeTurns(machine, node.body, span);
    return;
  }
  const seen = look(machine, node.body, { background: false, rests: false, names: [] });
  if (node.type === 'While') look(machine, node.clause, seen);
  if (seen.background && !seen.rests) machine.report('dos.fork-bomb', span);
  else if (
    !seen.rests &&
    seen.names.some((name) => MAKES.test(name)) &&
    seen.names.every((name) => IDLE.test(name) || MAKES.test(name))
  )
    machine.report('dos.disk-full', span);
  else if (!seen.rests && seen.names.every((name) => IDLE.test(name))) {
    machine.report('dos.busy-loop', span);
  }
}

function isEndless(node: While | ArithmeticFor): boolean {
  if (node.type === 'ArithmeticFor')
    return node.test === undefined || (node.test.type === 'ArithmeticWord' && node.test.value === '1');
  const only = node.clause.commands.length === 1 ? node.clause.commands[0]?.command : undefined;
  // `while mkdir d && cd d`: it succeeds each time, as the name is another one.
  if (only?.type === 'AndOr' && node.kind === 'while')
    return only.commands.every(
      (command) =>
        command.type === 'Command' &&
        succeeds(
          command.name?.value,
          command.args.map((arg) => arg.text),
        ),
    );
  if (only?.type === 'ArithmeticCommand') return node.kind === 'while' && /^\s*[1-9]\d*\s*$/.test(only.body);
  if (only?.type !== 'Command') return false;
  const name = only.name?.value;
  if (node.kind === 'until') return name === 'false';
  if (
    succeeds(
      name,
      only.args.map((arg) => arg.text),
    )
  )
    return true;
  return name === ':' || name === 'true' || (name === '[' && only.args.length === 2);
}

/** Making something under a name that changes: a lock has one name, and ends the loop. */
function succeeds(name: string | undefined, args: readonly string[]): boolean {
  if (name === 'cd' || name === 'pushd') return true;
  return (
    name !== undefined &&
    /^(?:touch|mkdir|cp|mktemp|echo|printf)$/.test(name) &&
    (name !== 'mkdir' || args.length === 1) &&
    (/^(?:mktemp)$/.test(name) || args.some((arg) => /\$/.test(arg)) || name === 'mkdir')
  );
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
    seen.background = true;
    // What it waits for in the background keeps the loop from nothing.
    const inner: Seen = { background: true, rests: false, names: seen.names };
    forEachChild(node, (child) => {
      look(machine, child, inner, depth + 1);
    });
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
