/** One line: no control characters, line breaks or marks that turn the direction of what follows. */
export function toLine(text: string): string {
  return withoutMarks(text).replace(/\s+/g, ' ').trim()
}

/** Lines as they were written, each cleaned. */
export function toLines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => withoutMarks(line).trimEnd())
}

/** Control characters become spaces; U+200E–200F, U+202A–202E and U+2066–2069 turn text around and go. */
function withoutMarks(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}
