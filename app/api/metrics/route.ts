import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { answerText } from '#/lib/api/http/answers.ts'
import { defineEndpoint, withKey } from '#/lib/api/http/define-endpoint.ts'

export const dynamic = 'force-dynamic'

/** For Prometheus, of this process; a process that only sends mail has its own. Nothing personal. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint(
  {
    GET: withKey('metrics:read', async ({ store }) => {
      const { text, contentType } = await readMetrics(store.read)
      return answerText(text, contentType)
    }),
  },
  { everywhere: true },
)
