/** Whether a text that cannot be read holds a word that may do harm: the words are looked for without their quotes. */

const WORDS =
  /(?:^|[\s;&|(`{}=$<>/])(?:rm\s+-[a-z]*[rf]|rm\s+--(?:recursive|force)|mkfs|dd\s+(?:if|of)=|shred|wipefs|chmod\s+-R|chown\s+-R|sudo|eval|base64\s+-d|(?:curl|wget)\b[^\n]{0,120}\|\s*(?:ba|z|da)?sh|nc\s+-e|ncat|\/dev\/tcp|git\s+(?:reset\s+--hard|clean\s+-\w*f|push\b[^\n]{0,80}(?:--force|-f\b|--mirror|--delete))|drop\s+(?:table|database|schema)|truncate\s+table|terraform\s+destroy|kubectl\s+delete|shutdown|reboot|:\(\)|find\b[^\n]{0,120}-delete|xargs\s+(?:-\S+\s+)*rm|\.ssh\/id_|\.aws\/credentials|hooks\.toml|\.codex|\.claude\/settings|--no-preserve-root)/i;

export function holdsRiskyWord(text: string): boolean {
  return WORDS.test(text.slice(0, 100_000).replace(/["'\\]/g, ''));
}
