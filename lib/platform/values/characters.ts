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
