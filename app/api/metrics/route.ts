import { answerText } from '#/lib/api/answers.ts'
import { readMetrics } from '#/lib/metrics/metrics.ts'
import { defineEndpoint, withKey } from '../v1/define-endpoint.ts'

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
