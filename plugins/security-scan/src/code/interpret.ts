/**
 * Reads the body of a script in another language for the calls that do something: delete, write, run, send. Their
 * arguments are computed as far as they are constant, and judged by the same rules as the commands of a shell.
 */

import { judgeOrm } from '../commands/databases.ts';
import { contentOf } from '../commands/filters.ts';
import { runCode } from '../commands/shells.ts';
import { deleteTarget, deletionRule, moveAway } from '../effects/deletes.ts';
import { hostOf, isLocalHost, isLoopback } from '../effects/network.ts';
import { absolute } from '../effects/paths.ts';
import { isSecretFile } from '../effects/secrets.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Call } from '../shell/machine.ts';
import { isSecretName } from '../shell/secret-names.ts';
import {
  ANYTHING,
  asPattern,
  bounded,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  STAR,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { type Language, type Token, tokenize } from './tokens.ts';

/** A text, a list, or nothing that is known. */
type Computed = string | readonly Computed[] | undefined;

const LONGEST = 24_000;

export function languageOf(name: string): Language {
  if (/^(?:python|pypy|ipython|uv)/.test(name)) return 'python';
  if (/^(?:node|deno|bun|tsx|ts-node|js|mjs|esno|zx|qjs)/.test(name)) return 'javascript';
  if (/^perl/.test(name)) return 'perl';
  if (/^(?:ruby|irb|jruby|rails)/.test(name)) return 'ruby';
  return /^php/.test(name) ? 'php' : 'other';
}

export function judgeSource(call: Call, interpreter: string, source: string, depth = 0): void {
  if (source === '' || source === UNKNOWN) return;
  const text = source.slice(0, LONGEST);
  call.machine.spend(text.length / 48);
  if (!WORTH_READING.test(text)) {
    judgeShape(call, text);
    return;
  }
  const reader = new Reader(call, languageOf(interpreter), text, depth);
  reader.run();
  const done = text.replace(SAID, 'said');
  judgeShape(call, done);
  judgeOrm(call, done);
}

/** Without one of these words a script neither deletes nor runs nor sends. */
const WORTH_READING =
  /rm|unlink|remove|delete|system|exec|spawn|popen|subprocess|eval|getattr|open|write|append|setuid|TLS|environ|getenv|\benv\b|ENV|fetch|request|http|socket|connect|chmod|chown|rename|move|copy|truncate|kill|fork|import|require|`|\bqx\b|%x|child_process|Function|atob|b64|glob|Remove|deleteDir|array_map|call_user|drop|DROP|TRUNCATE|DELETE|truncate|read/;

/** A text that is only printed. */
const SAID =
  /\b(?:print|puts|echo|console\.(?:log|error|info|warn)|log(?:ger|ging)?\.\w{3,9})\s*\(\s*f?(?:"(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}')\s*\)/g;

/** The SDK of a cloud, and a call that takes away what is there. */
const SDK =
  /\bboto3?\b|\bbotocore\b|\baioboto|@aws-sdk\/|\baws-sdk\b|Aws::|google\.cloud|@google-cloud\/|googleapiclient|azure\.(?:mgmt|storage|identity)|@azure\/|\bdigitalocean\b|\bhcloud\b|\blinode|\bkubernetes\b|@kubernetes\/|\bopenstack\b|\bCloudflare\b/;
const SDK_LOSS =
  /\.(?:terminate_instances|delete_(?!message|item\b|object\b|tags?\b|parameter|objects_tagging|log_stream|metric|alarms|cookie|attr|row|line)\w+|begin_delete\w*|purge_queue|empty_bucket|deleteBucket|terminateInstances|delete(?:DBInstance|DBCluster|Table|Stack|Cluster|Instance|Volume|Function|HostedZone|Namespace\w*|CollectionNamespaced\w+)\w*)\s*\(|\bnew\s+(?:Terminate|Delete)(?!Message|Item|Object(?!s)|Tag|Parameter|LogStream)\w+Command\s*\(|\.objects\.(?:all\(\)|filter\([^)]{0,200}\))\.delete\(|\.Bucket\([^)]{0,200}\)\.delete\(|\.delete\(\s*force\s*=\s*True/;

/** What grows each time and is never left: the memory ends first. */
const GROWS =
  /\bwhile\s*\(?\s*(?:True|true|1)\s*\)?\s*(?::|\{|do\b|;)?\s*(?:([A-Za-z_$]\w*)\s*(?:\+=|\*=|<<)\s*(?:\1|["'[]|\$\1)|[A-Za-z_]\w*\.(?:append|push|extend|concat)\()(?![\s\S]{0,200}\b(?:break|sleep|return|exit)\b)/;

/** Shapes that a program has as a whole. */
function judgeShape(call: Call, text: string): void {
  if (SDK.test(text) && SDK_LOSS.test(text)) call.machine.report('cloud-destroy.resources', call.span);
  if (GROWS.test(text)) call.machine.report('dos.load', call.span);
  if (/dotenv/i.test(text) && SHOWS_DOTENV.test(text) && call.scope.sink === 'terminal')
    call.machine.report('secret-read.shown', call.span);
  if (
    /\bwhile\s*\(?\s*(?:True|true|1)\s*\)?\s*:?\s*(?:pass\b|\{\s*\}|;)|\bfor\s*\(\s*;\s*;\s*\)\s*(?:\{\s*\}|;)/.test(
      text,
    )
  )
    call.machine.report('dos.busy-loop', call.span);
  if (
    /(?:while\s*\(?\s*(?:True|true|1)\s*\)?|for\s*\(\s*;\s*;\s*\))[^}\n]{0,60}(?:_fork|\bfork|\bspawn)\s*\(/.test(
      text,
    )
  )
    call.machine.report('dos.fork-bomb', call.span);
  const turns =
    /\bwhile\s*\(?\s*(?:True|true|1|:)\s*\)?|\bfor\s*\(\s*;\s*;\s*\)|\bloop\s*(?:do\b|\{)|\bfor\s*\{|\brepeat\b|\bforever\b|\buntil\s+false\b|\bsetInterval\s*\(|itertools\.(?:count|repeat|cycle)\(|\b(?:range|xrange)\(\s*(?:\d{5,}|10\s*\*\*\s*[4-9]|1_\d{3}_\d{3})/.exec(
      text,
    );
  const turned = turns ? text.slice(turns.index + turns[0].length).slice(0, 240) : '';
  if (STARTS.test(turned) && !WAITS.test(turned.replace(QUOTED, '""')))
    call.machine.report('dos.fork-bomb', call.span);
  const body = turns ? text.slice(turns.index + turns[0].length).slice(0, 1_200) : '';
  if (
    turns &&
    /^(?:while|for\s*\(|loop|repeat|until)/.test(turns[0]) &&
    /^[\s:{(;do]*(?:push\s*\(?\s*@|\w+\.(?:append|push|extend|concat)\(|(\w+)\s*(?:\+=\s*\1\b|\*=\s*\d|<<\s)|\$(\w+)\s*(?:\.=|x=)\s*(?:\$\2|["\d]))/.test(
      body,
    ) &&
    !WAITS.test(body.replace(QUOTED, '""'))
  )
    call.machine.report('dos.load', call.span);
  if (
    /\bkill\w*\s*\(/.test(text) &&
    /(?:listdir|scandir|readdir(?:Sync)?|glob|iglob|entries|children)\s*\(\s*["'`]\/proc\b|psutil\.(?:process_iter|pids)\(/.test(
      text,
    ) &&
    !/\b(?:name|cmdline|argv|exe|ppid|port|match|startswith|comm)\b|\bin\s+["']/.test(text)
  )
    call.machine.report('dos.processes', call.span);
  if (
    /\b(?:c?pickle|dill|marshal|cloudpickle|jsonpickle)\.(?:loads?|decode)\(\s*[^;\n]{0,120}(?:urlopen|requests\.get|httpx\.get|\.recv)\s*\(/i.test(
      text,
    )
  )
    call.machine.report('rce.download-run', call.span);
  if (UNCHECKED.test(text) && foreign(text)) call.machine.report('disable-security.tls', call.span);
  if (/\bset(?:re)?uid\(\s*0\b/.test(text)) call.machine.report('privesc.root-shell', call.span);
  if (/NODE_TLS_REJECT_UNAUTHORIZED['"\]]*\s*=\s*['"]?0/.test(text))
    call.machine.report('disable-security.tls', call.span);
  if (/\b(?:include|require)(?:_once)?\s*\(?\s*["']https?:/.test(text))
    call.machine.report('rce.download-run', call.span);
  if (
    languageOf(call.name) === 'javascript' &&
    call.name !== 'deno' &&
    /\bimport\s*\(?\s*["'`]https?:/.test(text)
  )
    call.machine.report('rce.download-run', call.span);
  const connects =
    (/\bsocket\b|\bSocket\b/.test(text) && /\bconnect/.test(text)) ||
    (/\brequire\(\s*["'](?:node:)?(?:net|tls)["']/.test(text) && /\bconnect/.test(text)) ||
    /TCPSocket|fsockopen|IO::Socket|net\.(?:connect|Socket|createConnection)|stream_socket_client|\bTCPServer\b|zmodload\s+zsh\/net|socket\.tcp|net\.Dial|java\.net\.Socket|\bSocket\(\s*["']|TcpClient|gen_tcp|\[\s*socket\s|using\s+Sockets|Deno\.connect|TcpStream|create_connection|asyncio\.open_connection/.test(
      text,
    );
  if (
    connects &&
    /(?:popen|system|exec|spawn|check_output|getoutput|run)\s*\(?\s*(?:[a-z]\b|cmd|command|data|line|buf\w*|msg|recv\w*)\b|dup2|pty\.spawn|\bexec(?:ve|lp?|vp)\s*\(|\[\s*(?:eval\s+)?exec\b|\beval\s+exec\b|\bopen\s+["{]?\||exec\.Command|io\.popen|(?:["'`/]|\b)(?:bin\/)?(?:ba|z|da|k)?sh\b["'`\s-]|cmd\.exe|STDIN->fdopen|\bexec\s*\{|`\s*(?:\$|#\{)|\bqx\s*\W\s*\$|\bsystem\s*\(?\s*\$/.test(
      text,
    )
  )
    call.machine.report('revshell.socket', call.span);
  if (
    /\bfork\s*(?:\(\s*\))?\s*while\b|fork\(\)\s*for\s+\w+\s+in\s+(?:iter|itertools|range\(\d{4,})|while\s*(?:True|1|\(\s*(?:1|true)\s*\)|true)\s*[:{;do]*[^}]{0,120}\bfork\b|loop\s*(?:do|\{)[^}]{0,80}\bfork\b|for\s*\(;;\)[^}]{0,80}fork/.test(
      text,
    )
  )
    call.machine.report('dos.fork-bomb', call.span);
  if (
    /(?:["'][^"'\n]{0,8}["']|\[[^\]]{0,12}\]|bytearray\(|b["']\w*["'])\s*\*\s*(?:\(?10\s*\*\*\s*(?:9|[1-9]\d)|1e1\d|\d{10,}|1024\s*\*\*\s*[3-9])|\.repeat\(\s*(?:1e9|1e1\d|\d{10,}|2\s*\*\*\s*3\d)/.test(
      text,
    )
  )
    call.machine.report('dos.load', call.span);
}

/** Nobody looks whose certificate it is. */
const UNCHECKED =
  /_create_unverified_context|\bverify_mode\s*=\s*ssl\.CERT_NONE|\bverify\s*=\s*False\b|rejectUnauthorized["']?\s*:\s*false|\bVERIFY_NONE\b|SSL_VERIFYPEER["']?\s*(?:=>|,)\s*(?:false|0)|verify_peer["']?\s*=>\s*false|InsecureSkipVerify:\s*true/;

/** Names a host that is not one's own. */
function foreign(text: string): boolean {
  return [...text.matchAll(/\b(?:https|wss):\/\/[^\s"'`<>)]+/g)].some(
    (match) => !isLocalHost(hostOf(match[0])),
  );
}

/** Starts a process and goes on. */
const STARTS =
  /\b(?:popen|Popen|spawn|fork|Process|start_new_thread|Thread|pcntl_fork|posix_spawn)\s*\(|\bProcess\.(?:spawn|start)\b|\bfork\b\s*[;{}\n]|\.Start\(\)|\b(?:system|exec|execSync|shell_exec)\s*\(?\s*["'`][^"'`\n]*&\s*["'`]|\bspawn\s+["']|\bos\.execute\s*\(\s*["'][^"'\n]*&|\bexec\s[^"'\n;}]*&\s*\}/;
const QUOTED = /"(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\\\n]|\\.){0,400}'/g;
/** Lets it end before the next, or ends by itself. */
const WAITS =
  /\b(?:wait\w*|communicate|sleep|join|poll|close|accept|recv|read\w*|result|break|return|exit|await|acquire|get|select|throw|raise|lines|detach|queue|Semaphore)\b/;

/** What a program put out becomes code. */
const LOADS = /\bpopen\b[\s\S]*\b(?:curl|wget|nc|fetch)\b/;
/** Where a variable of the environment is named. */
const NAMED =
  /(?:process\.env\.|(?:process\.env|os\.environ|ENV|\$_(?:ENV|SERVER))\[\s*["']|\$ENV\{\s*["']?|(?:getenv|environ\.get|ENV\.fetch|env\.get)\(\s*["'])([A-Za-z_]\w*)/g;
/** A name of the environment that is only asked for whether it is there. */
const ASKED =
  /^["'\])}]*\s*(?:\)?\s*(?:\?(?!\?|\.)|&&|\bif\b|\band\b|is\s+(?:not\s+)?None|[!=]==?|\.length|\)\s*[{:?]|\.nil|\.empty))/;
const ASKING = /(?:!|\bif\s*\(?|\bunless\b|\bnot\b|\blen\(|bool\(|Boolean\(|typeof|defined)\s*$/;

/** Ways to put a text together that nobody can read as it stands. */
const HIDES =
  /\bchr\s*\(|\bmap\s*\(\s*chr\b|fromCharCode|fromCodePoint|codecs\.(?:decode|getdecoder)|rot_?13|\[::-1\]|unhexlify|b(?:16|32|64|85)decode|\bunpack\b|\bpack\s*\(/;

const TREE = new Set(
  'rmtree rmSync rm removeSync rimraf rm_rf rm_r remove_dir remove_tree removeTree deltree emptyDirSync emptyDir rmdirSync removedirs remove_entry_secure remove_entry rimrafSync rimraf_sync deleteDirectory remove_dir_all RemoveAll deleteDir deleteRecursively rm_rf'.split(
    ' ',
  ),
);
const FILE = new Set(
  'unlink unlinkSync remove delete rm_f safe_unlink removeFile deleteFile rmdir unlink_sync del'.split(' '),
);
const SHELL = new Set(
  'system popen execSync shell_exec passthru getoutput getstatusoutput exec popen2 popen3 popen4 check_output_shell capture2 capture2e capture3 pipeline runCommand execaCommand execaCommandSync'.split(
    ' ',
  ),
);
const PROCESS = new Set(
  'run call check_call check_output Popen spawn spawnSync execFile execFileSync execv execvp execvpe execve execl execlp execle spawnl spawnlp spawnv spawnvp posix_spawn pcntl_exec proc_open create_subprocess_exec create_subprocess_shell execa execaSync Command'.split(
    ' ',
  ),
);
const NETWORK =
  /^(?:post|put|get|patch|request|urlopen|urlretrieve|fetch|axios|got|connect|sendall|sendto|create_connection|open_uri|post_form|getstore|curl_exec|curl_init|fsockopen|sendmail|send_message|createConnection|HTTPSConnection|HTTPConnection|Request|WebSocket|upload_file|put_object|post_file)$/;
const READS = new Set(
  'open readFileSync readFile read_text read_bytes readlines read file_get_contents readfile createReadStream slurp foreach file readTextFile readTextFileSync'.split(
    ' ',
  ),
);
const WRITES = new Set(
  'writeFileSync writeFile write_text write_bytes file_put_contents appendFileSync appendFile write outputFileSync writeTextFile writeTextFileSync createWriteStream truncateSync truncate'.split(
    ' ',
  ),
);
const SHOWS =
  /\b(?:print|pprint|console\.(?:log|error|info|dir)|puts|echo|say|printf|p|pp|readfile|highlight_file|show_source|fpassthru|var_dump|print_r|sys\.stdout\.write|process\.stdout\.write|STDOUT)\b/;

/** Prints what a file of variables holds. */
const SHOWS_DOTENV =
  /(?:console\.(?:log|dir|table)|\bpp?rint|\bputs|\bpp?)\s*\(?\s*(?:JSON\.stringify\(|dict\()?\s*(?:require\(\s*["']dotenv["']\s*\)|[Dd]otenv)?\s*\.?(?:config\(|dotenv_values\(|load\(|parse\()[^;\n]{0,80}(?:\.parsed|\))/;

/** Prints all variables at once. */
const SHOWS_ALL =
  /(?:\bp?print|console\.(?:log|dir|table)|\bputs|\bprint_r|\bvar_dump|\bpp?)\b\s*\(?\s*(?:dict\(|JSON\.stringify\(|json\.dumps\((?:dict\()?)?(?:os\.environ\b(?!\s*(?:\[|\.get))|process\.env\b(?!\s*[.[])|ENV\b(?:\.to_h|\.inspect)?(?!\s*[[.])|getenv\(\)|%ENV|\$_ENV\b(?!\s*\[))/;

class Reader {
  private readonly call: Call;
  private readonly language: Language;
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private readonly vars = new Map<string, Computed>();
  private readonly names = new Map<string, string>();
  /** Modules by the name that they are imported under. */
  private readonly modules = new Map<string, string>();
  private readonly depth: number;
  private secret = false;
  private environment = false;
  private network = false;
  private away = false;
  private decodes = false;
  private runsUnknown = false;
  private nesting = 0;

  constructor(call: Call, language: Language, source: string, depth: number) {
    this.call = call;
    this.language = language;
    this.source = source;
    this.depth = depth;
    this.tokens = tokenize(source, language);
    for (const match of source.matchAll(
      /\bimport\s+([\w.]+)\s+as\s+(\w+)|\b(\w+)\s*=\s*(?:require|__import__|import_module)\(\s*["'](?:node:)?([\w/]+)["']\s*\)\s*(?:[;\n]|$)/g,
    )) {
      this.modules.set((match[2] ?? match[3]) as string, (match[1] ?? match[4]) as string);
    }
    // `{ execSync: run }`, `import system as s`, `s = os.system`.
    for (const match of source.matchAll(
      /\b(system|popen|exec|execSync|spawn|spawnSync|execFileSync|rmSync|rm|unlinkSync|unlink|rmtree|remove|run|call|check_call|check_output|Popen)\s*(?::|\bas\b)\s*([A-Za-z_]\w*)/g,
    )) {
      this.names.set(match[2] as string, match[1] as string);
    }
    for (const match of source.matchAll(
      /\b([A-Za-z_]\w*)\s*=\s*(?:[A-Za-z_]\w*\.)+(system|popen|exec|execSync|spawn|spawnSync|rmSync|unlinkSync|unlink|rmtree|remove|run|call|check_output|Popen)\s*(?:[;\n]|$)/g,
    )) {
      this.names.set(match[1] as string, match[2] as string);
    }
  }

  run(): void {
    this.pass();
    // A comprehension uses its variable before it says what it goes through.
    if (this.language === 'python' && /\bfor\b/.test(this.source)) this.pass();
    this.conclude();
  }

  private pass(): void {
    let at = 0;
    while (at < this.tokens.length) {
      this.call.machine.spend(0.2);
      const next = this.statement(at);
      at = next > at ? next : at + 1;
    }
  }

  /** `await $`rm …``: a template that is a command line. */
  private readTemplates(): void {
    if (this.language !== 'javascript') return;
    for (const [at, token] of this.tokens.entries()) {
      const text = this.tokens[at + 1];
      if (token.kind === 'sign' && token.text === '$' && text?.kind === 'text' && text.live)
        this.shell(this.interpolate(text));
    }
  }

  private conclude(): void {
    this.readTemplates();
    const { call } = this;
    const shown =
      /(?:\bprint|console\.log|\bputs|\becho)\s*\(?\s*(?:os\.environ(?:\.get\(|\[)|os\.getenv\(|process\.env[.[]|ENV\[|getenv\(|\$ENV\{)["']?(\w+)/.exec(
        this.source,
      )?.[1];
    if (shown !== undefined && isSecretName(shown) && call.scope.sink === 'terminal')
      call.machine.report('secret-read.shown', call.span);
    if (call.scope.sink === 'terminal' && SHOWS_ALL.test(this.source))
      call.machine.report('secret-read.environment', call.span);
    if (
      call.scope.sink === 'terminal' &&
      /^\s*(?:process\.env|JSON\.stringify\(process\.env\))\s*;?\s*$/.test(this.source)
    )
      call.machine.report('secret-read.environment', call.span);
    if (
      /\bprocess\.env\b(?!\s*[.[?])|\bos\.environ\b(?!\s*(?:\[|\.get|\.setdefault|\.pop|\.copy))|\bENV\.(?:to_h|to_a|inspect|each|map)\b|%ENV\b|\$_ENV\b(?!\s*\[)|getenv\(\)|Deno\.env\.toObject|\bENV\b\s*[,)]/.test(
        this.source,
      )
    )
      this.environment = true;
    this.readNames();
    if ((this.secret || this.environment) && this.away) call.machine.report('exfil.secret', call.span);
    else if (
      this.secret &&
      call.scope.sink === 'terminal' &&
      (SHOWS.test(this.source) || call.args.some((arg) => /^-p?[ne]*p/.test(arg.text)))
    )
      call.machine.report('secret-read.shown', call.span);
    if (this.runsUnknown && HIDES.test(this.source)) this.decodes = true;
    if (this.runsUnknown && this.network) call.machine.report('rce.download-run', call.span);
    else if (this.runsUnknown && LOADS.test(this.source)) call.machine.report('rce.download-run', call.span);
    else if (this.runsUnknown && this.decodes) call.machine.report('rce.decoded', call.span);
    else if (
      this.runsUnknown &&
      call.stdin.taint & TAINT.network &&
      /stdin|STDIN|ARGF|readFileSync\((?:0|["']\/dev\/stdin)/.test(this.source)
    )
      call.machine.report('rce.download-run', call.span);
  }

  /** `print(os.environ['API_KEY'])`: what is printed where, in a statement that prints. */
  private readNames(): void {
    for (const match of this.source.matchAll(NAMED)) {
      if (!isSecretName(match[1] as string)) continue;
      const end = match.index + match[0].length;
      const before = this.source.slice(Math.max(0, match.index - 60), match.index);
      if (ASKING.test(before.replace(/[\w.$]+$/, '')) || ASKED.test(this.source.slice(end, end + 40)))
        continue;
      const statement = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('\n')) + 1);
      const shown =
        SHOWS.test(statement) || this.call.args.some((arg) => /^-(?:p|pe|-print)$/.test(arg.text));
      if (shown && !/["'`]\s*$/.test(statement) && this.call.scope.sink === 'terminal')
        this.call.machine.report('secret-read.shown', this.call.span);
    }
  }

  private peek(at: number): Token | undefined {
    let here = at;
    while (this.tokens[here]?.kind === 'line') here++;
    return this.tokens[here];
  }

  private skipLines(at: number): number {
    let here = at;
    while (this.tokens[here]?.kind === 'line') here++;
    return here;
  }

  private isSign(at: number, text: string): boolean {
    const token = this.tokens[at];
    return token?.kind === 'sign' && token.text === text;
  }

  private statement(at: number): number {
    const token = this.tokens[at];
    if (!token) return at + 1;
    if (token.kind === 'name') {
      // `for x in …`, `for (const x of …)`.
      if (token.text === 'for' || token.text === 'foreach' || token.text === 'each') return this.loop(at);
      const declared = /^(?:const|let|var|my|our|local)$/.test(token.text) ? 1 : 0;
      const name = this.tokens[at + declared];
      if (name?.kind === 'name' && this.isSign(at + declared + 1, '=')) {
        const value = this.expression(at + declared + 2);
        this.vars.set(name.text, value.value);
        return value.next;
      }
      if (name?.kind === 'name' && this.isSign(at + declared + 1, '+=')) {
        const value = this.expression(at + declared + 2);
        this.vars.set(name.text, add(this.vars.get(name.text), value.value));
        return value.next;
      }
      if (declared) return at + 1;
    }
    if (
      token.kind === 'name' ||
      token.kind === 'text' ||
      token.kind === 'command' ||
      this.isSign(at, '(') ||
      this.isSign(at, '[')
    )
      return this.expression(at).next;
    return at + 1;
  }

  private loop(at: number): number {
    let here = at + 1;
    if (this.isSign(here, '(')) here++;
    while (/^(?:const|let|var|my|our|await)$/.test(this.tokens[here]?.text ?? '')) here++;
    const name = this.tokens[here];
    // `for root, dirs, files in os.walk(…)`.
    while (this.isSign(here + 1, ',') && this.tokens[here + 2]?.kind === 'name') {
      here += 2;
      this.vars.set(this.tokens[here]?.text as string, STAR);
    }
    const word = this.tokens[here + 1]?.text;
    if (name?.kind !== 'name' || !(word === 'in' || word === 'of' || word === '(' || word === 'as'))
      return at + 1;
    const value = this.expression(here + 2);
    this.vars.set(name.text, first(value.value));
    return value.next;
  }

  private expression(at: number): { value: Computed; next: number } {
    if (this.nesting > 40) return { value: undefined, next: at + 1 };
    this.nesting++;
    try {
      let left = this.postfix(at);
      for (let guard = 0; guard < 400; guard++) {
        const operator = this.tokens[left.next];
        if (operator?.kind !== 'sign') break;
        const joins =
          operator.text === '+' ||
          (operator.text === '.' && (this.language === 'perl' || this.language === 'php')) ||
          operator.text === '/' ||
          operator.text === '%' ||
          operator.text === '*';
        if (!joins) break;
        const right = this.postfix(this.skipLines(left.next + 1));
        if (operator.text === '/')
          left = {
            value:
              typeof left.value === 'string' && typeof right.value === 'string'
                ? `${left.value}/${right.value}`
                : undefined,
            next: right.next,
          };
        else if (operator.text === '%') left = { value: percent(left.value, right.value), next: right.next };
        else if (operator.text === '*')
          left = {
            value:
              typeof left.value === 'string' &&
              typeof right.value === 'string' &&
              /^\d{1,3}$/.test(right.value) &&
              isKnown(left.value) &&
              !/^\d+$/.test(left.value)
                ? bounded(left.value.repeat(Number(right.value)))
                : undefined,
            next: right.next,
          };
        else left = { value: add(left.value, right.value), next: right.next };
      }
      return left;
    } finally {
      this.nesting--;
    }
  }

  private postfix(start: number): { value: Computed; next: number } {
    let at = this.skipLines(start);
    const token = this.tokens[at];
    if (!token) return { value: undefined, next: at + 1 };
    let value: Computed;
    let chain = '';
    let callee = '';
    if (token.kind === 'text') {
      value = this.interpolate(token);
      at++;
      // Two texts side by side are one, for Python.
      while (this.language === 'python' && this.tokens[at]?.kind === 'text')
        value = add(value, this.interpolate(this.tokens[at++] as Token));
    } else if (token.kind === 'command') {
      const code = this.interpolate(token);
      this.shell(code);
      value = UNKNOWN;
      at++;
    } else if (token.kind === 'sign' && token.text === '-' && this.tokens[at + 1]?.kind === 'number') {
      value = `-${this.tokens[at + 1]?.text}`;
      at += 2;
    } else if (token.kind === 'number') {
      value = token.text;
      at++;
    } else if (token.kind === 'sign' && (token.text === '[' || token.text === '(')) {
      const list = this.list(at + 1, token.text === '[' ? ']' : ')');
      value = token.text === '(' && list.values.length === 1 ? list.values[0] : list.values;
      at = list.next;
    } else if (token.kind === 'sign' && token.text === '{') {
      return { value: undefined, next: at + 1 };
    } else if (token.kind === 'name') {
      if (
        /^(?:await|new|return|lambda|not|print|echo|yield|typeof|void|throw|unless|if|and|or|do)$/.test(
          token.text,
        ) &&
        !this.isSign(at + 1, '(') &&
        !this.isSign(at + 1, '.')
      ) {
        const inner = this.expression(at + 1);
        return inner;
      }
      chain = this.modules.get(token.text) ?? token.text;
      if (/^(?:eval|Function)$/.test(token.text) && !this.isSign(at + 1, '(')) this.runsUnknown = true;
      const last = token.text.split('::').at(-1) as string;
      callee = this.names.get(token.text) ?? last.replace(/[!?]$/, '');
      value = this.vars.get(token.text) ?? constant(token.text, this.call);
      at++;
      const bare = this.bareCall(callee, chain, at);
      if (bare !== undefined) return bare;
    } else return { value: undefined, next: at + 1 };
    for (let guard = 0; guard < 60; guard++) {
      const sign = this.tokens[at];
      if (sign?.kind === 'line') {
        const after = this.skipLines(at);
        if (
          this.isSign(after, '.') &&
          this.tokens[after + 1]?.kind === 'name' &&
          this.language !== 'python'
        ) {
          at = after;
          continue;
        }
        break;
      }
      if (sign?.kind !== 'sign') break;
      if (
        (sign.text === '.' || sign.text === '->' || sign.text === '::' || sign.text === '?.') &&
        this.tokens[at + 1]?.kind === 'name'
      ) {
        const name = this.tokens[at + 1]?.text as string;
        if (sign.text === '.' && this.language === 'php') break;
        chain += `.${name}`;
        callee = name.replace(/[!?]$/, '');
        const member = constant(chain, this.call);
        const receiver = value;
        at += 2;
        // `.each { |f| … }`.
        if (
          /^(?:each|map|each_child|select|each_entry)$/.test(name) &&
          /^(?:\{|do)$/.test(this.tokens[at]?.text ?? '') &&
          this.isSign(at + 1, '|') &&
          this.tokens[at + 2]?.kind === 'name'
        ) {
          this.vars.set(this.tokens[at + 2]?.text as string, first(receiver));
          return { value: undefined, next: at + 3 };
        }
        if (this.isSign(at, '(')) {
          const list = this.list(at + 1, ')');
          at = list.next;
          value = this.invoke(callee, chain, list.values, receiver);
          continue;
        }
        const bare = this.bareCall(callee, chain, at);
        if (bare !== undefined) return bare;
        if (
          this.language === 'ruby' &&
          /^(?:reverse|strip|chomp|to_s|join|decode64|first|read|body|delete|unlink|rmtree)$/.test(name)
        )
          value = this.invoke(callee, chain, [], receiver);
        else if (name === 'parent' && typeof receiver === 'string') value = `${receiver}/..`;
        else value = member;
      } else if (sign.text === '(') {
        const list = this.list(at + 1, ')');
        at = list.next;
        value = this.invoke(callee, chain, list.values, undefined);
        if (callee === 'getattr' && typeof list.values[1] === 'string') callee = list.values[1];
        else if (callee === '__import__' || callee === 'require' || callee === 'import_module')
          callee = chain = typeof list.values[0] === 'string' ? list.values[0] : chain;
      } else if (
        sign.text === '[' ||
        (sign.text === '{' && this.language === 'perl' && /^[$%@]/.test(chain))
      ) {
        const close = sign.text === '[' ? ']' : '}';
        const list = this.list(at + 1, close);
        const key =
          list.values[0] ?? (this.tokens[at + 1]?.kind === 'name' ? this.tokens[at + 1]?.text : undefined);
        const reversed = this.isSign(at + 1, ':') && this.isSign(at + 2, ':') && this.isSign(at + 3, '-');
        at = list.next;
        if (reversed && typeof value === 'string') value = [...value].reverse().join('');
        else if (typeof key === 'string') {
          chain += `.${key}`;
          callee = key;
          const receiver = value;
          value =
            constant(chain.replace(/^\$ENV/, 'ENV'), this.call) ??
            (Array.isArray(receiver) && /^\d+$/.test(key) ? receiver[Number(key)] : undefined);
        } else value = undefined;
      } else break;
    }
    return { value, next: at };
  }

  /** `system "…"`, `rm_rf '/'`: calls without parentheses. */
  private bareCall(callee: string, chain: string, at: number): { value: Computed; next: number } | undefined {
    if (
      this.language !== 'perl' &&
      this.language !== 'ruby' &&
      this.language !== 'php' &&
      this.language !== 'other'
    )
      return undefined;
    const token = this.tokens[at];
    if (!token || token.kind === 'line') return undefined;
    const starts =
      token.kind === 'text' ||
      token.kind === 'command' ||
      (token.kind === 'name' && !/^(?:if|unless|while|for|do|and|or|end|x|eq|ne|in)$/.test(token.text)) ||
      (token.kind === 'sign' &&
        token.text === '[' &&
        this.language === 'ruby' &&
        /^(?:rm\w*|system|exec)$/.test(callee)) ||
      (token.kind === 'number' && callee === 'chmod') ||
      (token.kind === 'sign' && token.text === '<' && callee === 'unlink');
    if (
      !starts ||
      !(
        SHELL.has(callee) ||
        TREE.has(callee) ||
        FILE.has(callee) ||
        PROCESS.has(callee) ||
        READS.has(callee) ||
        /^(?:eval|instance_eval|rename|chmod|get|decode_base64|pack|glob|join|reverse|print|chop|lc|uc)$/.test(
          callee,
        )
      )
    )
      return undefined;
    if (this.isSign(at, '<')) {
      const end = this.tokens.findIndex(
        (other, index) => index > at && other.kind === 'sign' && other.text === '>',
      );
      this.invoke(callee, chain, [STAR], undefined);
      return { value: undefined, next: end < 0 ? at + 1 : end + 1 };
    }
    const values: Computed[] = [];
    let here = at;
    for (let guard = 0; guard < 64; guard++) {
      const value = this.expression(here);
      values.push(value.value);
      here = value.next;
      if (!this.isSign(here, ',')) break;
      here = this.skipLines(here + 1);
    }
    return { value: this.invoke(callee, chain, values, undefined), next: here };
  }

  /** The values between brackets, and where they end; code in between is read too. */
  private list(start: number, close: string): { values: Computed[]; next: number } {
    const values: Computed[] = [];
    let at = this.skipLines(start);
    let fresh = true;
    let depth = 0;
    while (at < this.tokens.length) {
      const token = this.tokens[at] as Token;
      if (token.kind === 'sign') {
        if (depth === 0 && token.text === close) return { values, next: at + 1 };
        if (token.text === ',' && depth === 0) {
          fresh = true;
          at = this.skipLines(at + 1);
          continue;
        }
        if (token.text === '{') depth++;
        else if (token.text === '}') {
          if (depth === 0) return { values, next: at + 1 };
          depth--;
        } else if ((token.text === ')' || token.text === ']') && depth === 0) return { values, next: at + 1 };
      }
      if (fresh && depth === 0) {
        // `shell=True`, `recursive: true`: named values are none of the list.
        const named =
          token.kind === 'name' &&
          (this.isSign(at + 1, '=') || (this.isSign(at + 1, ':') && this.language !== 'python'));
        if (named) {
          const inner = this.expression(at + 2);
          at = inner.next > at + 2 ? inner.next : at + 3;
          fresh = false;
          continue;
        }
        const value = this.expression(at);
        const ends = this.peek(value.next);
        values.push(
          ends?.kind === 'sign' && (ends.text === ',' || ends.text === ';' || ends.text === close)
            ? value.value
            : ends?.text === 'for'
              ? value.value
              : undefined,
        );
        at = value.next > at ? value.next : at + 1;
        if (this.tokens[at - 1]?.text === '{' && value.next === at && token.text === '{') depth += 0;
        fresh = false;
        at = this.skipLines(at);
        // `rmtree(p) for p in …`: what comes after says what it was.
        continue;
      }
      const next = this.statement(at);
      at = next > at ? next : at + 1;
    }
    return { values, next: at };
  }

  private interpolate(token: Token): Computed {
    const { text } = token;
    if (!token.live) return text;
    return text.replace(
      /\$\{([^}]*)\}|#\{([^}]*)\}|\{([A-Za-z_][\w.]*)(?:![rs])?\}|(\$[A-Za-z_]\w*(?:\{\w+\})?)/g,
      (whole, js, ruby, python, sigil) => {
        const name = (js ?? ruby ?? python ?? sigil) as string;
        if (python !== undefined && this.language !== 'python') return whole;
        if (sigil !== undefined && this.language === 'javascript') return whole;
        if (sigil !== undefined && this.language === 'python') return whole;
        const value =
          this.vars.get(name.trim()) ??
          constant(
            name
              .trim()
              .replace(/^\$ENV\{(\w+)\}$/, 'ENV.$1')
              .replace(/\(\)$/, ''),
            this.call,
          );
        return typeof value === 'string' ? value : UNKNOWN;
      },
    );
  }

  private field(text: string): Field {
    return { text, taint: 0, ...this.call.span };
  }

  private path(value: Computed): string | undefined {
    if (typeof value !== 'string') return undefined;
    return value.startsWith('~/') || value === '~' ? this.call.machine.home + value.slice(1) : value;
  }

  private shell(code: Computed): void {
    if (typeof code === 'string' && code !== '' && code !== UNKNOWN)
      runCode({ ...this.call, stdin: NOTHING }, { text: code, taint: 0 }, []);
    else this.runsUnknown = true;
  }

  /** Runs a program with its arguments as a list. */
  private program(words: readonly Computed[]): void {
    const fields = words.map((word) => this.field(typeof word === 'string' ? word : UNKNOWN));
    if (fields.length > 0)
      this.call.machine.runWords(
        fields,
        {
          ...this.call.scope,
          sink:
            /capture_output|PIPE|check_output|stdio|execFile|spawn|capture/.test(this.source) &&
            !/inherit|print|console/.test(this.source)
              ? 'capture'
              : this.call.scope.sink,
        },
        NOTHING,
        this.call.span,
      );
  }

  private invoke(name: string, chain: string, args: readonly Computed[], receiver: Computed): Computed {
    this.call.machine.spend(1);
    const callee = this.names.get(name) ?? name;
    const [head] = args;
    const folded = fold(callee, chain, args, receiver, this.call);
    if (folded !== undefined) {
      if (
        /b64decode|fromhex|decode64|atob|unhexlify|decode_base64|^from$/.test(callee) &&
        hasUnknown(typeof folded === 'string' ? folded : '')
      )
        this.decodes = true;
      return folded;
    }
    if (
      /^(?:b64decode|decode64|atob|unhexlify|decode_base64|base64_decode|fromhex|decompress|gzinflate|gzuncompress|str_rot13|hex2bin|b32decode|a85decode|inflateSync|gunzipSync)$/.test(
        callee,
      )
    ) {
      this.decodes = true;
      return UNKNOWN;
    }
    if (
      /^(?:array_map|array_walk|call_user_func|call_user_func_array)$/.test(callee) &&
      typeof head === 'string'
    ) {
      return this.invoke(
        head,
        head,
        args.slice(1).flatMap((arg) => (Array.isArray(arg) ? arg : [arg])),
        undefined,
      );
    }
    const isExec =
      callee === 'exec' ||
      callee === 'eval' ||
      callee === 'Function' ||
      callee === 'runInThisContext' ||
      callee === 'runInNewContext' ||
      callee === 'compile' ||
      callee === 'instance_eval' ||
      callee === 'assert' ||
      callee === 'execfile' ||
      callee === 'create_function' ||
      (this.language === 'other' && /^(?:load|loadstring|dostring)$/.test(callee));
    if (
      isExec &&
      !(callee === 'exec' && (this.language !== 'python' || receiver !== undefined || /\./.test(chain))) &&
      callee !== 'compile' &&
      callee !== 'assert'
    ) {
      const code = callee === 'load' ? head : args.at(-1);
      if (typeof code === 'string' && code !== UNKNOWN && this.depth < 4)
        judgeSource(this.call, this.language, code, this.depth + 1);
      else this.runsUnknown = true;
      return undefined;
    }
    if (callee === 'compile' || callee === 'marshal.loads') return head;
    // A function that is named by a text.
    if (
      /^(?:array_map|array_walk|call_user_func|call_user_func_array)$/.test(callee) &&
      typeof head === 'string' &&
      head !== callee
    )
      return this.invoke(head, head, args.slice(1), undefined);
    if (TREE.has(callee) || FILE.has(callee)) {
      this.remove(callee, chain, args, receiver);
      return undefined;
    }
    if (SHELL.has(callee) || (/^(?:execute|cmd|system_command)$/.test(callee) && this.language === 'other')) {
      if (callee === 'exec' && /regex|pattern|re\b|\bre\.|query|db|stmt|cursor|conn|RegExp|\/$/i.test(chain))
        return undefined;
      if (Array.isArray(head)) this.program(head);
      else if (
        args.length > 1 &&
        typeof args[1] === 'string' &&
        (this.language === 'perl' || this.language === 'ruby' || this.language === 'other')
      )
        this.program(args);
      else this.shell(head);
      return UNKNOWN;
    }
    if (PROCESS.has(callee)) {
      if (callee === 'run' && !/subprocess|^run$|sh\.run|Bun|\$/.test(chain) && !Array.isArray(head))
        return undefined;
      if (callee === 'call' && !/subprocess|^call$/.test(chain)) return undefined;
      if (Array.isArray(head)) this.program(head);
      else if (Array.isArray(args[1]))
        this.program([...(/^exec[vl]|^spawn[vl]/.test(callee) ? [] : [head]), ...args[1]]);
      else if (/^(?:execl|execlp|execle|spawnl|spawnlp)$/.test(callee))
        this.program(args.filter((_, index) => index !== 0));
      else if (typeof args[1] === 'string' && callee !== 'Popen') this.program(args);
      else this.shell(head);
      return UNKNOWN;
    }
    if (/^(?:rename|renameSync|move|moveSync|replace|mv)$/.test(callee)) {
      const source = this.path(args.length > 1 || receiver === undefined ? head : receiver);
      if (
        source !== undefined &&
        args.length > 1 &&
        !/^(?:str|s|text|content|data|code|src|source|line|html)$/.test(chain.split('.')[0] ?? '') &&
        callee !== 'replace'
      ) {
        moveAway(this.call.machine, this.call.scope, this.field(source));
        const target = this.path(args[1]);
        if (target !== undefined)
          writeTarget(this.call.machine, this.call.scope, this.field(target), {
            append: false,
            content: ANYTHING,
            placed: true,
          });
      }
      return undefined;
    }
    if (
      /^(?:copy|copy2|copyfile|copyFileSync|copyFile|cp|cpSync|copytree|symlink|symlinkSync|link)$/.test(
        callee,
      ) &&
      args.length > 1
    ) {
      const target = this.path(args[1]);
      const source = this.path(head);
      if (
        source !== undefined &&
        isSecretFile(this.call.machine, this.call.scope, source) &&
        /^\/tmp|www|public/.test(target ?? '')
      )
        this.call.machine.report('secret-read.copied', this.call.span);
      if (target !== undefined)
        writeTarget(this.call.machine, this.call.scope, this.field(target), {
          append: false,
          content: ANYTHING,
          placed: true,
        });
      return undefined;
    }
    if (/^(?:chmod|chmodSync|lchmod|chown|chownSync)$/.test(callee)) {
      const words = callee.startsWith('chown')
        ? ['chown', UNKNOWN, this.path(head)]
        : ['chmod', octal(args[1] ?? '755'), this.path(head)];
      if (this.language === 'perl' || this.language === 'ruby')
        this.program([callee, octal(head ?? ''), this.path(args[1])]);
      else this.program(words);
      return undefined;
    }
    if (callee === 'kill' || callee === 'killpg') {
      const pid = args.find((arg) => typeof arg === 'string' && /^-?\d+$/.test(arg));
      if (pid === '1' || pid === '-1') this.call.machine.report('dos.processes', this.call.span);
      return undefined;
    }
    if (
      WRITES.has(callee) ||
      (callee === 'open' && /^(?:[wax]|r\+|\+?>)/.test(typeof args[1] === 'string' ? args[1] : ''))
    ) {
      const fromReceiver =
        /^(?:write_text|write_bytes|write)$/.test(callee) &&
        receiver !== undefined &&
        !/^(?:File|IO)\.write$/.test(chain);
      const target = this.path(
        fromReceiver ? receiver : callee === 'open' && this.language === 'perl' ? args[2] : head,
      );
      if (
        target !== undefined &&
        target !== UNKNOWN &&
        (callee !== 'write' || fromReceiver || /^(?:File|IO)\.write$/.test(chain)) &&
        !(callee === 'truncate' && !/[./]/.test(target))
      ) {
        const content = fromReceiver ? head : args[1];
        writeTarget(this.call.machine, this.call.scope, this.field(target), {
          append: /append/i.test(callee) || args[1] === 'a',
          content: { text: typeof content === 'string' && callee !== 'open' ? content : UNKNOWN, taint: 0 },
          placed: true,
        });
        if (typeof content === 'string' && callee !== 'open')
          this.call.scope.files.set(absolute(this.call.machine, this.call.scope, target), {
            text: content,
            taint: 0,
          });
      }
      return receiver ?? head;
    }
    // `open F, "</etc/shadow"`: how and what in one text.
    if (callee === 'open' && this.language === 'perl') {
      const named = args.map((arg) =>
        typeof arg === 'string' ? /^\s*\+?<\s*(.+)$/.exec(arg)?.[1] : undefined,
      );
      const file = this.path(named.find((name) => name !== undefined) ?? args[2]);
      if (file !== undefined && contentOf(this.call, this.field(file)).taint & TAINT.secret)
        this.secret = true;
    }
    if (callee === 'new' && /Socket|Net::|HTTP|UserAgent/.test(chain)) {
      this.network = true;
      this.reach(typeof head === 'string' && !/^Peer|^-/.test(head) ? head : '');
      return UNKNOWN;
    }
    if (READS.has(callee)) {
      const target =
        this.path(receiver !== undefined && args.length === 0 ? receiver : head) ?? this.path(receiver);
      if (target !== undefined && /^https?:/.test(target)) {
        this.network = true;
        this.reach(target);
        return UNKNOWN;
      }
      if (target !== undefined && contentOf(this.call, this.field(target)).taint & TAINT.secret) {
        this.secret = true;
        return UNKNOWN;
      }
      return callee === 'open' ? target : undefined;
    }
    if (
      NETWORK.test(callee) &&
      !(
        callee === 'get' &&
        !/requests|http|LWP|HTTP|axios|got|urllib|net|client|session/i.test(chain) &&
        !/^https?:/.test(typeof head === 'string' ? head : '') &&
        chain !== 'get'
      )
    ) {
      this.network = true;
      this.reach(
        typeof head === 'string'
          ? head
          : Array.isArray(head) && typeof head[0] === 'string'
            ? head[0]
            : typeof args[1] === 'string' && /^https?:|\./.test(args[1])
              ? args[1]
              : '',
      );
      if (callee === 'urlretrieve' && typeof args[1] === 'string')
        this.call.scope.files.set(absolute(this.call.machine, this.call.scope, args[1]), {
          text: UNKNOWN,
          taint: TAINT.network,
        });
      return UNKNOWN;
    }
    if (
      /^(?:getenv|get|fetch)$/.test(callee) &&
      typeof head === 'string' &&
      isSecretName(head) &&
      /env/i.test(chain)
    ) {
      return UNKNOWN;
    }
    return undefined;
  }

  private reach(address: string): void {
    const host = hostOf(address);
    if (host === '' || hasUnknown(host) || !(isLoopback(host) || isLocalHost(host))) this.away = true;
  }

  private remove(callee: string, chain: string, args: readonly Computed[], receiver: Computed): void {
    const recursive = TREE.has(callee);
    // `Path(x).unlink()` has its path before it, `rmtree(x)` after.
    const targets =
      args.length === 0 || (typeof args[0] !== 'string' && !Array.isArray(args[0]))
        ? [args[0] ?? receiver]
        : args;
    for (const target of targets.flatMap((value) => (Array.isArray(value) ? value : [value]))) {
      const path = this.path(target as Computed);
      if (path === undefined || path === '') continue;
      if (callee === 'rm' && /^git|sh$/.test(chain.split('.')[0] ?? '')) continue;
      deleteTarget(this.call.machine, this.call.scope, this.field(path), {
        recursive: recursive || path.includes(STAR),
      });
      if (!recursive) continue;
      const rule = deletionRule(this.call.machine, this.call.scope, path, { recursive: true });
      if (rule) this.call.machine.report(rule, this.call.span);
    }
  }
}

function first(value: Computed): Computed {
  return Array.isArray(value) ? value[0] : value;
}

function add(left: Computed, right: Computed): Computed {
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right].slice(0, 256);
  if (typeof left === 'string' && typeof right === 'string') return bounded(left + right);
  if (typeof left === 'string') return `${left}${UNKNOWN}`;
  return typeof right === 'string' ? `${UNKNOWN}${right}` : undefined;
}

function percent(left: Computed, right: Computed): Computed {
  if (typeof left !== 'string') return undefined;
  const values = Array.isArray(right) ? [...right] : [right];
  return left.replace(/%[sdr]/g, () => {
    const value = values.shift();
    return typeof value === 'string' ? value : UNKNOWN;
  });
}

function octal(value: Computed): string {
  return typeof value === 'string' ? value.replace(/^0o?(?=\d)/, '').replace(/[^0-7]/g, '') || '755' : '755';
}

/** What a name stands for in every program. */
function constant(chain: string, call: Call): Computed {
  switch (chain) {
    case 'process.env.HOME':
    case 'os.environ.HOME':
    case 'ENV.HOME':
    case '$ENV.HOME':
    case 'Dir.home':
    case 'Path.home':
    case 'os.homedir':
      return call.machine.home;
    case 'process.env.PWD':
    case 'os.environ.PWD':
    case '__dirname':
    case 'Dir.pwd':
    case 'process.cwd':
      return call.scope.cwd;
    case 'os.sep':
    case 'path.sep':
    case 'File.SEPARATOR':
      return '/';
    default:
      return undefined;
  }
}

const text = (value: Computed): string => (typeof value === 'string' ? value : UNKNOWN);

/** Calls that only compute: their value, or nothing. */
function fold(
  callee: string,
  chain: string,
  args: readonly Computed[],
  receiver: Computed,
  call: Call,
): Computed {
  const [head, second] = args;
  switch (callee) {
    case 'expanduser':
    case 'expand_path':
    case 'expandvars': {
      const path = text(head ?? receiver);
      return path
        .replace(/^~(?=\/|$)/, () => call.machine.home)
        .replace(/^\$HOME(?=\/|$)/, () => call.machine.home);
    }
    case 'home':
    case 'homedir':
      return /Path|os|Dir|pathlib/.test(chain) ? call.machine.home : undefined;
    case 'cwd':
    case 'getcwd':
    case 'pwd':
      return call.scope.cwd;
    case 'Path':
    case 'PurePath':
    case 'PosixPath':
    case 'File':
    case 'Paths':
    case 'Pathname':
    case 'str':
    case 'String':
    case 'abspath':
    case 'realpath':
    case 'normpath':
    case 'resolve':
    case 'toString':
    case 'decode':
    case 'encode':
    case 'strip':
    case 'trim':
    case 'chomp':
    case 'to_s':
    case 'absolute':
    case 'bytes':
    case 'list':
    case 'sorted':
    case 'iter':
    case 'escapeshellarg':
    case 'quote': {
      const value = receiver ?? head;
      if (
        callee === 'decode' &&
        receiver === undefined &&
        typeof head === 'string' &&
        typeof second === 'string'
      )
        return decoded(head, second);
      if (callee === 'resolve' && args.length > 1) return args.map(text).join('/');
      if (
        callee === 'decode' &&
        typeof receiver === 'string' &&
        typeof head === 'string' &&
        /^(?:hex|base64|rot_?13)/.test(head)
      )
        return decoded(receiver, head);
      if (/^codecs\b/.test(chain) && typeof head === 'string' && typeof second === 'string')
        return decoded(head, second);
      if (callee === 'toString' && typeof receiver === 'string') return receiver;
      return typeof value === 'string' || Array.isArray(value) ? value : undefined;
    }
    case 'join': {
      if (typeof receiver === 'string' && Array.isArray(head)) return head.map(text).join(receiver);
      if (Array.isArray(receiver)) return receiver.map(text).join(typeof head === 'string' ? head : '');
      if (/path|Path|File/.test(chain))
        return args
          .map(text)
          .reduce((path, part) =>
            part.startsWith('/') && /os\.path/.test(chain) ? part : `${path}/${part}`,
          );
      return Array.isArray(second) ? second.map(text).join(text(head)) : undefined;
    }
    case 'format':
      return typeof receiver === 'string' ? formatted(receiver, args) : undefined;
    case 'joinpath':
      return [receiver, ...args].map(text).join('/');
    case 'concat':
      return [receiver, ...args].map(text).join('');
    case 'split':
      return typeof receiver === 'string' && isKnown(receiver)
        ? (typeof head === 'string' ? receiver.split(head) : receiver.trim().split(/\s+/)).slice(0, 256)
        : /shlex/.test(chain) && typeof head === 'string'
          ? head.trim().split(/\s+/).slice(0, 256)
          : undefined;
    case 'reverse':
    case 'strrev': {
      const value = receiver ?? head;
      return Array.isArray(value)
        ? [...value].reverse()
        : typeof value === 'string'
          ? [...value].reverse().join('')
          : undefined;
    }
    case 'replace':
    case 'gsub':
      return typeof receiver === 'string' &&
        typeof head === 'string' &&
        typeof second === 'string' &&
        head !== ''
        ? bounded(receiver.split(head).join(second))
        : undefined;
    case 'lower':
    case 'toLowerCase':
    case 'downcase':
      return typeof receiver === 'string' ? receiver.toLowerCase() : undefined;
    case 'upper':
    case 'toUpperCase':
      return typeof receiver === 'string' ? receiver.toUpperCase() : undefined;
    case 'chr':
    case 'fromCharCode':
    case 'fromCodePoint':
    case 'unichr':
      return args.every(
        (arg) => typeof arg === 'string' && /^(?:0x[\da-f]+|\d+)$/i.test(arg) && Number(arg) <= 0x10ffff,
      )
        ? args.map((arg) => String.fromCodePoint(Number(arg))).join('')
        : UNKNOWN;
    case 'b64decode':
    case 'standard_b64decode':
    case 'urlsafe_b64decode':
    case 'decode64':
    case 'strict_decode64':
    case 'base64_decode':
    case 'decode_base64':
    case 'atob':
      return typeof head === 'string' && isKnown(head) ? decoded(head, 'base64') : undefined;
    case 'fromhex':
    case 'unhexlify':
    case 'hex2bin':
      return typeof head === 'string' && isKnown(head) ? decoded(head, 'hex') : undefined;
    case 'from':
      if (!/Buffer/.test(chain)) return undefined;
      if (Array.isArray(head)) return head.map((code) => String.fromCharCode(Number(text(code)))).join('');
      return typeof head === 'string' && isKnown(head)
        ? typeof second === 'string'
          ? decoded(head, second)
          : head
        : undefined;
    case 'bytearray':
      return Array.isArray(head)
        ? head.map((code) => String.fromCharCode(Number(text(code)))).join('')
        : undefined;
    case 'glob':
    case 'iglob':
    case 'globSync':
    case 'rglob': {
      const pattern = asPattern(text(head));
      return typeof receiver === 'string' ? `${receiver}/${pattern}` : pattern;
    }
    case 'listdir':
    case 'readdirSync':
    case 'readdir':
    case 'children':
    case 'scandir':
      return STAR;
    case 'walk':
      return typeof head === 'string' ? [head] : undefined;
    case 'iterdir':
      return typeof receiver === 'string' ? `${receiver}/${STAR}` : undefined;
    case 'mkdtemp':
    case 'mkdtempSync':
    case 'mktmpdir':
    case 'tmpdir':
    case 'gettempdir':
    case 'mktemp':
      return '/tmp/tmp.\uE003';
    case 'dirname':
      return typeof head === 'string' ? `${head}/..` : undefined;
    case 'get':
    case 'getenv':
    case 'Getenv':
    case 'var':
    case 'fetch':
      return /environ|[gG]etenv|\benv\b|ENV/.test(chain) && head === 'HOME' ? call.machine.home : undefined;
    default:
      return undefined;
  }
}

function formatted(template: string, args: readonly Computed[]): string {
  let at = 0;
  return template.replace(/\{(\d*)\}/g, (_, index: string) =>
    text(args[index === '' ? at++ : Number(index)]),
  );
}

function decoded(value: string, encoding: string): string {
  if (/^rot_?13/.test(encoding))
    return value.replace(/[a-z]/gi, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < 'n' ? 13 : -13)),
    );
  if (/^hex/.test(encoding)) return Buffer.from(value.replace(/[^0-9a-f]/gi, ''), 'hex').toString('utf8');
  if (/^base64/.test(encoding)) return Buffer.from(value, 'base64').toString('utf8');
  return value;
}
