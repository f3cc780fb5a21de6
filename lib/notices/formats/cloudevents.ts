import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parseInstant } from '#/lib/notices/parsing/instant.ts'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { asFields } from '#/lib/notices/parsing/json.ts'
import {
  batchLimits,
  eventLimits,
  type IncomingEvent,
  type JoiningPart,
  type ReadFormat,
  type SourceDefaults,
} from '#/lib/notices/parsing/schema.ts'
import { warnOfCategory, warnOfEnvironment, warnOfMembers } from '#/lib/notices/parsing/warnings.ts'
import { defaultCategory, findCategory, parseEventEnvironment } from '#/lib/notices/parsing/words.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { cleanLine } from '#/lib/platform/values/characters.ts'
import { type Attributes, attributeNames, checkAttributes } from './cloudevents-attributes.ts'
import { eventDetailFields, findMissing, parseDetails } from './native.ts'

/** The data of a CloudEvent: the native fields without account and category. */
export const cloudEventDataSchema = z
  .object({ ...eventDetailFields, environment: z.unknown().optional() })
  .meta({ id: 'CloudEventData' })

/** A CloudEvent 1.0 in structured mode (formats.md); unknown extensions are ignored. */
export const cloudEventSchema = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string().min(1),
    source: z.string().min(1).meta({ format: 'uri-reference' }),
    type: z
      .string()
      .min(1)
      .meta({
        description: 'Its last segment may name the category.',
        examples: ['net.example.feeds.production-alert'],
      }),
    subject: z
      .string()
      .optional()
      .meta({ description: 'Slug or id of the account.', examples: ['clinica-aurora'] }),
    time: z.string().optional().meta({ format: 'date-time' }),
    datacontenttype: z.string().optional(),
    category: z.string().optional().meta({ description: 'Extension: the category, if the type names none.' }),
    data: cloudEventDataSchema.optional(),
  })
  .meta({ id: 'CloudEvent' })

/** Reads one structured CloudEvent, or a batch of up to 500 that is taken whole or not at all. */
export function parseCloudEvents(body: unknown, source: SourceDefaults, receivedAt: number): ReadFormat {
  if (!Array.isArray(body)) return parseCloudEvent(body, source, receivedAt, [])
  if (body.length > batchLimits.events) {
    const detail = `At most ${batchLimits.events} events can be sent at once.`
    return { ok: false, status: 422, problems: [{ pointer: '', code: 'too-long', detail }] }
  }
  const read = body.map((event, index) => parseCloudEvent(event, source, receivedAt, [index]))
  const refused = read.filter((each) => !each.ok)
  const [first] = refused
  const taken = read.filter((each) => each.ok)
  if (!first) {
    const warnings = taken.flatMap((each) => each.warnings ?? [])
    return { ok: true, events: taken.flatMap((each) => each.events), warnings }
  }
  const { status = 422 } = first
  return { ok: false, status, problems: refused.flatMap((each) => each.problems) }
}

