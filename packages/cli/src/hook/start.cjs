'use strict';
/**
 * Loads the hook's bundle with V8's code cache, made after a run, so that it holds every function that the run had
 * to compile. Node's own compile cache is made before the functions run and leaves them all out: of a process that
 * lives for one event, a quarter would be spent compiling.
 *
 * One cache per bundle and agent event, under `$HOOKLINE_HOME/cache`. It is only ever a matter of speed: what cannot
 * be read, is not the user's own or does not fit is passed over.
 */
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/** What the bundle loads on demand, and what is worth a cache. */
const PARTS = ['./exec.cjs', './command.cjs', './webhook.cjs', './mcp-tool.cjs'];
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const { HOOKLINE_HOME, HOME, USERPROFILE } = process.env;
const cacheFolder = path.join(
  HOOKLINE_HOME && path.isAbsolute(HOOKLINE_HOME)
    ? HOOKLINE_HOME
    : path.join(HOME || USERPROFILE || require('node:os').homedir(), '.hookline'),
  'cache',
);

/** The bytes of a file that is the user's own and nobody else may write. */
function readOwn(file) {
  let descriptor;
  try {
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile() || (process.getuid && (stat.uid !== process.getuid() || (stat.mode & 0o022) !== 0)))
      return undefined;
    return fs.readFileSync(descriptor);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/**
 * What stands before the source that a cache was made of, if that is this one. V8 itself compares nothing but its
 * length, and a build may give every file the same time: another version's gates would run, without a word.
 */
function before(source, bytes) {
  const length = bytes === undefined ? -1 : bytes.length - source.length;
  return length > 0 && bytes.compare(source, 0, source.length, length) === 0
    ? bytes.subarray(0, length)
    : undefined;
}

/** V8 ends the process over a cache with a wrong byte in it. Comparing two copies is the cheapest check there is. */
function oneOfTwo(bytes) {
  const half = bytes === undefined ? 0 : bytes.length / 2;
  if (half === 0 || !Number.isInteger(half) || bytes.compare(bytes, half, bytes.length, 0, half) !== 0)
    return undefined;
  return bytes.subarray(0, half);
}

/** One level only: where a file system refuses a new folder with ENOENT, Node's recursive way tries for ever. */
function makeFolder(folder) {
  try {
    fs.mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown;
  }
}

/** Writes a cache whole and takes those of older builds away. */
function writeCache(prefix, name, data) {
  const temporary = path.join(cacheFolder, `${name}.${process.pid}.tmp`);
  try {
    makeFolder(path.dirname(cacheFolder));
    makeFolder(cacheFolder);
    fs.writeFileSync(temporary, data, { mode: FILE_MODE, flag: 'wx' });
    fs.renameSync(temporary, path.join(cacheFolder, name));
    for (const other of fs.readdirSync(cacheFolder)) {
      if (other.startsWith(prefix) && other.endsWith('.bin') && other !== name)
        fs.rmSync(path.join(cacheFolder, other), { force: true });
    }
  } catch {
    try {
      fs.rmSync(temporary, { force: true });
    } catch {
      // A folder that is a file, or belongs to somebody else.
    }
  }
}

/** Tells the places of several Hooklines on one machine apart, so that they do not take each other's caches away. */
function placeOf(folder) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < folder.length; index++)
    hash = Math.imul(hash ^ folder.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

const loaded = new Map();
const place = placeOf(__dirname);

/** Runs a bundle of this folder. `variant` keeps the caches of different uses apart. */
function load(bundle, variant) {
  const found = loaded.get(bundle);
  if (found) return found.exports;
  const file = path.join(__dirname, bundle);
  const stat = fs.statSync(file);
  const bytes = fs.readFileSync(file);
  const prefix = `${bundle}-${variant}-${place}-`;
  const name = `${prefix}${process.version}-${process.arch}-${stat.size}-${Math.round(stat.mtimeMs)}.bin`;
  const cached = oneOfTwo(before(bytes, readOwn(path.join(cacheFolder, name))));
  // The last byte says which ways the runs went that the cache was made after.
  const known = cached ? cached[cached.length - 1] : 0;
  const cachedData = cached?.subarray(0, -1);
  // The bundler escapes everything beyond ASCII, and one byte a character is what V8 scans fastest.
  const source = `(function (exports, require, module, __filename, __dirname) {${bytes.latin1Slice()}\n})`;
  const script = new vm.Script(source, { filename: file, cachedData });
  const module = { exports: {} };
  loaded.set(bundle, module);
  process.on('exit', () => {
    const usable = script.cachedDataRejected === false ? known : 0;
    const ways = usable | (module.exports.waysTaken === undefined ? 1 : module.exports.waysTaken());
    if (ways !== usable) {
      const data = Buffer.concat([script.createCachedData(), Buffer.from([ways])]);
      writeCache(prefix, name, Buffer.concat([data, data, bytes]));
    }
  });
  const requireBeside = (specifier) =>
    PARTS.includes(specifier) ? load(specifier.slice(2), 'all') : require(specifier);
  script.runInThisContext()(module.exports, requireBeside, module, file, __dirname);
  return module.exports;
}

const named = process.argv.indexOf('--event');
const event = named === -1 ? '' : String(process.argv[named + 1]);
load('hook.cjs', /^[A-Za-z]+$/.test(event) ? event : 'any');
