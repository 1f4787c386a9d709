/** Judges what ends up on the terminal: the agent reads it, and so does whoever reads the agent. */
import type { Span } from '../finding.ts';
import type { Machine } from '../shell/machine.ts';
import { type Stream, TAINT } from '../shell/text.ts';

export function judgeShown(machine: Machine, output: Stream, span: Span): void {
  if (output.taint & TAINT.secret) machine.report('secret-read.shown', span);
  if (output.taint & TAINT.environment) machine.report('secret-read.environment', span);
}
