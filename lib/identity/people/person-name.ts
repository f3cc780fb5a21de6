import { z } from 'zod'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'

/** A person's name as they type it. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'name-required')
  .max(80, 'too-long')
  .refine((name) => !hasControlCharacters(name) && !hasDirectionMarks(name), 'characters')

/** What programs that show mail make a link of: `https://…`, `win.example`, an address, a number to call. */
const linkLike = /[/@\\]|[^\s.]\.[^\s.]{2,}|(?:\p{Nd}\P{Nd}*){5}/u

/**
 * Who does something, as strangers are told by mail. People choose their names, and anybody's address can be typed: a name that
 * could be a link is no name.
 */
export function nameToStrangers({ name, email }: { name: string; email: string }): string {
  return name && !linkLike.test(name) ? name : email
}
