import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import type { EventProblem } from '#/lib/platform/http/problem-item.ts'
import { type ReadCloudEvents, readCloudEvent } from './cloudevents.ts'
import { attributeNames } from './cloudevents-attributes.ts'

/** Where the attributes stand while they are read: no field of the data is called so. */
const header = 'ce'

/** A CloudEvent in binary mode: the attributes in `ce-` headers, percent-encoded, and the body as its data. */
export function readBinaryCloudEvent(
  headers: Pick<Headers, 'get'>,
  data: unknown,
  source: SourceDefaults,
  receivedAt: number,
): ReadCloudEvents {
  const attributes: Record<string, string> = {}
  for (const name of attributeNames) {
    const value = name === 'datacontenttype' ? headers.get('content-type') : headers.get(`ce-${name}`)
    if (value === null) continue
    const decoded = decodeHeader(value)
    if (decoded === null) return refuseHeader(name)
    attributes[name] = decoded
  }
  const read = readCloudEvent({ ...attributes, data }, source, receivedAt, [header], [])
  return read.ok ? read : { ...read, problems: read.problems.map(nameHeader) }
}

/** RFC 3986 percent-encoding of UTF-8, within double quotes or not (CloudEvents HTTP binding, 3.1.3.2). */
function decodeHeader(value: string): string | null {
  const quoted = /^"(.*)"$/.exec(value)?.[1]
  try {
    return decodeURIComponent(quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1'))
  } catch {
    return null
  }
}

function refuseHeader(name: string): ReadCloudEvents {
  const detail = `Header ce-${name}: It is not percent-encoded UTF-8.`
  return { ok: false, status: 422, problems: [{ pointer: '', code: 'percent-encoding', detail }] }
}

function nameHeader(problem: EventProblem): EventProblem {
  const name = new RegExp(`^/${header}/(.+)$`).exec(problem.pointer)?.[1]
  return name === undefined
    ? problem
    : { ...problem, pointer: '', detail: `Header ce-${name}: ${problem.detail}` }
}
