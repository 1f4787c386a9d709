/** A session, its compaction and its sub-agents, as Codex CLI 0.169 sent them; names of folders and sessions are replaced. */
import type { SessionStartEvent, SessionEndEvent, CompactEvent, AgentStartEvent, AgentStopEvent } from '@hookline/core';

export const sessionStart: SessionStartEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:SessionStart:1c8oovbv2u",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "SessionStart"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "SessionStart",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "source": "startup"
  },
  "model": "gpt-5.5",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "type": "session_start",
  "source": "startup"
};

export const sessionEnd: SessionEndEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:SessionEnd:cd31a5q46t",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "SessionEnd"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "SessionEnd",
    "reason": "other"
  },
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "type": "session_end",
  "reason": "other"
};

export const compactBefore: CompactEvent<'compact.before'> = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PreCompact:01a1fc55-9044-7b81-a0fc-82ac4f036dca:vwg7o48ogl",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PreCompact"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PreCompact",
    "model": "gpt-5.5",
    "trigger": "auto"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "type": "compact.before",
  "trigger": "auto"
};

export const compactAfter: CompactEvent<'compact.after'> = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:PostCompact:01a1fc55-9044-7b81-a0fc-82ac4f036dca:di37wavpow",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "PostCompact"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "PostCompact",
    "model": "gpt-5.5",
    "trigger": "auto"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "type": "compact.after",
  "trigger": "auto"
};

export const agentStart: AgentStartEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:SubagentStart:01a1fc55-9044-7b81-a0fc-82ac4f036dca:h4hkj8fgtb",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "SubagentStart"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "SubagentStart",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "agent_id": "01a1fc55-9baa-72b2-892e-9591fd5b9b90",
    "agent_type": "default"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "agent": {
    "id": "01a1fc55-9baa-72b2-892e-9591fd5b9b90",
    "type": "default"
  },
  "type": "agent.start"
};

export const agentStop: AgentStopEvent = {
  "id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e:SubagentStop:01a1fc55-9044-7b81-a0fc-82ac4f036dca:bcnr08zjhq",
  "timestamp": "2026-11-21T05:00:00.000Z",
  "sessionId": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
  "cwd": "/home/user/project",
  "host": {
    "name": "codex",
    "event": "SubagentStop"
  },
  "raw": {
    "session_id": "01a1fc55-9032-7b02-85e0-3c944d7e6c9e",
    "turn_id": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
    "transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
    "agent_transcript_path": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9baa-72b2-892e-9591fd5b9b90.jsonl",
    "cwd": "/home/user/project",
    "hook_event_name": "SubagentStop",
    "model": "gpt-5.5",
    "permission_mode": "bypassPermissions",
    "stop_hook_active": false,
    "agent_id": "01a1fc55-9baa-72b2-892e-9591fd5b9b90",
    "agent_type": "default",
    "last_assistant_message": "a"
  },
  "model": "gpt-5.5",
  "taskId": "01a1fc55-9044-7b81-a0fc-82ac4f036dca",
  "transcriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9032-7b02-85e0-3c944d7e6c9e.jsonl",
  "permissionMode": "bypassPermissions",
  "agent": {
    "id": "01a1fc55-9baa-72b2-892e-9591fd5b9b90",
    "type": "default"
  },
  "type": "agent.stop",
  "lastMessage": "a",
  "agentTranscriptPath": "/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T04-20-28-01a1fc55-9baa-72b2-892e-9591fd5b9b90.jsonl",
  "resumed": false
};
