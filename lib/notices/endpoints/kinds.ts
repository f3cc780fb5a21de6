import type { EndpointKind } from '#/db/words/accounts.ts'
import { googleChat } from './google-chat.ts'
import type { EndpointCaller } from './kind-call.ts'
import { ntfy } from './ntfy.ts'
import { pagerduty } from './pagerduty.ts'
import { slack } from './slack.ts'
import { sms } from './sms.ts'
import { teams } from './teams.ts'
import { webhook } from './webhook.ts'

/** How every kind is called. */
export const endpointCallers: Record<EndpointKind, EndpointCaller> = {
  webhook,
  pagerduty,
  ntfy,
  slack,
  teams,
  'google-chat': googleChat,
  sms,
}
