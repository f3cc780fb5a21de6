import type { Writer } from '#/db/store/store.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { type CaseOpenedStaff, caseOpenedStaff } from './mails.ts'
import { staffCaseLink } from './updates.ts'

/** Tells staff of an urgent case, except its author. */
export async function mailUrgent(
  tx: Writer,
  accountId: string,
  facts: Omit<CaseOpenedStaff, 'link'>,
  author: string,
): Promise<void> {
  const data = { ...facts, link: staffCaseLink(facts.number) }
  for (const recipient of await listStaffRecipients(tx)) {
    if (recipient.to !== author) await queueMail(tx, caseOpenedStaff, { ...recipient, accountId, data })
  }
}
