#!/usr/bin/env node
'use strict';
// Nothing newer than ES5 and no import before this check: an old Node must say one clear line, not a stack trace.
// Exit 1, never 2: to the agent, 2 means "deny".
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || version[0] === 23 || (version[0] === 22 && version[1] < 18)) {
  process.stderr.write(
    'hookline needs Node ^22.18 or >=24; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n',
  );
  process.exit(1);
}
if (process.argv[2] === 'hook' && process.argv[3] !== '--help') {
  // Taken back by the answer: a bundle that was cut off while it was written would end well without one.
  process.exitCode = 1;
  require('../dist/bundle/start.cjs');
} else {
  require('../dist/bundle/import-module.cjs').importModule('../cli.js');
}
