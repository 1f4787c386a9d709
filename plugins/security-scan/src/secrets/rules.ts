/** The rules about secrets in what an agent writes, sends and is told. */
import type { Rule } from '../finding.ts';

/** In two pieces: nobody's scanner takes this file for one that gives a key away. */
const TOKEN = ['AKIA2E0A', '8F3B244C9986'].join('');

/** One rule for each place where a secret may stand. */
export const SECRET_RULES: readonly Rule[] = [
  {
    id: 'secret.in-command',
    category: 'secret',
    severity: 'high',
    at: { relaxed: 'allow', standard: 'ask', strict: 'deny' },
    reason:
      'The command holds a secret in plain text, which stays in logs and in the list of processes. Read it from an environment variable or from a file that is not committed.',
    doc: 'A token, key or password stands in a command.',
    examples: {
      found: [`aws configure set aws_access_key_id ${TOKEN}`],
      silent: [
        'curl -H "Authorization: Bearer $TOKEN" https://api.example.com',
        'export API_KEY=your-key-here',
      ],
    },
  },
  {
    id: 'secret.in-patch',
    category: 'secret',
    severity: 'high',
    at: { relaxed: 'allow', standard: 'ask', strict: 'deny' },
    reason:
      'The patch would write a secret into a file. Read it from an environment variable, and name only the variable in the file.',
    doc: 'A token, key or password stands in a line that a patch adds.',
    examples: {
      found: [`*** Begin Patch\n*** Add File: src/config.ts\n+export const KEY = '${TOKEN}';\n*** End Patch`],
      silent: ['*** Begin Patch\n*** Add File: .env.example\n+API_KEY=your-key-here\n*** End Patch'],
    },
  },
  {
    id: 'secret.in-env-file',
    category: 'secret',
    severity: 'medium',
    at: { relaxed: 'allow', standard: 'allow', strict: 'ask' },
    reason:
      'The patch would write a secret into a file for secrets. See first that the file is not committed.',
    doc: 'A token, key or password is added to a file that is made for secrets, `.env` for instance.',
    examples: {
      found: [`*** Begin Patch\n*** Add File: .env.local\n+AWS_ACCESS_KEY_ID=${TOKEN}\n*** End Patch`],
      silent: ['*** Begin Patch\n*** Add File: .env.local\n+PORT=3000\n*** End Patch'],
    },
  },
  {
    id: 'secret.in-call',
    category: 'secret',
    severity: 'high',
    at: { relaxed: 'allow', standard: 'ask', strict: 'deny' },
    reason:
      'The call would hand a secret in plain text to a tool. Leave it out, or let the tool read it from its own configuration.',
    doc: 'A token, key or password stands in what is given to a tool of an MCP server, or to another tool.',
    examples: {
      found: [`{"tool": "create_issue", "body": "Log in with ${TOKEN}"}`],
      silent: ['{"tool": "create_issue", "body": "The token is read from the environment."}'],
    },
  },
  {
    id: 'secret.in-prompt',
    category: 'secret',
    severity: 'medium',
    at: { relaxed: 'allow', standard: 'ask', strict: 'deny' },
    reason:
      'The prompt holds a secret, which would go to the model and stay in the transcript. Take it out: put it into an environment variable and name that.',
    doc: 'A token, key or password stands in a prompt. The reason is for the person who has written it.',
    examples: {
      found: [`Deploy it with ${TOKEN}, please`],
      silent: ['Deploy it with the key in $AWS_ACCESS_KEY_ID, please'],
    },
  },
];
