/** The hot path: everything here is loaded for every event of the agent. Installing is `@hookline/host-codex/install`. */
export { codex } from './adapter.ts';
export { parseApplyPatch } from './apply-patch.ts';
export { isNativeEvent, NATIVE_EVENTS, type NativeEventName } from './wire/native-events.ts';
