import { readHealth, withVersion } from '#/lib/admin/health/health.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const dynamic = 'force-dynamic'

/**
 * Whether this instance works, for load balancers and monitoring, without personal data. Not an operation of the API:
 * it needs no key, has no rate, and answers when the store does not.
 */
export async function GET(): Promise<Response> {
  const health = await readHealth(getStore)
  return Response.json(withVersion(health), {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
