/** Which program a name means: without its folder, and with patterns in it matched against programs that do harm. */
import { globExpression, hasUnknown, isKnown } from './text.ts';

/** Programs that a pattern in a name is tried on, the likeliest first. */
const PROGRAMS =
  'rm cat sh bash dd nc curl wget python python3 perl ruby node base64 chmod chown mv cp find shred tee sudo su env zsh dash mkfs ncat less head tail more git kill reboot shutdown'.split(
    ' ',
  );

export function commandName(path: string): string {
  // The program that runs this is a shell.
  if (/^\/proc\/(?:self|\d+)\/exe$/.test(path)) return 'bash';
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:exe|cmd|bat|com)$/i, '');
  if (isKnown(name) || hasUnknown(name)) return name;
  const expression = globExpression(name);
  return (expression && PROGRAMS.find((program) => expression.test(program))) || name;
}
