/** A web server as a gate: how it can be out of reach, not answer, or answer with nothing that can be used. */
import type { BadServer } from './bad-server.ts';
import type { Family, Fault } from './fault.ts';

type Address = Exclude<keyof BadServer, 'close'>;

const server = (
  id: string,
  fault: string,
  url: `${Address}/${string}` | `https:${string}`,
  failure: RegExp,
): Fault => ({
  kind: 'hook',
  id: `network.${id}`,
  fault,
  // The address of the server is filled in when it is known.
  entry: `url = "\${BAD_SERVER:${url}}"\ntimeout = 1\n`,
  required: { effect: 'refused', failure },
  optional: { effect: 'ran', failure },
});

const FAILED = /HOOKLINE_WEBHOOK_\w+/;
const TIMEOUT = /HOOKLINE_HANDLER_TIMEOUT/;

export const NETWORK: Family = {
  name: 'network',
  title: 'The network',
  faults: [
    server('refused', 'Nobody listens at the address', 'nobody/x', FAILED),
    server('reset', 'The connection is reset after the request', 'resets/x', FAILED),
    server('cut-off', 'The connection is reset in the middle of a refusal', 'http/half-then-reset', FAILED),
    server('hangs', 'The server never answers', 'http/hangs', TIMEOUT),
    server('hangs-later', 'The server sends a head and no body', 'http/hangs-later', TIMEOUT),
    server('drips', 'The server sends a byte now and then', 'http/drips', TIMEOUT),
    server('endless', 'The answer has no end', 'http/endless', FAILED),
    server('loop', 'The server redirects to itself', 'http/loop', FAILED),
    server('elsewhere', 'The server redirects to another one', 'http/elsewhere', FAILED),
    server('certificate', 'The certificate is not trusted', 'untrusted/x', FAILED),
    server('unauthorised', 'The server answers 401', 'http/unauthorised', FAILED),
    server('throttled', 'The server answers 429', 'http/throttled', FAILED),
    server('broken', 'The server answers 500, and a refusal with it', 'http/broken', FAILED),
    server('not-http', 'What answers does not speak HTTP', 'notHttp/x', FAILED),
    server('half-json', 'The answer is half a JSON', 'http/half-json', FAILED),
    // A name with a part of more than 63 letters is no name: it is refused here, and no server is asked.
    server(
      'no-name',
      'The name of the server cannot be resolved',
      `https://${'n'.repeat(64)}.invalid/`,
      FAILED,
    ),
  ],
};
