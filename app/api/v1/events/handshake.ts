import { env } from '#/env.ts'
import type { Served } from '#/lib/api/http/routes.ts'

const allow = 'POST, OPTIONS'

/**
 * Whoever delivers CloudEvents may ask first whether they are wanted (HTTP 1.1 Web Hooks for Event Delivery, section 4). They are
 * from any origin, as often as a key may send; whether a sender has one shows when it sends.
 */
export const handshake: Served = {
  method: 'OPTIONS',
  endpoint: async ({ request }) => {
    const isAsked = request.headers.has('webhook-request-origin')
    const granted = {
      'webhook-allowed-origin': '*',
      'webhook-allowed-rate': String(env.EVENTS_PER_SECOND * 60),
    }
    return new Response(null, {
      status: isAsked ? 200 : 204,
      headers: { allow, 'cache-control': 'no-store', ...(isAsked && granted) },
    })
  },
}
