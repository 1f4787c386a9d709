/** Rules about rights that are handed out. */
import { ASK, DENY, defineRule, FIRM } from './define.ts';

export const PRIVESC = [
  defineRule('privesc.root-shell', 'high', FIRM, {
    reason: 'This opens a shell with all rights. Run the one command that needs them.',
    doc: 'A shell as root.',
    found: ['sudo su', 'sudo -i', 'sudo bash'],
    silent: ['sudo apt-get update', 'sudo systemctl restart nginx'],
  }),
  defineRule('privesc.password', 'high', FIRM, {
    reason: 'This passes a password to sudo. Ask the person to run the command.',
    doc: 'A password for sudo in a command.',
    found: ['echo pw | sudo -S ls'],
    silent: ['sudo -n true'],
  }),
  defineRule('privesc.accounts', 'critical', DENY, {
    reason: 'This gives rights to an account, or changes who may log in. Let the person do it.',
    doc: 'Changes users, groups, sudoers.',
    found: [
      'mount --bind /tmp/x /etc/passwd',
      'createuser --superuser me',
      'psql -c "ALTER USER me SUPERUSER"',
      'echo "me ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers',
      'sudo usermod -aG docker me',
    ],
    silent: [
      'mount -t tmpfs tmpfs /tmp/x',
      'createuser app',
      'psql -c "CREATE ROLE app LOGIN"',
      'cat /etc/group',
      'groups',
    ],
  }),
  defineRule('privesc.setuid', 'critical', DENY, {
    reason: 'This lets anybody run a program with the rights of its owner. Do not set this bit.',
    doc: 'Sets setuid bits or capabilities.',
    found: [
      'chmod --reference=/usr/bin/sudo /tmp/x',
      'chmod u+s /bin/bash',
      'chmod 4755 x',
      'setcap cap_setuid+ep x',
    ],
    silent: ['chmod --reference=a.sh b.sh', 'chmod 755 x', 'getcap x'],
  }),
  defineRule('privesc.container', 'high', FIRM, {
    reason: 'This gives a container the whole machine. Mount only the folder that it needs.',
    doc: 'Privileged containers, mounts of `/`, the socket of docker.',
    found: ['docker run --privileged alpine', 'docker run -v /:/host alpine'],
    silent: ['docker run -v "$PWD":/app node:22 npm test', 'docker ps'],
  }),
  defineRule('privesc.startup', 'high', FIRM, {
    reason: 'This makes a command run later or for others. Let the person set it up.',
    doc: 'Cron, start files, units, authorized keys.',
    found: ['echo "* * * * * x" | crontab -', 'echo k >> ~/.ssh/authorized_keys'],
    silent: ['crontab -l', 'cat ~/.ssh/id_ed25519.pub'],
  }),
  defineRule('privesc.unit', 'medium', ASK, {
    reason: 'This installs a service of the machine. Let the person do it.',
    doc: 'Installs units of systemd.',
    found: ['sudo cp app.service /etc/systemd/system/'],
    silent: ['systemctl status app'],
  }),
  defineRule('privesc.preload', 'high', FIRM, {
    reason: 'This loads a library into other programs. Do not preload it.',
    doc: 'Preloads libraries.',
    found: ['LD_PRELOAD=/tmp/x.so ls'],
    silent: ['LD_LIBRARY_PATH=/usr/lib ls'],
  }),
  defineRule('privesc.kernel', 'critical', DENY, {
    reason: 'This loads code into the kernel. Let the person do it.',
    doc: 'Loads kernel modules.',
    found: ['sudo insmod x.ko'],
    silent: ['lsmod'],
  }),
  defineRule('privesc.cloud', 'high', FIRM, {
    reason: 'This hands out rights in the cloud. Let the person do it.',
    doc: 'Grants administrator roles, makes keys.',
    found: [
      'oc adm policy add-cluster-role-to-user cluster-admin me',
      'aws iam create-access-key --user-name x',
    ],
    silent: ['oc get pods', 'aws iam list-users'],
  }),
  defineRule('privesc.tool', 'high', DENY, {
    reason: 'This looks for ways to more rights. Do not run it.',
    doc: 'Tools that look for weak places.',
    found: ['./linpeas.sh'],
    silent: ['ls -la'],
  }),
] as const;
