/** What a sandbox's `config.toml` says besides the address of the model. */
export interface CodexConfigOptions {
  /**
   * Decides the tools that the agent offers: `gpt-5.5` a shell and apply_patch (the default), `gpt-6.1-sol` code mode,
   * an unknown name the fallback set with `spawn_agent` and MCP tools listed directly.
   */
  readonly codexModel?: string;
  readonly approvalPolicy?: 'never' | 'on-request' | 'on-failure';
  readonly sandboxMode?: 'danger-full-access' | 'workspace-write' | 'read-only';
  /** Marks the repository as trusted, so that its own `.codex` is read; true unless told. */
  readonly trustProject?: boolean;
  /** Lines for the top of the file, before any table. */
  readonly configTop?: string;
  /** Lines for the end of the file: tables. */
  readonly config?: string;
}

/** Writes a value as a TOML basic string. */
export function tomlString(value: string): string {
  return JSON.stringify(value);
}

/** Builds a `config.toml` that sends every model request to the given address, once, and nothing anywhere else. */
export function codexConfig(modelUrl: string, repo: string, options: CodexConfigOptions = {}): string {
  return [
    `model = ${tomlString(options.codexModel ?? 'gpt-5.5')}`,
    'model_provider = "scripted"',
    `approval_policy = ${tomlString(options.approvalPolicy ?? 'never')}`,
    `sandbox_mode = ${tomlString(options.sandboxMode ?? 'danger-full-access')}`,
    'check_for_update_on_startup = false',
    options.configTop ?? '',
    '[analytics]',
    'enabled = false',
    '[model_providers.scripted]',
    'name = "scripted"',
    `base_url = ${tomlString(modelUrl)}`,
    'wire_api = "responses"',
    'requires_openai_auth = false',
    'request_max_retries = 0',
    'stream_max_retries = 0',
    'supports_websockets = false',
    ...(options.trustProject === false ? [] : [`[projects.${tomlString(repo)}]`, 'trust_level = "trusted"']),
    options.config ?? '',
    '',
  ].join('\n');
}
