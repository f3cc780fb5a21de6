import { sendAlertmanagerNotification } from '#/lib/api/events/operations.ts'
import { takeEvents } from '#/lib/api/events/take-events.ts'
import { routes, serveUnchecked } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serveUnchecked(sendAlertmanagerNotification, takeEvents('alertmanager')),
)
