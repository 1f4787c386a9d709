/** Rules about secrets that are shown. */
import { ASK, CAREFUL, DENY, defineRule, FIRM } from './define.ts';

export const SECRET_READ = [
  defineRule('secret-read.shown', 'high', FIRM, {
    reason: 'This shows a secret. Use the name of the setting, or ask the person to put it in place.',
    doc: 'Shows keys, passwords or tokens.',
    found: ['cat .env', 'cat ~/.ssh/id_rsa', 'echo $GITHUB_TOKEN', 'env | grep -i secret'],
    silent: ['cat .env.example', 'grep -q API_KEY .env', 'source .env'],
  }),
  defineRule('secret-read.environment', 'medium', CAREFUL, {
    reason: 'This shows all variables, and the secrets among them. Ask for the one that you need.',
    doc: 'Shows the whole environment.',
    found: ['env', 'printenv', 'node -p process.env'],
    silent: ['printenv PATH', 'env | grep NODE', 'env A=1 ls'],
  }),
  defineRule('secret-read.copied', 'high', FIRM, {
    reason: 'This copies a secret to where it may be read. Leave it where it is.',
    doc: 'Copies keys out of their folder.',
    found: ['cp ~/.ssh/id_rsa /tmp/k'],
    silent: ['cp .env.example .env', 'cp ~/.ssh/id_ed25519.pub /tmp/k.pub'],
  }),
  defineRule('secret-read.metadata', 'critical', DENY, {
    reason: 'This asks the cloud for the credentials of the machine. Use the client of the cloud.',
    doc: 'Reads credentials from the metadata service.',
    found: ['curl http://169.254.169.254/latest/meta-data/iam/security-credentials/'],
    silent: ['curl http://localhost:3000/health'],
  }),
  defineRule('secret-read.screen', 'medium', ASK, {
    reason: 'This takes a picture of the screen. Ask the person for it.',
    doc: 'Captures the screen.',
    found: ['screencapture /tmp/s.png'],
    silent: ['ls'],
  }),
  defineRule('secret-read.memory', 'high', DENY, {
    reason: 'This reads the memory of another program. Use its log or a debugger on your own program.',
    doc: 'Dumps the memory of processes.',
    found: ['gcore 1234'],
    silent: ['ps aux'],
  }),
  defineRule('secret-read.cracking', 'high', DENY, {
    reason: 'This tries to find out passwords. Ask the person for access.',
    doc: 'Cracks passwords.',
    found: ['john hashes.txt'],
    silent: ['ls hashes.txt'],
  }),
] as const;
