import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { metricsOperation } from '#/lib/api/http/get-metrics.ts'
import { textResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

/** Prometheus metrics of this process; a process that only sends mail has its own. Contains nothing personal. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(metricsOperation, async ({ store }) => {
    const { text, contentType } = await readMetrics(store.read)
    return textResponse(text, contentType)
  }),
)
