/** The real Codex CLI against a scripted model: everything that an end-to-end test needs. */
export * from './app-server.ts';
export * from './app-server-turn.ts';
export type { ChildResult, Seen, SignalPlan } from './child.ts';
export * from './codex-binary.ts';
export { type CodexConfigOptions, tomlString } from './codex-config.ts';
export * from './codex-hooks.ts';
export * from './codex-items.ts';
export * from './mcp-config.ts';
export type { ModelInputItem, ModelRequest, ModelRequestBody } from './model-request.ts';
export type { ModelView } from './model-view.ts';
export * from './moments.ts';
export * from './processes.ts';
export * from './run-codex.ts';
export * from './sandbox.ts';
export * from './scripted-model.ts';
export * from './stage.ts';
export * from './tree.ts';
export type * from './turn.ts';
