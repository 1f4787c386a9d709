/** A registry on loopback, and the programs that people use with one. */
export { packFolders, publicPackages, said } from './pack.ts';
export { type BoundedRun, runBounded } from './run-bounded.ts';
export { type Registry, startRegistry } from './start-registry.ts';
export { createToolchain, npmCli } from './toolchain.ts';
