/** Rules about files that are lost. */
import { ASK, DENY, defineRule, FIRM } from './define.ts';

export const FS_DESTROY = [
  defineRule('fs-destroy.root', 'critical', DENY, {
    reason: 'This deletes the root of the disk. Delete only what is named, inside the work tree.',
    doc: 'Deletes `/` or all that is in it.',
    found: ['rm -rf /', 'rm -rf /*', 'sudo rm -rf --no-preserve-root /', 'x=/; rm -rf "$x"'],
    silent: ['rm -rf ./build', 'echo "rm -rf /"'],
  }),
  defineRule('fs-destroy.system', 'critical', DENY, {
    reason: 'This deletes files of the operating system. Delete only what is named, inside the work tree.',
    doc: 'Deletes below `/etc`, `/usr`, `/var` and other folders of the system.',
    found: ['rm -rf /etc', 'sudo rm -rf /usr/bin', 'find /var/lib -delete'],
    silent: ['rm -rf dist', 'sudo apt-get install -y jq'],
  }),
  defineRule('fs-destroy.home', 'critical', DENY, {
    reason: 'This deletes the home folder of the person. Delete only what is named, inside the work tree.',
    doc: 'Deletes a home folder or all that is in it.',
    found: ['rm -rf ~', 'rm -rf "$HOME"/*', 'find ~ -type f -delete'],
    silent: ['rm -rf ~/.cache/pip', 'ls ~'],
  }),
  defineRule('fs-destroy.personal', 'high', FIRM, {
    reason:
      'This deletes or moves personal files or settings outside the work tree. Leave them, or let the person do it.',
    doc: 'Deletes documents, keys or settings in a home folder or on a mounted disk.',
    found: ['rm -rf ~/Documents', 'rm ~/.ssh/id_ed25519', 'rm -rf /mnt/c/Users/me/Desktop'],
    silent: ['ls ~/Documents', 'rm -rf ~/.npm/_cacache'],
  }),
  defineRule('fs-destroy.outside', 'medium', ASK, {
    reason:
      'This deletes something outside the work tree. Ask the person first, or delete only inside the work tree.',
    doc: 'Deletes a folder that is neither in the work tree nor temporary.',
    found: ['rm -rf ~/old-project', 'rm -rf ../other-repo'],
    silent: ['rm -rf ../node_modules', 'rm -rf /tmp/scratch'],
  }),
  defineRule('fs-destroy.parent', 'critical', DENY, {
    reason:
      'This deletes the folder that the work tree lies in. Delete only what is named, inside the work tree.',
    doc: 'Deletes a folder above the work tree.',
    found: ['rm -rf ..', 'cd .. && rm -rf *'],
    silent: ['cd .. && ls', 'rm -rf build/../dist'],
  }),
  defineRule('fs-destroy.tree', 'high', FIRM, {
    reason: 'This deletes the whole work tree. Name the files or folders that should go.',
    doc: 'Deletes the work tree or everything in it.',
    found: ['rm -rf .', 'rm -rf *', 'find . -delete'],
    silent: ['rm -rf dist', 'find . -name "*.pyc" -delete'],
  }),
  defineRule('fs-destroy.failed-cd', 'high', ASK, {
    reason:
      'If the `cd` before fails, this deletes what is in the current folder. Join them with `&&`, or give the full path.',
    doc: 'Deletes everything here after a `cd` that may have failed.',
    found: ['cd build; rm -rf *', 'cd dist\nrm -rf ./*'],
    silent: ['cd build && rm -rf *', 'cd build || exit 1; rm -rf *'],
  }),
  defineRule('fs-destroy.unset', 'high', ASK, {
    reason:
      'If a variable in this path is empty, it deletes the root of the disk. Check it first, or write `${name:?}`.',
    doc: 'Deletes a path that is `/` if a variable is not set.',
    found: ['rm -rf "$DIR"/*', 'rm -rf "$A/$B"'],
    silent: ['rm -rf "${DIR:?}"/*', 'd=$(mktemp -d); rm -rf "$d"/*'],
  }),
  defineRule('fs-destroy.temp', 'medium', ASK, {
    reason: 'This deletes the temporary files of every program. Delete only your own.',
    doc: 'Deletes all of `/tmp`.',
    found: ['rm -rf /tmp/*', 'rm -rf /var/tmp'],
    silent: ['rm -rf /tmp/my-build', 'find /tmp -name "*.log" -delete'],
  }),
  defineRule('fs-destroy.prefix', 'high', ASK, {
    reason:
      'This deletes from a folder that programs of the whole machine are installed in. Uninstall them with the tool that installed them.',
    doc: 'Deletes below `/usr/local`, `/opt`, `~/.nvm` and the like.',
    found: ['sudo rm -rf /usr/local/lib', 'rm -rf ~/.nvm'],
    silent: ['cp tool /usr/local/bin/', 'ls /opt'],
  }),
  defineRule('fs-destroy.device', 'critical', DENY, {
    reason: 'This overwrites or formats a disk. Work on a file instead.',
    doc: 'Writes to a block device, formats or repartitions it.',
    found: ['dd if=/dev/zero of=/dev/sda', 'mkfs.ext4 /dev/sdb1', 'echo x > /dev/nvme0n1'],
    silent: ['dd if=/dev/zero of=disk.img bs=1M count=10', 'lsblk'],
  }),
  defineRule('fs-destroy.precious', 'high', ASK, {
    reason: 'This deletes something that git does not bring back. Move it aside instead.',
    doc: 'Deletes local settings, production data or backups in the work tree.',
    found: ['rm .env', 'rm -rf backups', 'rm prod.sqlite3'],
    silent: ['rm .env.example', 'rm test.sqlite3'],
  }),
  defineRule('fs-destroy.overwrite', 'high', ASK, {
    reason: 'This empties or overwrites a file that may not be saved anywhere. Make a copy first.',
    doc: 'Empties a database, a settings file or a file of the person.',
    found: [': > .env', 'truncate -s 0 app.db', 'cp /dev/null package.json'],
    silent: ['echo "A=1" > .env.local', 'truncate -s 0 server.log'],
  }),
  defineRule('fs-destroy.self-overwrite', 'high', ASK, {
    reason:
      'The file is emptied before it is read, because it is input and output at once. Write to another file, then move it.',
    doc: 'Redirects a command into the file that it reads.',
    found: ['jq . package.json > package.json', 'sort names.txt > names.txt'],
    silent: ['jq . a.json > b.json', 'sort -o names.txt names.txt'],
  }),
  defineRule('fs-destroy.shred', 'medium', ASK, {
    reason: 'This destroys files beyond recovery. Use `rm`, or git.',
    doc: 'Shreds files.',
    found: ['shred -u notes.txt'],
    silent: ['shred --help'],
  }),
  defineRule('fs-destroy.system-write', 'high', FIRM, {
    reason:
      'This writes into the configuration or programs of the machine. Propose the change to the person instead.',
    doc: 'Writes below `/etc`, `/usr`, `/bin` and the like.',
    found: ['echo x > /etc/hosts', 'tar xf a.tar -C /', 'cp x /bin/ls'],
    silent: ['cat /etc/hosts', 'sudo cp tool /usr/local/bin/tool'],
  }),
  defineRule('fs-destroy.permissions', 'high', FIRM, {
    reason: 'This changes who may read or write a whole tree of files. Name the one file that needs it.',
    doc: 'Opens or closes a system, a home or a whole tree with `chmod`.',
    found: ['chmod -R 777 /', 'chmod -R 000 .', 'chmod -R 777 .'],
    silent: ['chmod +x run.sh', 'chmod 644 README.md'],
  }),
  defineRule('fs-destroy.ownership', 'high', ASK, {
    reason:
      'This changes the owner of files that others rely on. Change only the files that need it, or ask the person.',
    doc: 'Changes owners in the system, a home or an install prefix.',
    found: ['sudo chown -R me /usr/local', 'chown -R nobody ~'],
    silent: ['sudo chown -R $USER node_modules', 'chown me file.txt'],
  }),
  defineRule('fs-destroy.schedule', 'high', ASK, {
    reason: 'This deletes all scheduled jobs of the person. Remove the one job instead.',
    doc: 'Removes a crontab.',
    found: ['crontab -r'],
    silent: ['crontab -l'],
  }),
  defineRule('fs-destroy.account', 'high', ASK, {
    reason: 'This deletes an account of the machine. Let the person do it.',
    doc: 'Deletes users or groups.',
    found: ['sudo userdel -r bob'],
    silent: ['id bob'],
  }),
  defineRule('fs-destroy.packages', 'high', ASK, {
    reason: 'This removes packages that the machine needs. Name only what is no longer needed.',
    doc: 'Removes essential packages, or ignores what depends on them.',
    found: ['sudo apt-get purge -y systemd'],
    silent: ['sudo apt-get remove -y nodejs'],
  }),
] as const;
