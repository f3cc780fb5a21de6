import { createHash } from 'node:crypto'
import type { EventFormat } from '#/db/words/events.ts'
import type { Idempotency } from '#/lib/platform/http/idempotency.ts'
import { Refusal } from './refusal.ts'

const longestKey = 255

/**
 * What a request is recognised by when it is sent again (notices.md, Events in); null where it does not ask for that. Part
 * of its body are the headers in which a CloudEvent's binary mode has its attributes. @throws Refusal 400
 */
export function readIdempotency(
  headers: Headers,
  form: EventFormat | 'accounts',
  body: Uint8Array,
): Idempotency | null {
  const key = headers.get('idempotency-key')
  if (key === null) return null
  if (key === '' || key.length > longestKey) {
    const detail = `The Idempotency-Key must have 1 to ${longestKey} characters.`
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
