import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'

/** `sentBy`: the admin who asked for it. */
export type StaffTest = { sentBy: string; link: string }

/** Shows an admin whether mail to staff arrives. */
export const staffTest = defineMail<StaffTest>('staff-test', {
  why: 'why.staff',
  words: ({ sentBy: name }) => ({ name }),
  main: ({ link: href }, { t }) => ({ text: t('staff-test.open'), href }),
  rows: (_, { t }) => [t('staff-test.means')],
})

/** Sends a test mail to every address that receives staff mail. @throws AppError `too-many`, as `reauthoriseStaff` */
export function sendTestMail(store: Store, grant: AdminGrant): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    await consumeLimit(tx, 'staff-test', actor.user.id)
    const recipients = await listStaffRecipients(tx)
    const data = {
      sentBy: actor.user.name || actor.user.email,
      link: `${env.APP_URL}/admin/settings/programme`,
    }
    for (const recipient of recipients) await queueMail(tx, staffTest, { ...recipient, data })
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'settings.tested',
      after: { to: recipients.map(({ to }) => to) },
    })
  })
}
