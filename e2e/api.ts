import { readFixture } from '../tests/event-fixtures.ts'
import type { Site } from './site.ts'

export type Answer = { status: number; headers: Headers; text: string; body: AnswerBody }
/** The fields of all answers; each answer has some of them. */
type AnswerBody = {
  events: { noticeId: string | null; dedupKey: string | null; outcome: string }[]
  unreadable?: number
  warnings?: { pointer: string; code: string; detail: string }[]
  title: string
  detail: string
  errors: { pointer: string; code: string; detail: string }[]
  status: unknown
  message: string
  dedup_key: string
  outcome: string
}

type Sending = {
  key?: string
  headers?: Record<string, string>
  type?: string | null
  path?: string
  method?: string
}

/** Sends a body to the event intake as `key`: an object as JSON, text or bytes unchanged. */
export async function sendEvent(
  site: Site,
  body: unknown,
  { key, headers = {}, type = 'application/json', path = '/api/v1/events', method = 'POST' }: Sending = {},
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const answer = await fetch(`${site.url}${path}`, {
    method,
    headers: {
      ...(type !== null && { 'content-type': type }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(method !== 'GET' && {
      body: isRaw ? new Blob([body as Uint8Array<ArrayBuffer>]) : JSON.stringify(body),
    }),
  })
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : {} }
}

/** A captured payload with our PagerDuty key and an account of the demo. */
export function payload(name: string, key = ''): string {
  return readFixture(name)
    .replaceAll('0123456789abcdef0123456789abcdef', key)
    .replaceAll('clinica-aurora', 'poliambulatorio-levante')
}
