import { CloudEvent, ValidationError } from 'cloudevents'
import { problemAt } from '#/lib/notices/parsing/issues.ts'
import { asFields, readJson } from '#/lib/notices/parsing/json.ts'
import { isJsonType } from '#/lib/platform/http/media-type.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'

const required = ['id', 'source', 'type', 'specversion'] as const
const optional = ['time', 'subject', 'dataschema', 'datacontenttype', 'category'] as const
export const attributeNames = [...required, ...optional] as const

export type Attributes = Record<(typeof required)[number], string> &
  Partial<Record<(typeof optional)[number], string>>

export type CheckedAttributes =
  | { ok: true; attributes: Attributes; data: unknown }
  | { ok: false; status: 415 | 422; problems: EventProblem[] }

/** A CloudEvent's attributes and data, or its problems. The package validates; we check here what it lets pass. */
export function checkAttributes(body: unknown, at: PropertyKey[]): CheckedAttributes {
  const refuse = (
    name: string,
    code: string,
    detail: string,
    status: 415 | 422 = 422,
  ): CheckedAttributes => ({
    ok: false,
    status,
    problems: [problemAt(name === '' ? at : [...at, name], code, detail)],
  })
  const fields = asFields(body)
  if (!fields) return refuse('', 'type', 'Must be an object.')

  const said = new Map<string, string>()
  const problems: EventProblem[] = []
  for (const name of attributeNames) {
    const value = fields[name] ?? undefined
    if (typeof value === 'string') said.set(name, value)
    else if (value !== undefined && name !== 'category')
      problems.push(problemAt([...at, name], 'type', 'Must be a string.'))
  }
  for (const name of required) {
    if (!said.get(name) && typeof (fields[name] ?? '') === 'string')
      problems.push(problemAt([...at, name], 'required', 'Required.'))
  }
  if (problems.length > 0) return { ok: false, status: 422, problems }

  const attributes: Attributes = {
    id: '',
    source: '',
    type: '',
    specversion: '',
    ...Object.fromEntries(said),
  }
  if (attributes.specversion !== '1.0') return refuse('specversion', 'value', 'Must be 1.0.')
  const contentType = attributes.datacontenttype
  if (contentType && !isJsonType(contentType))
    return refuse('datacontenttype', 'media-type', 'The data must be JSON.', 415)
  const invalid = findInvalid(attributes, at)
  if (invalid) return { ok: false, status: 422, problems: invalid }
  if (fields.data_base64 === undefined || fields.data_base64 === null)
    return { ok: true, attributes, data: fields.data ?? undefined }
  const decoded = decodeData(fields.data_base64)
  if (decoded.ok && fields.data === undefined) return { ok: true, attributes, data: decoded.value }
  return refuse(
    'data_base64',
    'value',
    decoded.ok ? 'Must not be sent together with data.' : decoded.problem.detail,
  )
}

/** The attribute problems that the package finds. */
function findInvalid(attributes: Attributes, at: PropertyKey[]): EventProblem[] | null {
  try {
    new CloudEvent({ ...attributes }, true)
    return null
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    const paths = (error.errors ?? []).map((each) => (typeof each === 'string' ? '' : each.instancePath))
    const names = [...new Set(paths.map((path) => path.slice(1)))]
    return (names.length > 0 ? names : ['']).map((name) =>
      problemAt(name === '' ? at : [...at, name], 'value', 'Not valid in CloudEvents 1.0.'),
    )
  }
}

function decodeData(value: unknown) {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    return { ok: false, problem: { detail: 'Must be base64.' } } as const
  return readJson(Buffer.from(value, 'base64'))
}
