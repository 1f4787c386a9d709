// `npm ci --ignore-scripts` leaves the pinned Node out and the scripts would fall back to the machine's own.
var v = process.versions.node.split('.').map(Number);
if (v[0] < 22 || (v[0] === 22 && v[1] < 18) || v[0] === 23) {
  process.stderr.write(
    'Hookline is built and tested on Node ^22.18 or >=24; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\nRun `npm ci` without --ignore-scripts: it installs Node 24 inside the repository.\n',
  );
  process.exit(1);
}
