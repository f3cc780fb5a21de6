import { toStorableText } from './characters.ts'

const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/**
 * A text for one line, at most `limit` UTF-16 units: line breaks, tabs and other control characters become one space,
 * direction marks go, broken text becomes U+FFFD. So no text of an event can end a header of a mail.
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

/** The text, or its start and `…` if it is longer than `limit` UTF-16 units; never cuts a character in two. */
export function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = limit - 1
  const splits = /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return `${text.slice(0, splits ? end - 1 : end)}…`
}
