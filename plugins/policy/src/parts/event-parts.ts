/** Takes an event apart into what is judged. */
import type { EventOf } from '@hookline/core';
import { branchEntered, branchesOf } from '../facts/branches.ts';
import { addressesIn, hostOf, hostsOf } from '../facts/hosts.ts';
import { type NamedPath, pathsOf } from '../facts/paths.ts';
import { branchOf } from '../facts/repository.ts';
import { dissolved } from '../match/hint.ts';
import { shownText, withoutMarks } from '../match/unknown.ts';
import { readPlainLine } from '../shell/plain-line.ts';
import { readLine } from '../shell/read-line.ts';
import { programName, type SeenCommand, seenCommands } from '../shell/seen-command.ts';
import { pathIn } from '../shell/state.ts';
import type { Judged } from '../table/rule.ts';
import { argumentsOf } from './arguments.ts';
import type { Part } from './part.ts';
import { patchedPaths } from './patched-paths.ts';

/** What parts are made with. */
export interface PartContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | undefined;
  /** The root of the workspace. */
  readonly root: string;
  /** Some rule is about branches. */
  readonly branches: boolean;
}

const SHOWN = 120;
/** Variables that make a program load or start something else. */
const BENDING =
  /^(?:PATH|LD_\w+|DYLD_\w+|\w*PAGER|\w*EDITOR|VISUAL|GIT_\w+|NODE_OPTIONS|PYTHON(?:PATH|STARTUP|HOME)|PERL5\w+|RUBY(?:OPT|LIB)|BASH_ENV|ENV|SHELLOPTS|IFS|PROMPT_COMMAND|npm_config_\w+)$/;

/** The parts of an event. */
export function partsOf(event: EventOf<Judged>, context: PartContext): readonly Part[] {
  switch (event.type) {
    case 'exec.before':
      return ofLine(event.command, event.cwd, [event.toolName], context);
    case 'patch.before': {
      const named = event.files.flatMap(({ path, movedTo }) =>
        movedTo === undefined ? [path] : [path, movedTo],
      );
      const paths = named.length > 0 ? named : patchedPaths(event.patch);
      return ofPatch(paths, event.cwd, [event.toolName, 'Edit', 'Write'], context);
    }
    case 'mcp.before':
      return ofCall([event.toolName, `${event.server}/${event.tool}`], event.arguments, event.cwd, context);
    case 'tool.before':
      return ofCall([event.toolName], event.input, event.cwd, context);
    case 'permission.request': {
      if (event.command !== undefined && !event.command.includes('*** Begin Patch'))
        return ofLine(event.command, event.cwd, [event.toolName], context);
      const text = event.command ?? event.input['command'];
      const paths = typeof text === 'string' ? patchedPaths(text) : [];
      if (paths.length > 0) return ofPatch(paths, event.cwd, [event.toolName, 'Edit', 'Write'], context);
      const mcp = /^mcp__(.+?)__(.+)$/.exec(event.toolName);
      const tools = mcp ? [event.toolName, `${mcp[1]}/${mcp[2]}`] : [event.toolName];
      return ofCall(tools, event.input, event.cwd, context);
    }
  }
}

const none = { paths: [], hosts: [], branches: [], text: '' } as const;

function ofPatch(
  paths: readonly string[],
  cwd: string,
  tools: readonly string[],
  { branches }: PartContext,
): readonly Part[] {
  const here = branches ? branchHere(cwd) : [];
  if (paths.length === 0) return [{ ...none, shown: tools[0] ?? 'the patch', tools, branches: here }];
  return paths.map((path) => ({
    ...none,
    shown: cut(path),
    tools,
    branches: here,
    paths: [named(path, cwd)],
  }));
}

function ofCall(
  tools: readonly string[],
  given: unknown,
  cwd: string,
  { branches }: PartContext,
): readonly Part[] {
  const { paths, texts } = argumentsOf(given);
  const hosts = texts
    .flatMap(addressesIn)
    .map(hostOf)
    .filter((host) => host !== undefined);
  return [
    {
      ...none,
      shown: cut(tools.at(-1) ?? 'the tool'),
      tools,
      paths: paths.map((path) => named(path, cwd)),
      hosts: [...new Set(hosts)],
      branches: branches ? branchHere(cwd) : [],
    },
  ];
}

const branchHere = (cwd: string): readonly string[] => {
  const branch = branchOf(cwd);
  return branch === undefined ? [] : [branch];
};

const named = (path: string, cwd: string): NamedPath => {
  const clean = withoutMarks(path);
  return { word: clean, path: pathIn(cwd, clean), isTree: false };
};

function ofLine(
  command: string,
  cwd: string,
  tools: readonly string[],
  context: PartContext,
): readonly Part[] {
  const line = withoutMarks(command);
  // What splits words, as long as nobody sets it.
  const variables = new Map([['IFS', ' ']]);
  for (const name of ['HOME', 'USER', 'TMPDIR', 'LOGNAME']) {
    const value = context.env[name];
    if (value) variables.set(name, withoutMarks(value));
  }
  const places = { home: context.home, root: context.root };
  const seen = seenCommands(
    line,
    { cwds: [cwd], variables },
    (text, scope) => readPlainLine(text, scope) ?? readLine(text, scope, places),
  );
  const text = dissolved(line);
  const entered: string[] = [];
  const parts = seen.commands.flatMap((one) => {
    const branches = context.branches ? branchesOf(one, entered) : [];
    const next = context.branches ? branchEntered(one) : undefined;
    if (next !== undefined) entered.push(next);
    return ofCommand(one, tools, text, branches);
  });
  const unread = seen.unread.map((one) => ({
    ...none,
    shown: cut(shownText(one.text)),
    tools,
    unread: one.why,
    text: dissolved(one.text),
  }));
  const all = [...parts, ...unread];
  // An empty line is a call of the tool all the same.
  return all.length > 0 ? all : [{ ...none, shown: cut(line) || tools[0] || 'the command', tools, text }];
}

function ofCommand(
  command: SeenCommand,
  tools: readonly string[],
  text: string,
  branches: readonly string[],
): readonly Part[] {
  const words = command.words.length > 0 ? command.words : command.targets.map((target) => `> ${target}`);
  const part: Part = {
    shown: cut(shownText(words.join(' '))),
    tools,
    command,
    paths: pathsOf(command),
    hosts: hostsOf(command),
    branches,
    text,
    ...(command.slight && { slight: true }),
    ...(command.assigned.some((name) => BENDING.test(name)) && { isBent: true }),
  };
  const patched = /^apply_?patch$/.test(programName(command.words[0] ?? ''))
    ? patchedPaths([...command.words.slice(1), command.heredoc ?? ''].join('\n'))
    : [];
  if (patched.length === 0) return [part];
  const cwd = command.cwds[0] as string;
  return [
    part,
    ...ofPatch(patched, cwd, ['apply_patch', 'Edit', 'Write'], { branches: false } as PartContext),
  ];
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN).toWellFormed()}…` : line;
};
