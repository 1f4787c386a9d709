/** Calls of tools before they run, as Codex CLI 0.169 sent them; names of folders and sessions are replaced. */
import type { ExecBeforeEvent, PatchBeforeEvent, McpBeforeEvent, ToolBeforeEvent, PermissionRequestEvent } from '@hookline/core';

export const execBefore: ExecBeforeEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PreToolUse:call_000003:d7b81jtb9u",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PreToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PreToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "Bash",
    "tool_input": {
      "command": "printf hello; exit 3"
    },
    "tool_use_id": "call_000003"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "toolName": "Bash",
  "toolUseId": "call_000003",
  "input": {
    "command": "printf hello; exit 3"
  },
  "type": "exec.before",
  "command": "printf hello; exit 3"
};

export const patchBefore: PatchBeforeEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PreToolUse:call_000008:rx80rphn08",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PreToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PreToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "apply_patch",
    "tool_input": {
      "command": "*** Begin Patch\n*** Add File: a.txt\n+hello\n*** End Patch"
    },
    "tool_use_id": "call_000008"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "toolName": "apply_patch",
  "toolUseId": "call_000008",
  "input": {
    "command": "*** Begin Patch\n*** Add File: a.txt\n+hello\n*** End Patch"
  },
  "type": "patch.before",
  "patch": "*** Begin Patch\n*** Add File: a.txt\n+hello\n*** End Patch",
  "files": [
    {
      "path": "a.txt",
      "kind": "add",
      "added": 1,
      "removed": 0
    }
  ]
};

export const mcpBefore: McpBeforeEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PreToolUse:call_000013:enhxg5rnxz",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PreToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PreToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "mcp__echo__echo",
    "tool_input": {
      "text": "hey"
    },
    "tool_use_id": "call_000013"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "toolName": "mcp__echo__echo",
  "toolUseId": "call_000013",
  "input": {
    "text": "hey"
  },
  "type": "mcp.before",
  "server": "echo",
  "tool": "echo",
  "arguments": {
    "text": "hey"
  }
};

/** Not recorded: the payload of a shell call, with the name and the argument of another tool of the agent. */
export const toolBefore: ToolBeforeEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PreToolUse:call_000004:6f0cz57wcb",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PreToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PreToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "view_image",
    "tool_input": {
      "path": "/home/user/project/logo.png"
    },
    "tool_use_id": "call_000004"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "toolName": "view_image",
  "toolUseId": "call_000004",
  "input": {
    "path": "/home/user/project/logo.png"
  },
  "type": "tool.before"
};

export const permissionRequest: PermissionRequestEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PermissionRequest:01a1fc55-9044-7b81-a0fc-82ac4f036dca:oy30jnhiyx",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PermissionRequest"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PermissionRequest",
    "model": "gpt-5.5",
    "permission_mode": "default",
    "tool_name": "Bash",
    "tool_input": {
      "command": "touch w.txt",
      "description": "need it"
    }
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "default",
  "type": "permission.request",
  "toolName": "Bash",
  "input": {
    "command": "touch w.txt",
    "description": "need it"
  },
  "command": "touch w.txt",
  "justification": "need it"
};
