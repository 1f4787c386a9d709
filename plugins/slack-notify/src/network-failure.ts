/** Says why there was no answer. All of it passes by itself, or when a person has seen to it: the message waits. */
import { errorText } from '@hookline/core/errors';
import type { FailedTry } from './answer.ts';

const FIXES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ERR_TLS_CERT|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/,
    'The certificate is not trusted, so nothing was sent. Behind a proxy that opens TLS name its authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  ],
  [/^(?:ERR_SSL|EPROTO)/, 'What answers does not speak TLS: check the port, and http or https.'],
  [/^(?:ENOTFOUND|EAI_AGAIN)/, 'Check the network, and the host in the address.'],
  [/^ECONNREFUSED/, 'Nothing listens there: check the address.'],
];

/** A request that got no answer, or half of one. */
export function networkFailure(thrown: unknown): FailedTry {
  const { code, text } = innermost(thrown);
  return {
    what: `the connection failed (${code ?? text}).`,
    fix: FIXES.find(([codes]) => codes.test(code ?? ''))?.[1] ?? 'Check the network, and the address.',
    mayRetry: true,
  };
}

/** What the system says, deep inside the error of a fetch. */
function innermost(thrown: unknown): { readonly code?: string; readonly text: string } {
  let error = thrown;
  for (let depth = 0; depth < 4 && error instanceof Error; depth++) {
    if ('code' in error && typeof error.code === 'string')
      return { code: error.code, text: errorText(error) };
    if (error.cause === undefined) break;
    error = error.cause;
  }
  return { text: errorText(error) };
}
