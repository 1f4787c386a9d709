/** A turn and its requests to the model, as Codex CLI 0.169 sent them; names of folders and sessions are replaced. */
import type { TaskStartEvent, TaskCompleteEvent, TaskInterruptedEvent, ModelBeforeEvent, ModelAfterEvent, ErrorOccurredEvent } from '@hookline/core';

export const taskStart: TaskStartEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:UserPromptSubmit:01a1fc55-9044-7b81-a0fc-82ac4f036dca:2ph5q9xciv",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "UserPromptSubmit"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "UserPromptSubmit",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "prompt": "do the task"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "type": "task_start",
  "prompt": "do the task"
};

export const taskComplete: TaskCompleteEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:Stop:01a1fc55-9044-7b81-a0fc-82ac4f036dca:rsmj5c4q73",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "Stop"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "Stop",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "stop_hook_active": false,
    "last_assistant_message": "done"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "type": "task_complete",
  "success": true,
  "lastMessage": "done",
  "resumed": false
};

export const taskInterrupted: TaskInterruptedEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:Interrupt:01a1fc55-9044-7b81-a0fc-82ac4f036dca:lb2u412cbb",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "Interrupt"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "Interrupt",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "type": "task.interrupted"
};

export const modelBefore: ModelBeforeEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PreModelRequest:01a1fc55-9044-7b81-a0fc-82ac4f036dca:8s5gnu0wuw",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PreModelRequest"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "cwd": "/home/user/project",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "model": "gpt-5.5",
    "hook_event_name": "PreModelRequest"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "type": "model.before"
};

export const modelAfter: ModelAfterEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostModelRequest:01a1fc55-9044-7b81-a0fc-82ac4f036dca:kutg81szrx",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostModelRequest"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "cwd": "/home/user/project",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "model": "gpt-5.5",
    "hook_event_name": "PostModelRequest",
    "status": "completed",
    "error": null,
    "token_usage": {
      "input_tokens": 10,
      "cached_input_tokens": 0,
      "cache_write_input_tokens": 0,
      "output_tokens": 5,
      "reasoning_output_tokens": 0,
      "total_tokens": 15
    }
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "type": "model.after",
  "success": true,
  "usage": {
    "inputTokens": 10,
    "cachedInputTokens": 0,
    "outputTokens": 5,
    "reasoningOutputTokens": 0,
    "totalTokens": 15
  }
};

export const errorOccurred: ErrorOccurredEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostModelRequest:01a1fc55-9044-7b81-a0fc-82ac4f036dca:lq7ziafbp8",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostModelRequest"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "cwd": "/home/user/project",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "model": "gpt-5.5",
    "hook_event_name": "PostModelRequest",
    "status": "failed",
    "error": "{\"error\":{\"message\":\"mock refuses\",\"type\":\"mock_error\",\"code\":null}}",
    "token_usage": null
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "type": "error.occurred",
  "error": "{\"error\":{\"message\":\"mock refuses\",\"type\":\"mock_error\",\"code\":null}}",
  "source": "model",
  "context": "model request to gpt-5.5"
};
