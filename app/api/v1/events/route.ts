import { takeEvents } from '#/lib/api/events/take-events.ts'
import { defineEndpoint } from '#/lib/api/http/define-endpoint.ts'
import { answerHandshake } from './handshake.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  POST: takeEvents('any'),
  OPTIONS: answerHandshake,
})
