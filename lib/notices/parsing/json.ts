import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { problemAt } from './issues.ts'

/** The deepest nesting that we read; no format needs more than six. */
export const deepestNesting = 64

/** An integer beyond 2^53 with more digits than this is a mistake. */
const maxIntegerDigits = 40

export type ReadJson = { ok: true; value: unknown } | { ok: false; problem: EventProblem }

/**
 * The value of a JSON text (RFC 8259), or its problem. Integers beyond 2^53 become bigint, so that no digit is lost.
 * Problems never quote the text, which may contain a key.
 */
export function readJson(body: Uint8Array, maxMembers = Number.POSITIVE_INFINITY): ReadJson {
  const text = decode(body)
  if (text === null) return refuse('utf-8', explainEncoding(body))
  if (text.trim() === '') return refuse('empty', 'The body is empty.')

  const { depth, members, values } = measureJson(text, deepestNesting)
  if (depth > deepestNesting) return refuse('depth', `Nested more than ${deepestNesting} levels deep.`)
  if (values > maxMembers) return refuse('members', `More than ${maxMembers} members.`)

  const parsed = parse(text)
  if (!parsed.ok) return refuse('json', parsed.detail)

  const found = countMembers(parsed.value)
  if (found.unbounded) return refuse('number', 'A number is too large.')
  if (found.members === members) return parsed
  return refuse('duplicate-key', 'Duplicate key.', findDuplicate(text))
}

function refuse(code: string, detail: string, at: PropertyKey[] = []): ReadJson {
  return { ok: false, problem: problemAt(at, code, detail) }
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

function explainEncoding(body: Uint8Array): string {
  const gzip = body[0] === 0x1f && body[1] === 0x8b
  return gzip ? 'The body is gzip-compressed. Send it uncompressed.' : 'The body is not valid UTF-8.'
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) }
  } catch (error) {
    return { ok: false, detail: `Invalid JSON: ${describePosition(error, text)}.` }
  }
}

/** Uses only the position in the message: the rest may quote the text. */
function describePosition(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : ''
  if (/^Unexpected end|^Unterminated/.test(message)) return 'unexpected end'
  const position = /in JSON at position (\d+)/.exec(message)?.[1]
  if (position === undefined) return 'syntax error'
  const before = text.slice(0, Number(position))
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  return `syntax error at line ${line}, column ${column}`
}

function keepDigits(_: string, value: unknown, ...context: { source?: string }[]): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context[0]?.source ?? ''
  if (!/^-?\d+$/.test(source)) return value
  return source.length > maxIntegerDigits ? Number.POSITIVE_INFINITY : BigInt(source)
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

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const comma = 0x2c
const [openObject, closeObject] = [0x7b, 0x7d]
const [openArray, closeArray] = [0x5b, 0x5d]

/**
 * Measures a JSON text without parsing: depth, all members of objects, and all members and elements. Stops below
 * `deepest`. The result is meaningless for a text that is not JSON.
 */
export function measureJson(
  text: string,
  deepest: number,
): { depth: number; members: number; values: number } {
  let depth = 0
  let deepestSeen = 0
  let members = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === colon) members++
    else if (code === comma) values++
    else if (code === openObject || code === openArray) {
      values++
      depth++
      if (depth > deepestSeen) deepestSeen = depth
      if (depth > deepest) break
    } else if (code === closeObject || code === closeArray) depth--
  }
  return { depth: deepestSeen, members, values }
}

/** The index of the quote that ends the string starting at `start`, or the text's end. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === backslash) before--
  return (at - before) % 2 === 0
}

type Level = { keys: Set<string> | null; awaitsKey: boolean; step: string | number }

/** The path of the first repeated key in a JSON text; empty if there is none. */
function findDuplicate(text: string): PropertyKey[] {
  const levels: Level[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const level = levels.at(-1)
    if (character === '"') {
      const end = endOfString(text, at)
      if (level?.keys && level.awaitsKey) {
        const key = String(JSON.parse(text.slice(at, end + 1)))
        level.step = key
        level.awaitsKey = false
        if (level.keys.has(key)) return levels.map((each) => each.step)
        level.keys.add(key)
      }
      at = end
    } else if (character === '{') levels.push({ keys: new Set(), awaitsKey: true, step: '' })
    else if (character === '[') levels.push({ keys: null, awaitsKey: false, step: 0 })
    else if (character === '}' || character === ']') levels.pop()
    else if (character === ',' && level) {
      if (typeof level.step === 'number') level.step++
      else level.awaitsKey = true
    }
  }
  return []
}

/**
 * The named members of the outermost object without parsing: a string as its value, anything else as null. Meaningless
 * for a text that is not JSON; stops at a broken name, because each is costly.
 */
export function findJsonMembers(text: string, names: readonly string[]): Map<string, string | null> {
  const found = new Map<string, string | null>()
  if (!text.trimStart().startsWith('{')) return found
  let depth = 0
  let awaitsKey = false
  for (let at = 0; at < text.length && found.size < names.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      const name = awaitsKey ? readString(text, at, end) : ''
      if (name === null) break
      if (names.includes(name) && !found.has(name)) found.set(name, readValue(text, end + 1))
      awaitsKey = false
      at = end
    } else if (code === comma) awaitsKey = depth === 1
    else if (code === openObject || code === openArray) awaitsKey = ++depth === 1
    else if (code === closeObject || code === closeArray) depth--
  }
  return found
}

function readValue(text: string, at: number): string | null {
  const before = /\s*:\s*"/y
  before.lastIndex = at
  if (!before.test(text)) return null
  const start = before.lastIndex - 1
  return readString(text, start, endOfString(text, start))
}

function readString(text: string, start: number, end: number): string | null {
  const inside = text.slice(start + 1, end)
  if (!inside.includes('\\')) return inside
  try {
    return String(JSON.parse(`"${inside}"`))
  } catch {
    return null
  }
}

/** The value as an object, or null for anything else. */
export function asFields(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as Record<string, unknown>
}
