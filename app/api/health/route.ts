import { readHealth } from '#/lib/admin/health/health.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const dynamic = 'force-dynamic'

/**
 * Whether this instance works: for load balancers and monitoring. Says nothing of anybody. No operation of the API: it needs no key
 * and no rate, and answers where the store does not.
 */
export async function GET(): Promise<Response> {
  const health = await readHealth(getStore)
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
