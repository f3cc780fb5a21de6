import { measureJson } from '#/lib/notices/parsing/json-scan.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { toStorableText } from './characters.ts'

const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/**
 * A text for one line, at most `limit` UTF-16 units: line breaks, tabs and other control characters become one space,
 * direction marks go, broken text becomes U+FFFD. So nothing that an event says can end a header of a mail.
 */
export function cleanLine(text: string, limit: number): string {
  const line = toStorableText(cutAt(text, limit), limit)
    .replace(directionMarks, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
  return line.trim()
}

/** A text of several lines, as `cleanLine`; every kind of line break becomes `\n`, tabs stay. */
export function cleanText(text: string, limit: number): string {
  return toStorableText(cutAt(text, limit), limit)
    .replace(directionMarks, '')
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .trim()
}

/** The text, or its start and `…` where it is longer than `limit` UTF-16 units; no character is cut in two. */
export function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = limit - 1
  const splits = /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return `${text.slice(0, splits ? end - 1 : end)}…`
}

/** What an event was read from, as text that can be stored and shown to staff. */
export function renderRaw(original: unknown): string {
  return cleanText(typeof original === 'string' ? original : renderJson(original), eventLimits.raw)
}

/** Deeper, the spaces that indent each line would make a text many times as long as what was sent. */
const deepestIndented = 8

function renderJson(value: unknown): string {
  const text: string = JSON.stringify(value, numberAsText) ?? ''
  if (measureJson(text, deepestIndented).depth > deepestIndented) return text
  return JSON.stringify(value, numberAsText, 2) ?? ''
}

/** For JSON.stringify: an integer beyond 2^53 is read as a bigint, which it refuses. */
export function numberAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
