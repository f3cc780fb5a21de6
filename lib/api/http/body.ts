import { readJson } from '#/lib/notices/parsing/json.ts'
import { isJsonType } from '#/lib/platform/http/media-type.ts'
import { Refusal } from './refusal.ts'

/**
 * The body of a request; keeps at most `limit` bytes, whatever length it states.
 * @throws Refusal 413, and 400 if it breaks off
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.byteLength
      if (length > limit) throw tooLarge(limit)
      chunks.push(value)
    }
  } catch (error) {
    if (error instanceof Refusal) {
      // Not awaited: we do not wait for the sender to stop.
      reader.cancel().catch(() => undefined)
      throw error
    }
    throw new Refusal(400, { detail: 'The body is incomplete.' })
  }
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, length)
}

/**
 * The value of a JSON body of at most `limit` bytes, and those bytes; if it is optional, `{}` for an empty one of any type.
 * @throws Refusal 400 not JSON, 413, 415 another type or compressed
 */
export async function readJsonBody(request: Request, limit: number, isOptional = false) {
  assertUncompressed(request.headers)
  if (!isOptional) assertJson(request.headers)
  const bytes = await readBody(request, limit)
  if (isOptional && bytes.byteLength === 0) return { value: {}, bytes }
  assertJson(request.headers)
  const json = readJson(bytes)
  if (!json.ok) throw new Refusal(400, { problems: [json.problem] })
  return { value: json.value, bytes }
}

function assertJson(headers: Headers): void {
  if (!isJsonType(headers.get('content-type')))
    throw new Refusal(415, { detail: 'Content-Type must be application/json in UTF-8.' })
}

/** @throws Refusal 415 */
export function assertUncompressed(headers: Headers): void {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding !== 'identity') throw new Refusal(415, { detail: 'The body must not be compressed.' })
}

function tooLarge(limit: number): Refusal {
  return new Refusal(413, { detail: `The body must be at most ${limit} bytes.` })
}
