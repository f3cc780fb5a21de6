import { and, eq } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { linkTtl } from '#/lib/accounts/addresses/policy.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { linkToken, readLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { mayAskBouncing } from './ask.ts'

/** `until`: how long the link works (milliseconds UTC). */
export type ConfirmStaffAddress = { address: string; until: number }

/** Asks the reader of a bouncing address that became the staff address to confirm it. */
export const confirmStaffAddressMail = defineMail<ConfirmStaffAddress>('confirm-staff-address', {
  words: ({ until }, context) => ({ date: formatMoment(until, context) }),
  main: (_, { t, appUrl, mailId }) => ({
    text: t('confirm-staff-address.action'),
    href: `${appUrl}/confirm/${linkToken('confirm', mailId)}`,
  }),
  rows: (_, { t }) => [t('confirm-staff-address.means'), t('confirm-address.until')],
})

/** Mails one confirmation to a new staff address that bounces (notices.md, Bouncing). */
export async function requestStaffConfirmation(tx: Writer, address: string): Promise<void> {
  const marks = await findMarks(tx, [address])
  const [key] = marks.keys()
  if (key === undefined || !(await mayAskBouncing(tx, key))) return
  const data = { address, until: now() + linkTtl }
  await queueMail(tx, confirmStaffAddressMail, { to: address, locale: 'en', data })
}

/** `isOpen`: the link can still confirm the address. `until`: milliseconds UTC. */
export type StaffConfirmation = { address: string; until: number; isOpen: boolean; bounces: boolean }

/** What the link of such a mail asks; null for any other link. Reading changes nothing. */
export async function findStaffConfirmation(read: Reader, token: string): Promise<StaffConfirmation | null> {
  const mailId = await readLinkToken(read, 'confirm', token)
  if (mailId === null) return null
  const [mail] = await read
    .select({ address: outbox.recipient, createdAt: outbox.createdAt })
    .from(outbox)
    .where(and(eq(outbox.id, mailId), eq(outbox.template, confirmStaffAddressMail.name)))
  if (!mail) return null
  const until = mail.createdAt + linkTtl
  const bounces = (await findMarks(read, [mail.address])).size > 0
  return { address: mail.address, until, isOpen: bounces && now() < until, bounces }
}

/** Clears the mark of the address that asked; false when the link is no longer open. */
export async function confirmStaffAddress(
  tx: Writer,
  { address, isOpen }: StaffConfirmation,
): Promise<boolean> {
  if (!isOpen) return false
  await clearMarks(tx, [address])
  await writeAudit(tx, { actorId: null, action: 'contacts.confirmed', after: { address } })
  return true
}
