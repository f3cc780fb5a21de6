import { readHealth, withVersion } from '#/lib/admin/health/health.ts'
import { describeSeen } from '#/lib/admin/health/seen-request.ts'
import { currentResponse } from '#/lib/platform/log/origin.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const dynamic = 'force-dynamic'

/**
 * Whether this instance works, for load balancers and monitoring, without personal data. Not an operation of the API:
 * it needs no key, has no rate, and answers when the store does not. The installation's own doctor also learns what arrived.
 */
export async function GET(): Promise<Response> {
  const health = await readHealth(getStore)
  const seen = describeSeen(currentResponse()?.req)
  return Response.json(
    { ...withVersion(health), ...(seen && { seen }) },
    {
      status: health.status === 'ok' ? 200 : 503,
      headers: { 'cache-control': 'no-store' },
    },
  )
}
