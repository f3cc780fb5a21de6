/** One line: no control characters, line breaks or direction marks. */
export function toLine(text: string): string {
  return withoutMarks(text).replace(/\s+/g, ' ').trim()
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
