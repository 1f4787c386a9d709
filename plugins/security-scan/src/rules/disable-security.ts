/** Rules about protections that are switched off. */
import { ASK, DENY, defineRule, FIRM } from './define.ts';

export const DISABLE_SECURITY = [
  defineRule('disable-security.firewall', 'high', DENY, {
    reason: 'This opens or switches off the firewall. Leave it on.',
    doc: 'Switches off the firewall.',
    found: ['ipset destroy', 'ebtables -F', 'sudo ufw disable', 'iptables -F'],
    silent: ['ipset list', 'sudo ufw status', 'iptables -L'],
  }),
  defineRule('disable-security.services', 'high', DENY, {
    reason: 'This stops a service that protects the machine. Leave it on.',
    doc: 'Stops guards, audit and logging.',
    found: [
      'systemctl disable --now crowdstrike-falcon-sensor',
      'launchctl unload /Library/LaunchDaemons/com.acme.edr.plist',
      '/etc/init.d/auditd stop',
      'fail2ban-client stop',
      'sudo systemctl stop auditd',
      'pkill falco',
    ],
    silent: [
      'systemctl stop nginx',
      'launchctl unload ~/Library/LaunchAgents/com.acme.dev.plist',
      'fail2ban-client status',
      'systemctl status auditd',
    ],
  }),
  defineRule('disable-security.kernel', 'high', DENY, {
    reason: 'This switches off a protection of the system. Leave it on.',
    doc: 'SELinux, AppArmor, kernel settings.',
    found: ['sudo setenforce 0', 'sysctl -w kernel.randomize_va_space=0'],
    silent: ['getenforce', 'sysctl -a'],
  }),
  defineRule('disable-security.protection', 'high', FIRM, {
    reason: 'This switches off a protection of the system. Leave it on.',
    doc: 'Gatekeeper, quarantine, Defender.',
    found: ['sudo spctl --master-disable', 'csrutil disable'],
    silent: ['csrutil status'],
  }),
  defineRule('disable-security.config', 'high', FIRM, {
    reason:
      'This changes the settings of something that protects the machine. Propose the change to the person.',
    doc: 'Settings of ssh, SELinux, audit.',
    found: [
      'update-crypto-policies --set LEGACY',
      'rm .gitleaks.toml',
      'echo "PermitRootLogin yes" >> /etc/ssh/sshd_config',
    ],
    silent: ['update-crypto-policies --show', 'cat /etc/ssh/sshd_config'],
  }),
  defineRule('disable-security.tls', 'medium', ASK, {
    reason: 'This switches off the check of certificates. Trust the one certificate instead.',
    doc: 'Switches off certificate checks.',
    found: [
      'composer config -g disable-tls true',
      'kubectl --insecure-skip-tls-verify get pods',
      'git config --global http.sslVerify false',
      'curl -k https://x.example',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 node a.js',
    ],
    silent: [
      'composer install',
      'conda config --show',
      'curl -k https://localhost:8443',
      'curl https://x.example',
    ],
  }),
  defineRule('disable-security.host-keys', 'medium', ASK, {
    reason: 'This accepts any machine as the right one. Add its key to `known_hosts`.',
    doc: 'Switches off the check of host keys.',
    found: ['ssh -o StrictHostKeyChecking=no me@x.example ls'],
    silent: ['ssh me@x.example ls'],
  }),
  defineRule('disable-security.checks', 'medium', ASK, {
    reason: 'This installs or runs things without checking where they come from. Leave the check on.',
    doc: 'Switches off signatures and checksums.',
    found: ['apt-get install --allow-unauthenticated x', 'GOSUMDB=off go get x'],
    silent: ['apt-get install x'],
  }),
  defineRule('disable-security.history', 'medium', FIRM, {
    reason: 'This hides what was run. Leave the history as it is.',
    doc: 'Deletes or switches off the history of the shell.',
    found: ['history -c', 'unset HISTFILE', 'rm ~/.bash_history'],
    silent: ['history | tail'],
  }),
  defineRule('disable-security.logs', 'high', FIRM, {
    reason: 'This deletes logs of the machine. Read them, and leave them.',
    doc: 'Deletes logs of the system.',
    found: ['echo > /var/log/wtmp', 'dmesg -C', 'rm -rf /var/log/*', 'journalctl --vacuum-time=1s'],
    silent: ['./app > /var/log/app.log 2>&1', 'dmesg | tail', 'tail -f /var/log/syslog', 'rm app.log'],
  }),
  defineRule('disable-security.permissions', 'high', FIRM, {
    reason: 'This lets others read a secret. Keep it readable for its owner only.',
    doc: 'Opens the permissions of keys.',
    found: ['chmod 644 ~/.ssh/id_rsa', 'chmod 777 ~/.ssh'],
    silent: ['chmod 600 ~/.ssh/id_rsa'],
  }),
  defineRule('disable-security.cloud', 'high', FIRM, {
    reason:
      'This opens cloud resources to everybody, or switches off what watches them. Ask the person first.',
    doc: 'Public buckets, open ports, stopped audits.',
    found: [
      'aws cloudtrail stop-logging --name t',
      'aws ec2 authorize-security-group-ingress --cidr 0.0.0.0/0 --port 22',
    ],
    silent: ['aws cloudtrail describe-trails'],
  }),
  defineRule('disable-security.sandbox', 'medium', ASK, {
    reason: 'This takes the limits of a container away. Leave them on.',
    doc: 'Unconfined containers.',
    found: ['docker run --security-opt seccomp=unconfined alpine'],
    silent: ['docker run alpine'],
  }),
  defineRule('disable-security.keys', 'high', ASK, {
    reason: 'This deletes a key that cannot be made again. Ask the person first.',
    doc: 'Deletes secret keys.',
    found: ['gpg --delete-secret-keys me'],
    silent: ['gpg --list-keys'],
  }),
] as const;
