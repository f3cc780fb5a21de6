import { z } from 'zod'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'

/** A person's name as typed. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'name-required')
  .max(80, 'too-long')
  .refine((name) => !hasControlCharacters(name) && !hasDirectionMarks(name), 'characters')

/** A person's address as typed. Its issue is a key of errors.json. */
export const emailSchema = z.string().transform((typed, context) => {
  const parsed = parseAddress(typed)
  if (parsed.ok) return parsed.address
  context.addIssue('email')
  return z.NEVER
})

/** Text that mail programs turn into a link: `https://…`, `win.example`, an address, a number to call. */
const linkLike = /[/@\\]|[^\s.]\.[^\s.]{2,}|(?:\p{Nd}\P{Nd}*){5}/u

/**
 * The name of an actor in mail to strangers. People choose their names, and anyone can type any address, so we replace a
 * name that could be a link by the address.
 */
export function nameForStrangers({ name, email }: { name: string; email: string }): string {
  return name && !linkLike.test(name) ? name : email
}
