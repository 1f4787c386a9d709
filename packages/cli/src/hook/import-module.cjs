'use strict';
const { isAbsolute } = require('node:path');
const { pathToFileURL } = require('node:url');

/** The bundler would rewrite this import; the file is copied beside the bundle as it is. */
exports.importModule = (specifier) =>
  import(isAbsolute(specifier) ? pathToFileURL(specifier).href : specifier);
