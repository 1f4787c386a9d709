/** Ordinary tools, told to work without measure: their numbers say that it is meant as a load or a flood. */
import { hostOf, isLocalHost } from '../effects/network.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { TAINT } from '../shell/text.ts';
import { lineOf } from './line.ts';

function numberAfter(line: string, option: RegExp): number {
  return Number(option.exec(line)?.[1] ?? Number.NaN);
}

function remote(call: Call): boolean {
  return call.args.some((arg) => {
    const host = hostOf(arg.text);
    return /^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)+)/.test(arg.text) && /\./.test(host) && !isLocalHost(host);
  });
}

const openssl: Handler = (call) => {
  const line = lineOf(call);
  if (/^speed\b/.test(line) && numberAfter(line, /-multi\s+(\d+)/) >= 64)
    call.machine.report('dos.load', call.span);
};

const nmap: Handler = (call) => {
  const line = lineOf(call);
  const fast = numberAfter(line, /--(?:min|max)-rate[= ](\d+)/) >= 50_000;
  const wide = call.args.some((arg) => /\/(?:[0-9]|1[0-5])$/.test(arg.text));
  if ((fast || wide) && remote(call)) call.machine.report('dos.flood', call.span);
};

/** Ten times a second and more is no watching. */
const watch: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'nd', valued: ['interval'], stop: true });
  const interval = Number(options.value('n', 'interval')?.text ?? 2);
  const line = options.rest.map((field) => field.text).join(' ');
  if (
    interval < 0.1 &&
    (/&\s*$/.test(line) ||
      /\b(?:curl|wget|ab|hey|http)\b.*(?:https?:\/\/|\w\.\w)(?!localhost|127\.)/.test(line))
  )
    call.machine.report(/&\s*$/.test(line) ? 'dos.fork-bomb' : 'dos.flood', call.span);
};

const ping: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'iscwWlItTMQpF' });
  const interval = Number(options.value('i')?.text ?? 1);
  const preload = Number(options.value('l')?.text ?? 0);
  if (remote(call) && (interval < 0.01 || preload > 1_000) && !options.has('c'))
    call.machine.report('dos.flood', call.span);
};

/** Numbers without an end, or nearly. */
const COUNTED = /\bseq\s+(?:\d+\s+){0,2}\d{5,}\b|\{\d+\.\.\d{5,}\}/;

/** As many at once as there are lines, and there are very many. */
const xargs: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'aEdILnPs',
    valued: ['max-procs', 'max-args', 'arg-file', 'delimiter', 'replace'],
    stop: true,
  });
  const procs = options.value('P', 'max-procs')?.text;
  if (
    (procs === '0' || Number(procs) >= 5_000) &&
    (call.stdin.taint & TAINT.endless || COUNTED.test(call.scope.source.slice(0, 2_000)))
  )
    call.machine.report('dos.fork-bomb', call.span);
};

export const LOAD: Readonly<Record<string, Handler>> = { openssl, nmap, watch, ping, ping6: ping, xargs };
