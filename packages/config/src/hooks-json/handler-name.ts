/** What a command hook is called in traces and refusals: the script that it runs, without the folders. */

const SEPARATOR = /[\s"'`;|&()<>]+/;
const INTERPRETER =
  /^(?:env|(?:ba|da|z|k)?sh|python[\d.]*|node|deno|bun|perl|ruby|php|npx|uv|uvx|sudo|timeout)$/;

const lastPart = (word: string): string => word.split(/[\\/]/).pop() ?? word;

/** A short name for a command line. */
export function handlerName(command: string): string {
  const words = command.split(SEPARATOR).filter((word) => word !== '' && !/^(?:-|\w+=|\$)/.test(word));
  const script = words.find((word) => /\.[A-Za-z]\w{0,4}$/.test(lastPart(word)));
  const program = words.map(lastPart).find((word) => word !== '' && !INTERPRETER.test(word));
  const name = script === undefined ? (program ?? words.map(lastPart)[0]) : lastPart(script);
  return name || 'command';
}
