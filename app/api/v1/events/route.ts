import { defineEndpoint } from '../define-endpoint.ts'
import { answerHandshake } from './handshake.ts'
import { takeEvents } from './take-events.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  POST: takeEvents('any'),
  OPTIONS: answerHandshake,
})
