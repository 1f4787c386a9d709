#!/usr/bin/env node
// npm, pnpm, Yarn or bun, whichever it is called as, without a network: it writes down how it was called, and puts into
// node_modules what it is asked for. FAKE_MANAGER makes it fail: "says <text>" or "waits".
const fs = require('node:fs');
const path = require('node:path');

const [command, ...words] = process.argv.slice(2);
const told = process.env.FAKE_MANAGER ?? '';
const call = { by: path.basename(process.argv[1]), in: process.cwd(), words: [command, ...words] };
fs.appendFileSync(path.join(process.env.HOME, 'manager-calls'), `${JSON.stringify(call)}\n`);

const PRESET = `[[hooks.session]]
event = "session_start"
command = ["sh", "-c", 'echo started >> "$HOME/started"']
description = "Preset hook"
`;

function putPackage(name) {
  const folder = path.join('node_modules', name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(name === 'hookline' ? 'node_modules' : folder, { recursive: true });
  if (name === 'hookline') {
    fs.symlinkSync(path.join(__dirname, '..'), folder);
    return;
  }
  const hookline = { kind: 'preset' };
  const manifest = { name, version: '0.0.0', exports: './preset.toml', hookline };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(folder, 'preset.toml'), process.env.FAKE_PRESET ?? PRESET);
}

function install() {
  const text = fs.existsSync('package.json') ? fs.readFileSync('package.json', 'utf8') : '{}';
  const manifest = JSON.parse(text);
  const specs = words.filter((word, index) => !word.startsWith('-') && words[index - 1] !== '--prefix');
  manifest.devDependencies ??= {};
  for (const spec of specs) {
    const [, name, range = '*'] = /^(@?[^@]+)(?:@(.*))?$/.exec(spec);
    manifest.devDependencies[name] = range;
  }
  for (const name of Object.keys(manifest.devDependencies)) putPackage(name);
  // Last, as the real ones do.
  if (specs.length > 0) fs.writeFileSync('package.json', JSON.stringify(manifest));
  process.stdout.write(`added ${specs.length} packages\n`);
}

if (told.startsWith('says ')) {
  process.stderr.write(`${told.slice('says '.length)}\n`);
  process.exitCode = 1;
} else if (told === 'waits') {
  process.stdout.write('fetching\n');
  setInterval(() => {}, 1_000);
} else install();
