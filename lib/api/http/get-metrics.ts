import { z } from 'zod'
import { operation } from './operation.ts'

/** In its own file, so that a mail-only process loads no other operation. */
export const metricsOperation = operation({
  id: 'getMetrics',
  method: 'get',
  path: '/api/metrics',
  tag: 'Monitoring',
  summary: 'Read the metrics',
  description:
    'Metrics in the Prometheus text format: events by source and response, deliveries by status, age of the oldest queued message, and time from an event to the acceptance of its message. No personal data.',
  key: { scope: 'metrics:read', in: ['bearer'] },
  everywhere: true,
  responses: {
    200: {
      description: 'The metrics of this process.',
      content: {
        'text/plain': {
          schema: z.string(),
          examples: {
            metrics: { summary: 'An excerpt', value: 'recapito_deliveries_total{status="accepted"} 12\n' },
          },
        },
      },
    },
  },
})
