import { env } from '#/env.ts'
import type { Served } from '#/lib/api/http/routes.ts'

const allow = 'POST, OPTIONS'

/**
 * A CloudEvents sender may first ask for permission (HTTP 1.1 Web Hooks for Event Delivery, section 4). Every origin
 * may send at the rate of a key; the key is checked when events arrive.
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
