/**
 * Judges a call of an MCP server's tool, or of another tool, by what it is given: commands as commands, paths of
 * tools that write as files that would be changed, paths of tools that read as files that would be read, SQL as a
 * client of the database would be given it, and every text for secrets.
 */
import type { Assessment, Finding } from '../finding.ts';
import { findingOf, type PatchContext, ruleOfPath } from '../patch/judge-patch.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { type Argument, argumentsOf, shellWord } from './strings.ts';

/** A call as it is judged. */
export interface Call {
  /** The name of the tool, without its server. */
  readonly tool: string;
  readonly arguments: unknown;
}

/** What a call is judged by. */
export interface CallContext extends PatchContext {
  readonly assess: (command: string) => Assessment;
}

const COMMANDS = new Set([
  'command',
  'cmd',
  'commandline',
  'script',
  'shell',
  'shellcommand',
  'bash',
  'sh',
  'run',
  'exec',
  'commands',
  'shellscript',
  'argv',
]);
const PROGRAMS = new Set(['command', 'cmd', 'program', 'executable', 'binary', 'file']);
const WORDS = new Set(['args', 'arguments', 'argv', 'params']);
const PATHS = new Set([
  'path',
  'paths',
  'file',
  'files',
  'filename',
  'filepath',
  'absolutepath',
  'relativepath',
  'targetfile',
  'target',
  'destination',
  'dest',
  'to',
  'newpath',
  'oldpath',
  'source',
  'src',
  'from',
  'outputpath',
  'output',
  'uri',
  'dir',
  'directory',
  'folder',
  'notebookpath',
]);
const QUERIES = new Set(['sql', 'query', 'statement', 'queries', 'statements', 'sqlquery']);
/** Keys whose text is data by its name: what stands there is written down, not run. */
const WRITES =
  /write|create|edit|update|delete|remove|move|rename|save|put|append|patch|insert|replace|copy|upload|chmod|mkdir|touch|unlink|apply|modify|set/i;
const DELETES = /delete|remove|unlink|trash|rmdir/i;
const READS =
  /read|get|open|cat|view|load|fetch|download|show|head|tail|grep|search|upload|send|attach|copy|move/i;

/** All that is to be said about a call; the spans are places in the text that {@link textOfCall} gives. */
export function judgeCall(call: Call, context: CallContext): readonly Finding[] {
  const text = textOfCall(call);
  const found = argumentsOf(call.arguments);
  const findings = [
    ...judgeCommands(found, context),
    ...found.flatMap((argument) => [
      ...judgeFile(call.tool, argument, context),
      ...judgeQuery(argument, context),
      ...judgeSecret(argument),
    ]),
  ];
  // A text may be written otherwise in JSON; then the whole call is meant.
  return findings.map(({ at, ...finding }) => {
    const start = text.indexOf(JSON.stringify(at).slice(1, -1));
    return {
      ...finding,
      span:
        start < 0 ? { start: 0, end: text.length } : { start, end: start + JSON.stringify(at).length - 2 },
    };
  });
}

/** A call as one text: for the log, for the allow-list, and for the person who is asked. */
export function textOfCall({ tool, arguments: given }: Call): string {
  return `${tool} ${JSON.stringify(given) ?? ''}`;
}

/** A finding with the text that it is about. */
type Told = Finding & { readonly at: string };

const told = ({ findings }: Assessment, at: string): readonly Told[] =>
  findings.map((finding) => ({ ...finding, at }));

function judgeCommands(found: readonly Argument[], { assess }: CallContext): readonly Told[] {
  const program = found.find(({ key, isList }) => PROGRAMS.has(key) && !isList);
  const words = found.find(({ key, isList }) => WORDS.has(key) && isList);
  const together = program && words ? told(assess(`${program.text} ${words.text}`), program.text) : [];
  return [
    ...together,
    ...found.filter(({ key }) => COMMANDS.has(key)).flatMap(({ text }) => told(assess(text), text)),
  ];
}

function judgeFile(tool: string, { key, text, isList }: Argument, context: CallContext): readonly Told[] {
  if (!PATHS.has(key) || isList || text.length > 4_096 || /[\n\0]/.test(text)) return [];
  const path = text.replace(/^file:\/\//, '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path) || path === '') return [];
  if (DELETES.test(tool)) {
    const { findings } = context.assess(`rm -rf -- ${shellWord(path)}`);
    if (findings.length > 0) return findings.map((finding) => ({ ...finding, at: text }));
  }
  if (WRITES.test(tool)) {
    const rule = ruleOfPath(path, context);
    if (rule !== undefined) return [{ ...findingOf(rule, 0, 0), at: text }];
  }
  return READS.test(tool) ? told(context.assess(`cat -- ${shellWord(path)}`), text) : [];
}

function judgeQuery({ key, text, isList }: Argument, { assess }: CallContext): readonly Told[] {
  if (!QUERIES.has(key) || isList || !/\b(?:drop|truncate|delete|alter|grant|update)\b/i.test(text))
    return [];
  return told(assess(`psql -c ${shellWord(text)}`), text);
}

function judgeSecret({ text }: Argument): readonly Told[] {
  const [first] = findSecrets(text);
  return first ? [{ ...findingOf('secret.in-call', 0, 0), at: text.slice(first.start, first.end) }] : [];
}
