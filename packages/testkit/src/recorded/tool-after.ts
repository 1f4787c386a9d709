/** Calls of tools after they have run, as Codex CLI 0.169 sent them; names of folders and sessions are replaced. */
import type { ExecAfterEvent, PatchAfterEvent, McpAfterEvent, ToolAfterEvent } from '@hookline/core';

/**
 * The agent's payload, `raw`, does not say how a command ended. Hookline takes `exitCode`, `success` and `duration` from the
 * agent's transcript; without one (`--ephemeral`) none of them is there. The two here are what a transcript says of this command.
 */
export const execAfter: ExecAfterEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostToolUse:call_000003:mlek0ucudh",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PostToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "Bash",
    "tool_input": {
      "command": "printf hello; exit 3"
    },
    "tool_response": "hello",
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
  "output": "hello",
  "type": "exec.after",
  "command": "printf hello; exit 3",
  "success": false,
  "exitCode": 3
};

export const patchAfter: PatchAfterEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostToolUse:call_000008:tmgltuw40z",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PostToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "apply_patch",
    "tool_input": {
      "command": "*** Begin Patch\n*** Add File: a.txt\n+hello\n*** End Patch"
    },
    "tool_response": "Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess. Updated the following files:\nA a.txt\n",
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
  "output": "Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess. Updated the following files:\nA a.txt\n",
  "success": true,
  "type": "patch.after",
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

export const mcpAfter: McpAfterEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostToolUse:call_000013:blvugj6ey3",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PostToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "mcp__echo__echo",
    "tool_input": {
      "text": "hey"
    },
    "tool_response": {
      "content": [
        {
          "type": "text",
          "text": "echo:hey"
        }
      ]
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
  "output": {
    "content": [
      {
        "type": "text",
        "text": "echo:hey"
      }
    ]
  },
  "type": "mcp.after",
  "server": "echo",
  "tool": "echo",
  "arguments": {
    "text": "hey"
  }
};

/** Not recorded: the payload of a shell call, with the name and the argument of another tool of the agent. */
export const toolAfter: ToolAfterEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostToolUse:call_000004:tv8i639m87",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostToolUse"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PostToolUse",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "tool_name": "view_image",
    "tool_input": {
      "path": "/home/user/project/logo.png"
    },
    "tool_response": "attached local image path",
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
  "output": "attached local image path",
  "type": "tool.after"
};
