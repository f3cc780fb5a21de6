// PagerDuty's own clients are told a server, and add `/v2/enqueue`.
import { defineEndpoint } from '../../../../define-endpoint.ts'
import { takeEvents } from '../../../take-events.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  POST: takeEvents('pagerduty'),
})
