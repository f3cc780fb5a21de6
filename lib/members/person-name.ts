import { z } from 'zod'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/contacts/characters.ts'

/** A person's name as they type it. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'name-required')
  .max(80, 'too-long')
  .refine((name) => !hasControlCharacters(name) && !hasDirectionMarks(name), 'characters')
