#!/usr/bin/env node
'use strict';
// Nothing newer than ES5 and no import before this check: an old Node must say one clear line, not a stack trace.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || version[0] === 23 || (version[0] === 22 && version[1] < 18)) {
  process.stderr.write(
    'hookline-testkit needs Node ^22.18 or >=24; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n',
  );
  process.exit(1);
}
import('../dist/command/main.js').catch((error) => {
  process.stderr.write(String(error.stack || error).concat('\n'));
  process.exitCode = 1;
});
