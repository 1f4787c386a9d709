/** The flags that `hookline codex` takes for itself, as its help shows them. */
export const CODEX_HELP = `  --enable-hooks        switch hooks on, also where a configuration (Codex's too) has them off
  --disable-hooks       run without any hook
  --hooks-config FILE   use this configuration instead of the project's

Everything else is handed to codex as it is.`;
