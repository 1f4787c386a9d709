/** The programs that are read, by name. What is not here touches nothing that is known. */
import type { Program } from './call.ts';
import { cp, install, ln, mv, rsync } from './copies.ts';
import { find } from './find.ts';
import { git } from './git.ts';
import { applyPatch, patch } from './patches.ts';
import { WRAPPERS } from './wrappers.ts';
import {
  awk,
  curl,
  dd,
  perl,
  rm,
  rmdir,
  ruby,
  sed,
  shred,
  sort,
  sponge,
  tee,
  truncate,
  unlink,
  wget,
} from './writes.ts';

export const PROGRAMS: Readonly<Record<string, Program>> = {
  ...WRAPPERS,
  rm,
  rmdir,
  unlink,
  shred,
  truncate,
  tee,
  sponge,
  dd,
  cp,
  mv,
  install,
  ginstall: install,
  ln,
  rsync,
  sed,
  gsed: sed,
  perl,
  ruby,
  awk,
  gawk: awk,
  sort,
  curl,
  wget,
  find,
  git,
  patch,
  gpatch: patch,
  apply_patch: applyPatch,
  applypatch: applyPatch,
};
