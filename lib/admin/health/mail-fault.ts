import { eq } from 'drizzle-orm'
import { mailFaults } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { keyOfFault, type MailFault, shouldReport } from '#/lib/platform/relay/faults.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { mailNotMade, mailServerRefuses } from './mails.ts'

/** Mails staff about a fault, unless they recently got a mail about it (notices.md, Bouncing). */
export function mailFaultToStaff(store: Store, fault: MailFault): Promise<void> {
  return store.transact(async (tx) => {
    const [at, key] = [now(), keyOfFault(fault)]
    const [reported] = await tx.select().from(mailFaults).where(eq(mailFaults.key, key))
    if (!shouldReport(reported ?? null, at)) return
    // A server that refuses the content of one mail may accept another.
    const refusing = fault.kind === 'server' && fault.stage !== 'message' ? fault.server : ''
    await tx
      .insert(mailFaults)
      .values({ key, server: refusing, toldAt: at })
      .onConflictDoUpdate({ target: mailFaults.key, set: { toldAt: at, workedAt: null } })
    const link = `${env.APP_URL}/admin/notices/deliveries`
    for (const { to, locale } of await listStaffRecipients(tx)) {
      if (fault.kind === 'template') {
        const { template, error } = fault
        await queueMail(tx, mailNotMade, { to, locale, data: { template, error, at, link } })
      } else {
        const { server, stage, answer } = fault
        await queueMail(tx, mailServerRefuses, { to, locale, data: { server, stage, answer, at, link } })
      }
    }
  })
}
