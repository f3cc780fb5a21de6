import type { MailRow } from '#/lib/platform/mail/define-mail.ts'
import { heading, list, type MailContext } from '#/lib/platform/mail/model.ts'

/** Entries above the button; the rest follow below. */
const listedFirst = 10

/** The lines of a list, of `count` in all, above and below the button. */
export function halveList({ count }: { count: number }, lines: string[], { t }: MailContext) {
  if (lines.length === 0) return { first: [], rest: [] }
  const [first, rest] = [lines.slice(0, listedFirst), lines.slice(listedFirst)]
  const more: MailRow = count > lines.length && t('notice-digest.more', { count: count - lines.length })
  if (rest.length === 0) return { first: [list(first), more], rest: [] }
  return { first: [list(first)], rest: [heading(t('notice-digest.rest')), list(rest), more] }
}
