import { describe, expect, it } from 'vitest';
import { causeOf } from './install-failure.ts';

const NONE = 'The registry has no such package, or no version that fits this Hookline.';
const UNREACHED = 'The registry was not reached.';

describe('why a package manager failed', () => {
  it.each([
    ['npm error code E404\nnpm error 404 Not Found - GET https://r/x - no such package', NONE],
    ['npm error code ETARGET\nnpm error notarget No matching version found for x@^9.', NONE],
    [
      'npm error code ENOTFOUND\nnpm error network request to https://r/x failed, reason: getaddrinfo',
      UNREACHED,
    ],
    ['npm error code ECONNREFUSED\nnpm error FetchError: request to http://127.0.0.1:1/x failed', UNREACHED],
    [
      'npm error code ERESOLVE\nnpm error ERESOLVE could not resolve',
      'Other packages of the project contradict',
    ],
    [
      'npm error code EBADENGINE\nnpm error engine Not compatible',
      `does not take this Node (${process.versions.node})`,
    ],
    ['npm error code E401\nnpm error Incorrect or missing password.', 'wants a login'],
    ['npm error code E403\nnpm error 403 Forbidden', 'wants a login'],
    ['npm error code EACCES\nnpm error syscall mkdir', 'A folder may not be written.'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'The certificate of the registry is not trusted'],
    ['npm error code ENOSPC\nnpm error nospc', 'The disk is full.'],
    ['ERR_PNPM_FETCH_404  GET https://r/x: Not Found - 404', NONE],
    ['ERR_PNPM_NO_MATCHING_VERSION  No matching version found for x@9', NONE],
    ['ERR_PNPM_UNSUPPORTED_ENGINE  Unsupported environment', 'does not take this Node'],
    ['error Couldn\'t find package "x" on the "npm" registry.', NONE],
    ['error x@1.0.0: The engine "node" is incompatible with this module.', 'does not take this Node'],
    ['➤ YN0035: │ x@npm:^1.0.0: Package not found', NONE],
    ['➤ YN0082: │ x@npm:^9: No candidates found', NONE],
    ['➤ YN0041: │ x@npm:^1: Invalid authentication (as an anonymous user)', 'wants a login'],
    ['➤ YN0001: │ RequestError: connect ECONNREFUSED 127.0.0.1:1', UNREACHED],
    ['error: GET https://r/x - 404', NONE],
  ])('%j is told', (said, why) => {
    expect(causeOf(said)?.why).toContain(why);
  });

  it.each(['', 'npm error code 1\nnpm error path /p', 'added 404 packages', 'error: 4040 things'])(
    'is not guessed from %j',
    (said) => {
      expect(causeOf(said)).toBeUndefined();
    },
  );
});
