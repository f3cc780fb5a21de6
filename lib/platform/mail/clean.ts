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

/** Control characters become spaces; what turns text around (Unicode's Bidi_Control) goes. */
function withoutMarks(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}
