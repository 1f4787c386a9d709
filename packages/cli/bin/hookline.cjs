#!/usr/bin/env node
'use strict';
// Nothing newer than ES5 and no import before this check: an old Node must say one clear line, not a stack trace.
// Exit 1, never 2: to the agent, 2 means "deny".
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || version[0] === 23 || (version[0] === 22 && version[1] < 18)) {
  process.stderr.write('hookline needs Node ^22.18 or >=24; this is Node ' + process.versions.node + ' (' + process.execPath + ').\n');
  process.exit(1);
}
if (process.argv[2] === 'hook') {
  // Before the first require, so that the hook's own bundle is cached too. A folder that cannot be written costs only time.
  var home = process.env.HOOKLINE_HOME || require('node:path').join(process.env.HOME || require('node:os').homedir(), '.hookline');
  require('node:module').enableCompileCache(require('node:path').join(home, 'cache'));
  require('../dist/bundle/hook.cjs');
} else {
  require('../dist/bundle/import-module.cjs').importModule('../cli.js');
}
