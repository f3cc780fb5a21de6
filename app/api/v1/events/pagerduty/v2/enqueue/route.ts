// PagerDuty's own clients are told a server, and add `/v2/enqueue`.

import { takeEvents } from '#/lib/api/events/take-events.ts'
import { defineEndpoint } from '#/lib/api/http/define-endpoint.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  POST: takeEvents('pagerduty'),
})
