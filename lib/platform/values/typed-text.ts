import { z } from 'zod'
import { hasControlCharacters, hasDirectionMarks } from './characters.ts'

/**
 * A typed line, trimmed: 1 to `max` UTF-16 units, without control characters or direction marks, since lists and mail
 * subjects show it. Issues are keys in errors.json; `missing`: the one that says what to write.
 */
export function typedLine(max: number, missing = 'required') {
  return z
    .string()
    .trim()
    .min(1, missing)
    .max(max, 'too-long')
    .refine((line) => !hasControlCharacters(line) && !hasDirectionMarks(line), 'characters')
}

/** Typed lines, as `typedLine`; every kind of line break becomes `\n`. `optional`: may be empty. */
export function typedText(max: number, { optional = false, missing = 'required' } = {}) {
  return z
    .string()
    .transform((text) => text.replace(/\r\n?|[\u2028\u2029]/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(optional ? 0 : 1, missing)
        .max(max, 'too-long')
        .refine((text) => !hasControlCharacters(text.replace(/[\n\t]/g, ' ')), 'characters'),
    )
}
