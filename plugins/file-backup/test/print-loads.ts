// Prints which files of the built package are loaded, after each of three events, in a process of its own.
import { registerHooks } from 'node:module';

const loaded: string[] = [];
registerHooks({
  load(url, context, next) {
    if (url.includes('/file-backup/dist/') || url.includes('/picomatch/'))
      loaded.push(url.split('/').at(-1) ?? '');
    return next(url, context);
  },
});

const { testPlugin } = await import('@hookline/testkit');
const { default: fileBackup } = await import('@hookline/plugin-file-backup');
const [cwd = '', hooklineHome = ''] = process.argv.slice(2);
const plugin = await testPlugin(fileBackup, { places: { hooklineHome } });
// The schema is loaded by the testkit.
loaded.length = 0;
const after: Record<string, readonly string[]> = {};
for (const command of ['npm test 2>&1 | tail -5', 'git diff > /dev/null', "sed -n '1,20p' a.txt"]) {
  await plugin.run('exec.before', { command, cwd });
}
after['ordinary'] = loaded.splice(0);
await plugin.run('patch.before', { patch: '*** Begin Patch\n*** Delete File: a.txt\n*** End Patch', cwd });
after['patch'] = loaded.splice(0);
await plugin.run('exec.before', { command: 'rm a.txt', cwd });
after['command'] = loaded.splice(0);
process.stdout.write(JSON.stringify(after));
