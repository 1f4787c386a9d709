#!/usr/bin/env node
// Counts how the agent is used: sessions, tasks, commands, errors, by day.
//
// As a hook it adds one JSON object a line to analytics/usage-<day>.jsonl below $CODEX_HOME; when a session ends, or its
// hook is of session_end alone, it also writes analytics/usage-summary.json. By hand: track-usage.js --report [--json]
//
// Built-in modules are imported by a call: this file runs as an ES module or not, as the package around it says.
async function main() {
  const fs = await import('node:fs');
  const os = await import('node:os');
  const path = await import('node:path');
  const { env } = process;
  const home = env.CODEX_HOME || path.join(os.homedir(), '.codex');
  const folder = path.join(home, 'analytics');
  const tools = { fs, path, folder };

  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--report' && arg !== '--json');
  if (unknown !== undefined) throw new Error(`There is no option ${unknown}. Known: --report, --json.`);
  if (args.includes('--report')) {
    const summary = summarise(readAll(tools).records);
    process.stdout.write(args.includes('--json') ? `${JSON.stringify(summary, null, 2)}\n` : text(summary));
    return;
  }
  const type = env.CODEX_EVENT_TYPE;
  if (!type) throw new Error('CODEX_EVENT_TYPE is not set: this script is run by a hook, or with --report.');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const timestamp = env.CODEX_TIMESTAMP || new Date().toISOString();
  append(tools, `usage-${new Date().toISOString().slice(0, 10)}.jsonl`, {
    timestamp,
    event: type,
    ...facts(env),
  });
  if (type === 'session_end') writeSummary(tools);
}

/** What is counted. Prompts and commands stay out: a count needs none of them, and they may hold anything. */
function facts(env) {
  const number = (value) => (/^-?\d{1,15}$/.test(value ?? '') ? Number(value) : undefined);
  const truth = { true: true, false: false };
  return {
    session: env.CODEX_SESSION_ID,
    model: env.CODEX_MODEL,
    provider: env.CODEX_PROVIDER,
    task: env.CODEX_TASK_ID,
    success: truth[env.CODEX_SUCCESS],
    exit_code: number(env.CODEX_EXIT_CODE),
    duration_ms: number(env.CODEX_DURATION),
  };
}

/** Adds a line by one write, so that several sessions can do it at the same time. */
function append({ fs, path, folder }, name, record) {
  fs.appendFileSync(path.join(folder, name), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

/** All that was counted, and the size of what was read. A line that is broken is passed over. */
function readAll({ fs, path, folder }) {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const records = [];
  let size = 0;
  for (const name of names.filter((one) => /^usage-\d{4}-\d\d-\d\d\.jsonl$/.test(one)).sort()) {
    const content = fs.readFileSync(path.join(folder, name), 'utf8');
    size += Buffer.byteLength(content);
    for (const line of content.split('\n')) {
      try {
        const record = JSON.parse(line);
        if (record !== null && typeof record === 'object')
          records.push({ ...record, day: name.slice(6, 16) });
      } catch {
        // The empty text behind the last line, or what a full disk has cut.
      }
    }
  }
  return { records, size };
}

/**
 * Writes the summary whole, by rename. Another session may have added a line meanwhile and have written its summary
 * first: whoever writes looks once more, so the last to write has seen everything.
 */
function writeSummary(tools) {
  const { fs, path, folder } = tools;
  const file = path.join(folder, 'usage-summary.json');
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { records, size } = readAll(tools);
    const draft = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(draft, `${JSON.stringify(summarise(records), null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(draft, file);
    if (readAll(tools).size === size) return;
  }
}

function summarise(records) {
  const days = {};
  const total = counts();
  for (const record of records) {
    days[record.day] ??= counts();
    for (const one of [days[record.day], total]) count(one, record);
  }
  const sizes = (sets) => Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, set.size]));
  const plain = ({ sessionIds, taskIds, models, providers, ...rest }) => ({
    sessions: sessionIds.size,
    tasks: taskIds.size,
    ...rest,
    models: sizes(models),
    providers: sizes(providers),
  });
  return {
    total: plain(total),
    days: Object.fromEntries(Object.entries(days).map(([day, one]) => [day, plain(one)])),
  };
}

const counts = () => ({
  sessionIds: new Set(),
  taskIds: new Set(),
  failed_tasks: 0,
  commands: 0,
  failed_commands: 0,
  errors: 0,
  session_ms: 0,
  // By name, the sessions that used it. Without a prototype: a model may be called anything.
  models: Object.create(null),
  providers: Object.create(null),
});

function count(to, { event, session, model, provider, task, success, exit_code, duration_ms }) {
  if (typeof session === 'string') {
    to.sessionIds.add(session);
    for (const [used, name] of [
      [to.models, model],
      [to.providers, provider],
    ]) {
      if (typeof name !== 'string') continue;
      used[name] ??= new Set();
      used[name].add(session);
    }
  }
  if (typeof task === 'string') to.taskIds.add(task);
  if (event === 'task_complete' && success === false) to.failed_tasks += 1;
  if (event === 'exec.after') {
    to.commands += 1;
    if (typeof exit_code === 'number' && exit_code !== 0) to.failed_commands += 1;
  }
  if (event === 'error.occurred') to.errors += 1;
  if (event === 'session_end' && typeof duration_ms === 'number') to.session_ms += duration_ms;
}

function text({ total, days }) {
  if (Object.keys(days).length === 0) return 'Nothing was counted yet.\n';
  const line = (name, one) =>
    `${name.padEnd(10)}  ${one.sessions} sessions (${Math.round(one.session_ms / 1000)} s), ` +
    `${one.tasks} tasks (${one.failed_tasks} failed), ${one.commands} commands (${one.failed_commands} failed), ` +
    `${one.errors} errors\n`;
  const most = Object.entries(total.models).sort((a, b) => b[1] - a[1]);
  const models =
    most.length > 0 ? `models      ${most.map(([name, n]) => `${name} (${n})`).join(', ')}\n` : '';
  return (
    Object.entries(days)
      .map(([day, one]) => line(day, one))
      .join('') +
    line('all', total) +
    models
  );
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
