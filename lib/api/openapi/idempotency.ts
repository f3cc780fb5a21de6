import { z } from 'zod'
import type { Parameter } from './operation.ts'

export const idempotencyHeader: Record<string, Parameter> = {
  'Idempotency-Key': {
    description:
      'Names the request, so that it can be sent again without harm: for 24 hours the same key and body are answered as they were. Another body under the same key is refused with 422.',
    schema: z.string().min(1).max(255).optional(),
    example: '4b6d1c1e-0f53-4c39-9f0a-5ab8a2f0c7f1',
  },
}

export const replayedHeader = {
  'Idempotency-Replayed':
    '`true` where the answer is that of an earlier request with the same `Idempotency-Key`.',
}
