/** The programs that show a notification. Pure: the platform is an argument, and no text of it is ever code. */
import type { DesktopNotifyOptions } from './desktop-notify-options.ts';
import type { Desktop } from './find-desktop.ts';
import type { Notice } from './notice.ts';
import { withoutMarkup } from './shown-text.ts';
import { TOAST } from './toast.ts';

/** A program, what it is given, and how long it may take. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Shown = Pick<DesktopNotifyOptions, 'sound' | 'urgency' | 'command'>;

const QUICK_MS = 2_000;
/** PowerShell alone takes a second and more to begin. */
const POWERSHELL_MS = 10_000;

/** What to try, in this order: the next one where the one before is not there. */
export function programsFor(
  desktop: Desktop,
  notice: Notice,
  options: Shown,
  env: Environment,
): readonly Program[] {
  switch (desktop) {
    case 'freedesktop':
      return [notifySend(notice, options)];
    case 'macos':
      return [osascript(notice, options)];
    case 'windows':
      return [toast(notice, options, windowsPowerShell(env))];
    case 'wsl':
      return [throughInterop(toast(notice, options, 'powershell.exe'), env), notifySend(notice, options)];
    case 'custom':
      return [custom(notice, options.command ?? [])];
  }
}

function notifySend({ title, body }: Notice, { sound = false, urgency = 'normal' }: Shown): Program {
  return {
    file: 'notify-send',
    args: [
      '--app-name=Hookline',
      `--urgency=${urgency}`,
      ...(sound ? ['--hint=string:sound-name:message-new-instant'] : []),
      '--',
      title,
      withoutMarkup(body),
    ],
    timeoutMs: QUICK_MS,
  };
}

/** The script is fixed; the texts are its arguments. */
function osascript({ title, body }: Notice, { sound = false }: Shown): Program {
  const show = 'display notification (item 2 of argv) with title (item 1 of argv)';
  return {
    file: '/usr/bin/osascript',
    args: [
      '-e',
      'on run argv',
      '-e',
      sound ? `${show} sound name "Glass"` : show,
      '-e',
      'end run',
      title,
      body,
    ],
    timeoutMs: QUICK_MS,
  };
}

/** The script is fixed; the texts are variables, which PowerShell does not read as code. */
function toast({ title, body }: Notice, { sound = false }: Shown, file: string): Program {
  const script = Buffer.from(TOAST, 'utf16le').toString('base64');
  return {
    file,
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', script],
    env: {
      HOOKLINE_NOTIFY_TITLE: title,
      HOOKLINE_NOTIFY_BODY: body,
      HOOKLINE_NOTIFY_SOUND: sound ? '1' : '0',
    },
    timeoutMs: POWERSHELL_MS,
  };
}

/** Not looked for on the PATH: only the PowerShell of Windows itself knows toasts. */
function windowsPowerShell(env: Environment): string {
  const root = env['SystemRoot'] ?? env['SYSTEMROOT'] ?? 'C:\\Windows';
  return `${root}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
}

/** Windows is given those variables of Linux that WSLENV names. */
function throughInterop(program: Program, env: Environment): Program {
  const names = [env['WSLENV'], ...Object.keys(program.env ?? {})].filter((name) => name);
  return { ...program, env: { ...program.env, WSLENV: names.join(':') } };
}

function custom({ title, body, event }: Notice, [file = '', ...args]: readonly string[]): Program {
  const values: Readonly<Record<string, string>> = { title, body, event };
  return {
    file,
    args: args.map((arg) =>
      arg.replaceAll(/\{(title|body|event)\}/g, (_, name: string) => values[name] ?? ''),
    ),
    env: { HOOKLINE_NOTIFY_TITLE: title, HOOKLINE_NOTIFY_BODY: body },
    timeoutMs: POWERSHELL_MS,
  };
}
