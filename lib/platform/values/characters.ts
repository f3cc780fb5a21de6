/** Whether it has control characters, line separators, or remains of broken text (lone surrogates, U+FFFD). */
export function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\u2028\u2029\ufffd]/u.test(text) || !text.isWellFormed()
}

/** Whether it has invisible characters or ones that turn the reading direction: zero-width, soft hyphen, bidi marks. */
export function hasInvisibleCharacters(text: string): boolean {
  return /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text)
}

/** Whether it has marks of the reading direction, which make one text look like another. */
export function hasDirectionMarks(text: string): boolean {
  return /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)
}

/**
 * The text as both engines can store it, at most `limit` UTF-16 units: PostgreSQL refuses NUL, and UTF-8 has no lone
 * surrogates. Both become U+FFFD, which every check refuses, so that nothing vanishes unseen.
 */
export function toStorableText(text: string, limit: number): string {
  return text.slice(0, limit).replaceAll('\0', '\ufffd').toWellFormed()
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\ufffd',
}

/** The text as HTML shows it in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"'\0]/g, (character) => escapes[character] ?? '')
}

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

/** The text, or its start and `…` if it is longer than `limit` bytes in UTF-8. */
export function cutToBytes(text: string, limit: number): string {
  const encoder = new TextEncoder()
  if (encoder.encodeInto(text, new Uint8Array(limit)).read === text.length) return text
  const { read } = encoder.encodeInto(text, new Uint8Array(limit - 3))
  return `${text.slice(0, read)}…`
}

/** One line: no control characters, line breaks or direction marks. */
export function toLine(text: string): string {
  return withoutMarks(text).replace(/\s+/g, ' ').trim()
}

const maxErrorLength = 500

/** `4047…:error:0A00010B:SSL routines:function:reason:file.c:84:` and what follows an alert. */
const openSsl = /(?:[\dA-F]+:)?error:[\dA-F]+:[^:]*:[^:]*:([^:]+):[^:]*\.c:\d+:(?:SSL alert number \d+)?\s*/g

/** The reason in an error of OpenSSL, without its function, file and line. */
export function withoutOpenSsl(text: string): string {
  return text.replace(openSsl, 'TLS failed: $1 ').trim()
}

/** The start of an error's text in one line that any store accepts: servers answer with anything, of any length. */
export function toErrorLine(text: string): string {
  return toLine(withoutOpenSsl(text.slice(0, 10 * maxErrorLength)))
    .slice(0, maxErrorLength)
    .toWellFormed()
}

/** Keeps the lines, each cleaned. */
export function toLines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => withoutMarks(line).trimEnd())
}

/** Control characters become spaces; direction marks (Unicode's Bidi_Control) go. */
function withoutMarks(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}
