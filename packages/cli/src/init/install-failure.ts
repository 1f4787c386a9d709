/** Why a package manager could not install something, told from its words, for people who do not know them. */

/** What went wrong, and what helps. */
export interface Cause {
  readonly why: string;
  readonly fix: string;
}

/** npm, pnpm, Yarn 1 and later, bun: each has words of its own for the same few things. The first that fits is told. */
const CAUSES: readonly (readonly [words: RegExp, cause: Cause])[] = [
  [
    /\bENOTFOUND\b|\bEAI_AGAIN\b|\bECONNREFUSED\b|\bECONNRESET\b|\bE?TIMEDOUT\b|ERR_SOCKET_TIMEOUT|ENETUNREACH|ConnectionRefused|getaddrinfo/,
    {
      why: 'The registry was not reached.',
      fix: 'Look at the network, the proxy (npm config get proxy) and the registry (npm config get registry).',
    },
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY)|CERT_(?:HAS_EXPIRED|UNTRUSTED)|DEPTH_ZERO/,
    {
      why: 'The certificate of the registry is not trusted: often a proxy that looks into what passes.',
      fix: 'Name the certificate of the proxy in NODE_EXTRA_CA_CERTS (or npm config set cafile).',
    },
  ],
  [
    /\bE40[13]\b|\bENEEDAUTH\b|ERR_PNPM_FETCH_40[13]|YN0041|\b40[13] (?:Unauthorized|Forbidden)/i,
    {
      why: 'The registry wants a login, or does not let you have the package.',
      fix: 'Log in (npm login), or look at the token in .npmrc.',
    },
  ],
  [
    /\bE404\b|\bETARGET\b|ERR_PNPM_FETCH_404|ERR_PNPM_NO_MATCHING_VERSION|YN0035|YN0082|Couldn't find (?:package|any versions)|No candidates found|\s-\s404\b|404 Not Found|No version matching/,
    {
      why: 'The registry has no such package, or no version that fits this Hookline.',
      fix: 'Look at the name, and at the registry (npm config get registry).',
    },
  ],
  [
    /\bERESOLVE\b|ERR_PNPM_PEER_DEP_ISSUES/,
    {
      why: 'Other packages of the project contradict each other or the new ones.',
      fix: 'Its words above name the packages that do.',
    },
  ],
  [
    /\bEBADENGINE\b|UNSUPPORTED_ENGINE|The engine "node" is incompatible/,
    {
      why: `A package does not take this Node (${process.versions.node}).`,
      fix: 'Hookline takes Node ^22.18 or >=24; its words above name the package.',
    },
  ],
  [/\bENOSPC\b/, { why: 'The disk is full.', fix: 'Make room.' }],
  [
    /\bEACCES\b|\bEPERM\b|\bEROFS\b/,
    { why: 'A folder may not be written.', fix: 'Its words above name the folder: repair its permissions.' },
  ],
];

/** Undefined where the words say none of what is known: then they have to speak for themselves. */
export const causeOf = (said: string): Cause | undefined => CAUSES.find(([words]) => words.test(said))?.[1];
