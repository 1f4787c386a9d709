/** Run by the test: begins and ends commands of one session, and prints how many had a beginning, and how many ran alone. */
import { OpenCommands } from '../src/open-commands.ts';

const [home = '', name = '', count = '0'] = process.argv.slice(2);
const commands = new OpenCommands(home, 'session');
const told = { begun: 0, alone: 0 };
for (let index = 0; index < Number(count); index += 1) {
  const call = `${name}-${index}`;
  commands.open(call, { at: index, ownCpuMs: 1 });
  const opened = commands.take(call);
  if (opened?.sample.at === index) told.begun += 1;
  if (opened?.isParallel === false) told.alone += 1;
}
process.stdout.write(JSON.stringify(told));