/** Reads a CloudEvent from attributes and data. `at` and `dataAt` are their paths in the body. */
export function parseCloudEvent(
  body: unknown,
  source: SourceDefaults,
  receivedAt: number,
  at: PropertyKey[],
  dataAt: PropertyKey[] = [...at, 'data'],
): ReadFormat {
  const checked = checkAttributes(body, at)
  if (!checked.ok) return checked
  const { attributes, data = {} } = checked
  const parsed = cloudEventDataSchema.safeParse(data)
  const problems = [
    ...toEventIssues(parsed.error?.issues ?? [], dataAt),
    ...findMissing(asFields(data) ?? { summary: 'said elsewhere' }, true, dataAt),
  ]
  if (!parsed.success || problems.length > 0) return { ok: false, status: 422, problems }

  const identity = nameEvent(attributes)
  const occurredAt =
    parsed.data.occurredAt ?? (parseInstant(attributes.time ?? '') ? attributes.time : undefined)
  const details = parseDetails({ ...parsed.data, occurredAt }, receivedAt)
  const named = findCategory(lastSegment(attributes.type)) ?? findCategory(attributes.category)
  const account = cleanLine(attributes.subject ?? '', eventLimits.account)
  const unsaid: JoiningPart[] = []
  if (!named) unsaid.push('category')
  if (parsed.data.environment === undefined) unsaid.push('environment')
  if (account === '') unsaid.push('account')
  const event: IncomingEvent = {
    ...details,
    account,
    category: named ?? defaultCategory(source),
    environment: parseEventEnvironment(parsed.data.environment, source),
    dedupKey: details.dedupKey ?? identity,
    identity,
    original: body,
    ...(details.action !== 'trigger' && unsaid.length > 0 && { unsaid }),
  }
  const warnings = [
    ...warnOfNames(attributes, event, source, at),
    ...warnOfEnvironment(parsed.data.environment, source, [...dataAt, 'environment']),
    ...warnOfMembers(data, cloudEventDataSchema.shape, dataAt),
  ]
  return { ok: true, events: [event], warnings }
}

/** Most types name no category, so one is missed only where neither the extension nor the source's default has it. */
function warnOfNames(
  { type, category: named }: Attributes,
  { category }: IncomingEvent,
  source: SourceDefaults,
  at: PropertyKey[],
): EventProblem[] {
  const ofType = lastSegment(type)
  if (findCategory(ofType)) return []
  if (named) return warnOfCategory(named, category, [...at, 'category'])
  return source.defaultCategory ? [] : warnOfCategory(ofType, category, [...at, 'type'])
}

const lastSegment = (type: string): string => type.split(/[./:]/).at(-1) ?? ''

/** Same source and id: the same event (formats.md). A long or multi-line pair is replaced by its hash. */
function nameEvent({ source, id }: Attributes): string {
  const name = `${source} ${id}`
  if (cleanLine(name, eventLimits.dedupKey) === name) return name
  return `sha256:${createHash('sha256').update(name).digest('hex')}`
}

/** The path of attributes while they are read; no data field has this name. */
const header = 'ce'

/** A CloudEvent in binary mode: attributes in percent-encoded `ce-` headers, the data in the body. */
export function parseBinaryCloudEvent(
  headers: Pick<Headers, 'get'>,
  data: unknown,
  source: SourceDefaults,
  receivedAt: number,
): ReadFormat {
  const attributes: Record<string, string> = {}
  for (const name of attributeNames) {
    const value = name === 'datacontenttype' ? headers.get('content-type') : headers.get(`ce-${name}`)
    if (value === null) continue
    const decoded = decodeHeader(value)
    if (decoded === null) return refuseHeader(name)
    attributes[name] = decoded
  }
  const read = parseCloudEvent({ ...attributes, data }, source, receivedAt, [header], [])
  return read.ok
    ? { ...read, warnings: (read.warnings ?? []).map(nameHeader) }
    : { ...read, problems: read.problems.map(nameHeader) }
}

/** RFC 3986 percent-encoding of UTF-8, with or without double quotes (CloudEvents HTTP binding, 3.1.3.2). */
function decodeHeader(value: string): string | null {
  const quoted = /^"(.*)"$/.exec(value)?.[1]
  try {
    return decodeURIComponent(quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1'))
  } catch {
    return null
  }
}

function refuseHeader(name: string): ReadFormat {
  const detail = `Header ce-${name}: Not percent-encoded UTF-8.`
  return { ok: false, status: 422, problems: [{ pointer: '', code: 'percent-encoding', detail }] }
}

function nameHeader(problem: EventProblem): EventProblem {
  const name = new RegExp(`^/${header}/(.+)$`).exec(problem.pointer)?.[1]
  return name === undefined
    ? problem
    : { ...problem, pointer: '', detail: `Header ce-${name}: ${problem.detail}` }
}
