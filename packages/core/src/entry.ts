/** What a handler kind needs to run an entry. Kept free of tapable and zod: kinds are on the hot path. */
export { ADDRESS_FIX, addressProblem } from './entry/address-rule.ts';
export { type AnswerScope, meaningOf } from './entry/answer-meaning.ts';
export { entryFolder } from './entry/entry-folder.ts';
export { allowsVariable, narrowedTo } from './entry/environment-allow.ts';
export { eventField } from './entry/event-field.ts';
export { type InterpolationScope, interpolate, interpolateValue } from './entry/interpolate.ts';
export { readJsonAnswer } from './entry/json-answer.ts';
export { contextOfText } from './entry/plain-text.ts';
export {
  type AnswerProblem,
  checkAnswer,
  type JsonFields,
  type PrintedAnswer,
  parseAnswer,
} from './entry/printed-answer.ts';
export { redactedJson, redactedValue } from './entry/redacted-json.ts';
export { refusalOf } from './entry/refusal.ts';
export { originText } from './entry/resolved-entry.ts';
export { shortened } from './entry/shortened.ts';
export { eventSpec } from './events/table.ts';
