/** The paths that a command names. */
import { ANY, isKnown, WORDS } from '../match/unknown.ts';
import { programName, type SeenCommand } from '../shell/seen-command.ts';
import { pathIn } from '../shell/state.ts';

/** A path that something is about. */
export interface NamedPath {
  /** As it was written. */
  readonly word: string;
  /** Absolute where it is known; may hold marks. */
  readonly path: string;
  /** What is done is done to all that lies in it. */
  readonly isTree: boolean;
}

const MOST_PATHS = 200;
/** Their words are commands of their own; a bare word is no path. */
const SUBCOMMANDS =
  /^(?:npm|npx|pnpm|yarn|bun|deno|make|just|task|cargo|rustup|go|docker|podman|kubectl|helm|gh|glab|terraform|tofu|aws|gcloud|az|brew|apt|apt-get|dnf|apk|pip|pip3|pipx|poetry|uv|rake|bundle|mvn|gradle|nx|turbo|dotnet|systemctl|service|git|hg|svn|kill|which|type|man|sleep|seq|date|id|whoami|uname|export|set|unset|hash|ssh|hookline)$/;
const GIT_FILES = /^(?:add|rm|mv|restore|checkout|diff|show|log|commit|stash|blame|clean|ls-files|archive)$/;
const TEXTUAL = /^(?:echo|printf)$/;
const SEARCHES = /^(?:[ef]?grep|rg|ag|sed|awk|gawk|jq|yq)$/;
const TREES = /^(?:mv|rsync|tar|zip|7z|ln|shred|srm|trash)$/;
/** What `find` may be told to do to all that it finds. */
const CHANGES = /^(?:rm|mv|cp|chmod|chown|chgrp|shred|unlink|truncate|ln|tar|rsync|scp)$/;
const RECURSIVE = /^(?:rm|cp|chmod|chown|chgrp|scp|setfacl)$/;

/** The paths of a command, in each folder that it may run in. */
export function pathsOf(seen: SeenCommand): readonly NamedPath[] {
  if (seen.remote) return [];
  const [first = '', ...args] = seen.words;
  const name = programName(first);
  const isTree = takesTrees(name, args);
  const words = new Set(seen.targets);
  if (first.includes('/')) words.add(first);
  if (name === 'git') for (const [at, arg] of args.entries()) if (args[at - 1] === '-C') words.add(arg);
  const bare = !SUBCOMMANDS.test(name) || (name === 'git' && args.some((arg) => GIT_FILES.test(arg)));
  if (!TEXTUAL.test(name))
    for (const arg of ownWords(name, args)) for (const one of candidates(arg, bare)) words.add(one);
  const found: NamedPath[] = [];
  for (const word of words)
    for (const cwd of seen.cwds) {
      const path = pathIn(cwd, word.replaceAll(WORDS, ANY));
      found.push({
        word,
        path: path.startsWith('/') || path.startsWith(ANY) ? path : `${ANY}/${path}`,
        isTree,
      });
      if (found.length >= MOST_PATHS) return found;
    }
  return found;
}

/** The words that can be paths of this machine: no pattern that is looked for, and nothing that runs on another one. */
function ownWords(name: string, args: readonly string[]): readonly string[] {
  if (name === 'ssh') {
    const host = args.findIndex(
      (arg, at) => !arg.startsWith('-') && !/^-[bcDEeFIiJLlmOopQRSWw]$/.test(args[at - 1] ?? ''),
    );
    return host < 0 ? args : args.slice(0, host);
  }
  if (
    !SEARCHES.test(name) ||
    args.some((arg) => /^-(?:[a-zA-Z]*[ef]|-(?:regexp|file|expression)\b.*)$/.test(arg))
  )
    return args;
  const pattern = args.findIndex((arg) => !arg.startsWith('-'));
  return args.filter((_, at) => at !== pattern);
}

function takesTrees(name: string, args: readonly string[]): boolean {
  if (TREES.test(name)) return true;
  if (name === 'find')
    return args.some(
      (arg, at) =>
        arg === '-delete' ||
        (/^-(?:exec|ok)(?:dir)?$/.test(arg) && CHANGES.test(programName(args[at + 1] ?? ''))),
    );
  if (name === 'git') return args.includes('clean') || args.includes('rm') || args.includes('mv');
  return (
    RECURSIVE.test(name) &&
    args.some((arg) => /^-[A-Za-z]*[rRa][A-Za-z]*$/.test(arg) || arg === '--recursive' || arg === '--archive')
  );
}

/** The texts in a word that may be paths. `bare`: a word counts whatever it looks like. */
function candidates(word: string, bare: boolean): readonly string[] {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(word))
    return word.startsWith('file://') ? [word.slice('file://'.length)] : [];
  const found: string[] = [];
  const isOption = /^-./.test(word);
  if (!isOption && (bare || looksLikePath(word))) found.push(word);
  if (/^-[A-Za-z][^-]/.test(word) && word.includes('/')) found.push(word.slice(2));
  for (const separator of ['=', '@', ':', ',']) {
    const at = word.indexOf(separator);
    if (at < 0) continue;
    const rest = word.slice(at + 1).replace(/^@/, '');
    const before = word.slice(0, at);
    if (looksLikePath(rest) || (isOption && isFileLike(before, rest))) found.push(rest);
    if (separator === ':' && !isOption && looksLikePath(before)) found.push(before);
  }
  return found;
}

/** `--env-file=secrets` names a file whatever it looks like. */
const isFileLike = (option: string, rest: string): boolean =>
  rest !== '' && /(?:file|path|dir|config|output|input|key|cert)/i.test(option);

const looksLikePath = (word: string): boolean =>
  word !== '' &&
  (/[/]|^[.~]|^[^.\s]+\.[\w-]{1,12}$/.test(word) || (!isKnown(word) && word !== ANY && word !== WORDS));
