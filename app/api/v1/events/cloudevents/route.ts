import { acceptEvents } from '#/lib/api/events/accept-events.ts'
import { sendCloudEvents } from '#/lib/api/events/operations.ts'
import { routes, serveUnchecked } from '#/lib/api/http/routes.ts'
import { handshake } from '../handshake.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serveUnchecked(sendCloudEvents, acceptEvents('cloudevents')),
  handshake,
)
