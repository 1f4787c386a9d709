/** Rules about machines that stop. */
import { ASK, DENY, defineRule, FIRM } from './define.ts';

export const DOS = [
  defineRule('dos.fork-bomb', 'critical', DENY, {
    reason: 'This starts processes until the machine stops. Do not run it.',
    doc: 'Fork bombs.',
    found: ['while :; do (sleep 1e9 &); done', ':(){ :|:& };:', 'while true; do ./x & done'],
    silent: ['while true; do ./x & wait; done', 'for i in 1 2 3; do ./x & done; wait', 'f(){ echo a; }; f'],
  }),
  defineRule('dos.busy-loop', 'medium', ASK, {
    reason: 'This loop never ends and never rests. Add a condition or a `sleep`.',
    doc: 'Loops without end or rest.',
    found: ['while :; do :; done'],
    silent: ['while true; do date; sleep 5; done'],
  }),
  defineRule('dos.disk-full', 'high', FIRM, {
    reason: 'This fills the disk. Limit the size.',
    doc: 'Writes without end.',
    found: [
      'for ((;;)); do touch f$RANDOM; done',
      'while mkdir d && cd d; do :; done',
      'dd if=/dev/zero of=big.img bs=1G',
      'cat /dev/zero > f',
      'fallocate -l 500G f',
    ],
    silent: [
      'for i in 1 2; do touch f$i; done',
      'while ! mkdir lock; do sleep 1; done',
      'dd if=/dev/zero of=a.img bs=1M count=10',
      'head -c 1M /dev/urandom > f',
    ],
  }),
  defineRule('dos.processes', 'critical', DENY, {
    reason: 'This ends processes that are not yours. End the one process by its id.',
    doc: 'Kills all processes, or those of the system.',
    found: [
      'kill -9 $(ps -eo pid=)',
      'kill $(pidof sshd)',
      'pgrep . | xargs kill',
      'kill -9 -1',
      'killall -u root',
      'pkill -9 .',
    ],
    silent: [
      'kill $(pgrep -f vite)',
      'kill -9 $(lsof -ti :3000)',
      'ps -eo pid= | wc -l',
      'kill 1234',
      'pkill -f vite',
    ],
  }),
  defineRule('dos.power', 'critical', DENY, {
    reason: 'This switches the machine off or restarts it. Let the person do it.',
    doc: 'Shuts down or restarts.',
    found: [
      'rtcwake -m mem -s 60',
      'ipmitool chassis power off',
      'adb reboot',
      'sudo shutdown -h now',
      'reboot',
      'systemctl poweroff',
    ],
    silent: ['ipmitool sensor list', 'adb devices', 'shutdown --help', 'systemctl status nginx'],
  }),
  defineRule('dos.services', 'high', FIRM, {
    reason: 'This stops something that the machine needs. Leave it running.',
    doc: 'Stops vital services, swap or mounts.',
    found: ['sudo systemctl stop sshd', 'sudo swapoff -a'],
    silent: ['sudo systemctl restart nginx'],
  }),
  defineRule('dos.network', 'high', FIRM, {
    reason: 'This cuts the machine off the network. Leave it as it is.',
    doc: 'Takes the network down.',
    found: [
      'ufw default deny incoming && ufw --force enable',
      'sudo ip link set eth0 down',
      'iptables -A INPUT -j DROP',
    ],
    silent: ['ufw allow ssh && ufw --force enable', 'ip addr', 'ping -c 1 localhost'],
  }),
  defineRule('dos.kernel', 'critical', DENY, {
    reason: 'This changes the running kernel. Let the person do it.',
    doc: 'Writes to the memory or settings of the kernel.',
    found: ['echo x > /dev/mem', 'rmmod x'],
    silent: ['cat /proc/cpuinfo'],
  }),
  defineRule('dos.load', 'high', FIRM, {
    reason: 'This uses the machine up. Limit it.',
    doc: 'Load without end.',
    found: ['sort /dev/urandom', 'tail /dev/zero', 'stress --cpu 64', 'yes > /dev/null'],
    silent: ['tail -n 5 a.log', 'sort -u a.txt', 'yes | head -n 5'],
  }),
  defineRule('dos.flood', 'high', FIRM, {
    reason: 'This floods another machine. Do not run it.',
    doc: 'Floods other machines.',
    found: ['ping -f 10.0.0.1', 'hping3 --flood x.example'],
    silent: ['ping -c 3 x.example', 'ab -n 100 http://localhost/'],
  }),
] as const;
