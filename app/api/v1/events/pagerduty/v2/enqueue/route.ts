import { acceptEvents } from '#/lib/api/events/accept-events.ts'
import { sendPagerdutyEventV2 } from '#/lib/api/events/operations.ts'
import { routes, serveUnchecked } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serveUnchecked(sendPagerdutyEventV2, acceptEvents('pagerduty')),
)
