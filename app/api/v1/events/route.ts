import { acceptEvents } from '#/lib/api/events/accept-events.ts'
import { sendEvents } from '#/lib/api/events/operations.ts'
import { routes, serveUnchecked } from '#/lib/api/http/routes.ts'
import { handshake } from './handshake.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serveUnchecked(sendEvents, acceptEvents('any')),
  handshake,
)
