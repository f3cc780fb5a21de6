import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { EventFormat } from '#/db/words/notices.ts'
import type { Parameter } from './operation.ts'
import { Refusal } from './refusal.ts'

const maxKeyLength = 255

/** With `Idempotency-Key` a sender may repeat the request. */
export const idempotencyHeader: Record<string, Parameter> = {
  'Idempotency-Key': {
    description:
      'Makes the request safe to retry: for 24 hours, the same key and body return the same response. The same key with another body is rejected with 422.',
    schema: z.string().min(1).max(maxKeyLength).optional(),
    example: '4b6d1c1e-0f53-4c39-9f0a-5ab8a2f0c7f1',
  },
}

export const replayedHeader = {
  'Idempotency-Replayed':
    '`true` if this is the response to an earlier request with the same `Idempotency-Key`.',
}

/** Identifies a repeated request; null without the header. The `ce-` headers belong to the body. @throws Refusal 400 */
export function readIdempotency(headers: Headers, form: EventFormat | 'accounts', body: Uint8Array) {
  const key = headers.get('idempotency-key')
  if (key === null) return null
  if (key === '' || key.length > maxKeyLength) {
    const detail = `Idempotency-Key must be 1 to ${maxKeyLength} characters.`
    throw new Refusal(400, { problems: [{ pointer: '', code: 'idempotency-key', detail }] })
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([form, listAttributes(headers)]))
    .update(body)
  return { key, bodyHash: hash.digest('hex') }
}

function listAttributes(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => name.startsWith('ce-')).sort()
}
