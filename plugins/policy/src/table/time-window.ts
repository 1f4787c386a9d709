/** Windows of the week, in one time zone: `mon-fri 09:00-18:00`. */

/** Minutes after midnight; `until` below `from` is the next morning. */
export interface TimeWindow {
  /** 0 is Sunday. */
  readonly days: ReadonlySet<number>;
  readonly from: number;
  readonly until: number;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MINUTES = 24 * 60;

/** The window that a text says, or what is wrong with it. */
export function parseTimeWindow(text: string): TimeWindow | { readonly problem: string } {
  const words = text.trim().toLowerCase().split(/\s+/);
  const hours = words.find((word) => word.includes(':'));
  const days = words.find((word) => !word.includes(':'));
  const extra = words.length > 2 || (words.length === 2 && (!hours || !days));
  if (extra || text.trim() === '') return { problem: 'It is days, hours or both: "mon-fri 09:00-18:00".' };
  const onDays = days === undefined ? new Set(DAYS.keys()) : parseDays(days);
  if (!(onDays instanceof Set)) return onDays;
  if (hours === undefined) return { days: onDays, from: 0, until: DAY_MINUTES };
  const range = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(hours);
  if (!range) return { problem: `"${hours}" is no range of hours: write "09:00-18:00".` };
  const [from, until] = [minutes(range[1], range[2]), minutes(range[3], range[4])];
  if (from === undefined || until === undefined || from === DAY_MINUTES)
    return { problem: `"${hours}" has an hour that no day has: they go from 00:00 to 24:00.` };
  if (from === until) return { problem: `"${hours}" has no length. Leave the hours out for whole days.` };
  return { days: onDays, from, until };
}

function parseDays(text: string): Set<number> | { readonly problem: string } {
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first = '', last = first, ...more] = part.split('-');
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || more.length > 0)
      return { problem: `"${part}" is no day or range of days: write ${DAYS.join(', ')} or "mon-fri".` };
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return days;
}

function minutes(hour: string | undefined, minute: string | undefined): number | undefined {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= DAY_MINUTES ? total : undefined;
}

/** Whether a moment lies in a window. The hours after midnight belong to the day on which the window began. */
export function isWithin({ days, from, until }: TimeWindow, { day, minute }: WeekMinute): boolean {
  if (from < until) return days.has(day) && minute >= from && minute < until;
  return (days.has(day) && minute >= from) || (days.has((day + 6) % 7) && minute < until);
}

/** Where in the week a moment lies. */
export interface WeekMinute {
  /** 0 is Sunday. */
  readonly day: number;
  readonly minute: number;
}

/** The moment on the clock of a time zone; of the machine where none is given. */
export function weekMinute(at: Date, timeZone: string | undefined): WeekMinute {
  if (timeZone === undefined) return { day: at.getDay(), minute: at.getHours() * 60 + at.getMinutes() };
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    day: DAYS.indexOf(of('weekday').toLowerCase()),
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  };
}
