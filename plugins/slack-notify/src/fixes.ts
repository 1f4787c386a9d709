/** What a person does about the words that Slack refuses a message with. A word that is in no table is looked up by the person. */

/** Words that pass by themselves. */
export const PASSING = new Set([
  'fatal_error',
  'internal_error',
  'message_limit_exceeded',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'rollup_error',
  'service_unavailable',
  'team_added_to_org',
]);

const NEW_WEBHOOK =
  'Make a new incoming webhook (your app on https://api.slack.com/apps > Incoming Webhooks) and export its address.';
const ARCHIVED = 'The channel is archived: unarchive it, or choose another one.';
const FORMAT = 'This is a fault of slack-notify: report it with the version and the event.';
const ADMIN = 'The workspace does not let this app post there: ask its admins.';

/** The words of incoming webhooks. */
export const WEBHOOK_FIXES: Readonly<Record<string, string>> = {
  action_prohibited: ADMIN,
  channel_is_archived: ARCHIVED,
  channel_not_found: `The channel of this webhook is gone. ${NEW_WEBHOOK}`,
  invalid_payload: FORMAT,
  invalid_blocks: FORMAT,
  invalid_attachments: FORMAT,
  no_text: FORMAT,
  too_many_attachments: FORMAT,
  invalid_token: `The address of this webhook is not right, or no longer. ${NEW_WEBHOOK}`,
  no_active_hooks: `This webhook was switched off. ${NEW_WEBHOOK}`,
  no_service: `This webhook was removed or switched off. ${NEW_WEBHOOK}`,
  no_service_id: `The address of this webhook is not whole. ${NEW_WEBHOOK}`,
  no_team: `The workspace of this webhook is gone, or its address is not whole. ${NEW_WEBHOOK}`,
  posting_to_general_channel_denied: ADMIN,
  team_disabled: 'The workspace is disabled: ask its admins.',
  user_not_found: `Who made this webhook is gone. ${NEW_WEBHOOK}`,
};

const NEW_TOKEN =
  'Copy the bot token (your app on https://api.slack.com/apps > OAuth & Permissions) and export it anew.';
const REINSTALL = 'Add the scope chat:write to the bot and install the app again.';

/** The words of `chat.postMessage`. */
export const API_FIXES: Readonly<Record<string, string>> = {
  account_inactive: `The bot or its workspace was removed. ${NEW_TOKEN}`,
  channel_not_found:
    'Write the id of the channel into "channel" (it stands at the end of the details of the channel), and invite the bot where it is private.',
  ekm_access_denied: ADMIN,
  invalid_attachments: FORMAT,
  invalid_auth: `The token is not right. ${NEW_TOKEN}`,
  invalid_blocks: FORMAT,
  is_archived: ARCHIVED,
  missing_scope: REINSTALL,
  msg_too_long: FORMAT,
  no_permission: REINSTALL,
  no_text: FORMAT,
  not_allowed_token_type: `This is no token of a bot. ${NEW_TOKEN}`,
  not_authed: `No token arrived. ${NEW_TOKEN}`,
  not_in_channel: 'Invite the bot to the channel: /invite @its-name.',
  org_login_required: ADMIN,
  restricted_action: ADMIN,
  restricted_action_read_only_channel: ADMIN,
  restricted_action_thread_only_channel: ADMIN,
  team_access_not_granted: ADMIN,
  token_expired: `The token has run out. ${NEW_TOKEN}`,
  token_revoked: `The token was revoked. ${NEW_TOKEN}`,
};

/** Words for a thread that cannot be answered in: the message that began it was deleted, for instance. */
export const THREAD_GONE = new Set([
  'cannot_reply_to_message',
  'invalid_thread_ts',
  'message_not_found',
  'thread_not_found',
]);
