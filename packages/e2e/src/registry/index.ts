/** A registry on loopback, and the programs that people use with one. */

export { readManifest } from './installed-packages.ts';
export { type NodeVersion, supportedNodes, unsupportedNode } from './node-versions.ts';
export { packFolders, publicPackages, said } from './pack.ts';
export { packTexts } from './package-tarball.ts';
export { type BoundedRun, PATIENT, runBounded } from './run-bounded.ts';
export { REPOSITORY, type Registry, startRegistry } from './start-registry.ts';
export { createToolchain, machinePath, npmCli } from './toolchain.ts';
