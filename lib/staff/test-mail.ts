import { and, eq, gt } from 'drizzle-orm'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/index.ts'
import { env } from '#/env.ts'
import type { AdminGrant } from '#/lib/access/grants.ts'
import { regrantStaff } from '#/lib/access/regrant-staff.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import { queueMail } from '#/lib/mail/commands.ts'
import { listStaffRecipients } from './queries.ts'

const action = 'settings.tested'
const testWindow = 10 * 60_000
const testsPerWindow = 5

/** Mails staff, wherever they are mailed, that such mail arrives. @throws AppError `too-many`, as `regrantStaff` */
export function sendTestMail(store: Store, grant: AdminGrant): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await regrantStaff(tx, grant, 'admin')
    const sent = and(
      eq(auditEntries.actorId, actor.user.id),
      eq(auditEntries.action, action),
      gt(auditEntries.at, now() - testWindow),
    )
    if ((await tx.$count(auditEntries, sent)) >= testsPerWindow)
      throw new AppError('too-many', { minutes: testWindow / 60_000 })
    const recipients = await listStaffRecipients(tx)
    const data = {
      sentBy: actor.user.name || actor.user.email,
      link: `${env.APP_URL}/admin/settings/programme`,
    }
    for (const recipient of recipients) await queueMail(tx, { template: 'staff-test', ...recipient, data })
    await writeAudit(tx, {
      actorId: actor.user.id,
      action,
      after: { to: recipients.map(({ to }) => to) },
    })
  })
}
