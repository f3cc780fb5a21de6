import type { EventProblem } from '#/lib/platform/http/problem-item.ts'
import { findDuplicate, measureJson } from './json-scan.ts'

/** The deepest nesting that we read; no format needs more than six. */
export const deepestNesting = 64

/** An integer beyond 2^53 with more digits than this is a mistake. */
const longestInteger = 40

export type ReadJson = { ok: true; value: unknown } | { ok: false; problem: EventProblem }

/**
 * The value of a JSON text (RFC 8259), or its problem. Integers beyond 2^53 become bigint, so that no digit is lost.
 * Problems never quote the text, which may contain a key.
 */
export function readJson(body: Uint8Array, mostMembers = Number.POSITIVE_INFINITY): ReadJson {
  const text = decode(body)
  if (text === null) return refuse('utf-8', whyNotText(body))
  if (text.trim() === '') return refuse('empty', 'The body is empty.')

  const { depth, members, values } = measureJson(text, deepestNesting)
  if (depth > deepestNesting) return refuse('depth', `Nested more than ${deepestNesting} levels deep.`)
  if (values > mostMembers) return refuse('members', `More than ${mostMembers} members.`)

  const parsed = parse(text)
  if (!parsed.ok) return refuse('json', parsed.detail)

  const found = countMembers(parsed.value)
  if (found.unbounded) return refuse('number', 'A number is too large to be kept.')
  if (found.members === members) return parsed
  const pointer = findDuplicate(text)
  return {
    ok: false,
    problem: { pointer, code: 'duplicate-key', detail: 'This key stands twice in its object.' },
  }
}

function refuse(code: string, detail: string): ReadJson {
  return { ok: false, problem: { pointer: '', code, detail } }
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

function whyNotText(body: Uint8Array): string {
  const gzip = body[0] === 0x1f && body[1] === 0x8b
  return gzip ? 'The body is compressed by gzip. Send it uncompressed.' : 'The body is not encoded in UTF-8.'
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) }
  } catch (error) {
    return { ok: false, detail: `Not JSON: ${whereItFails(error, text)}.` }
  }
}

/** Uses only the position in the message: the rest may quote the text. */
function whereItFails(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : ''
  if (/^Unexpected end|^Unterminated/.test(message)) return 'it ends too early'
  const position = /in JSON at position (\d+)/.exec(message)?.[1]
  if (position === undefined) return 'it cannot be read'
  const before = text.slice(0, Number(position))
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  return `it cannot be read at line ${line}, column ${column}`
}

function keepDigits(_: string, value: unknown, ...context: { source?: string }[]): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context[0]?.source ?? ''
  if (!/^-?\d+$/.test(source)) return value
  return source.length > longestInteger ? Number.POSITIVE_INFINITY : BigInt(source)
}

/** Walks the value without recursion. */
function countMembers(value: unknown): { members: number; unbounded: boolean } {
  let members = 0
  let unbounded = false
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'number' && !Number.isFinite(next)) unbounded = true
    if (typeof next !== 'object' || next === null) continue
    const children = Object.values(next)
    if (!Array.isArray(next)) members += children.length
    for (const child of children) {
      if (typeof child === 'object' || typeof child === 'number') waiting.push(child)
    }
  }
  return { members, unbounded }
}
