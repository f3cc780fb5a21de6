import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import type { ReachedLimit } from '#/lib/notices/endpoints/kind-call.ts'
import { consumePoints } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { textsStopped } from './mails.ts'

/** Mails staff that text messages reached a limit, once a day for each number and account. */
export function textsLimitToStaff(store: Store, { limit, whom }: ReachedLimit): Promise<void> {
  return store.transact(async (tx) => {
    const first = await consumePoints(tx, 'texts-told', `${limit} ${whom}`, 1)
    if ('until' in first) return
    const data = { limit, at: now(), link: `${env.APP_URL}/admin/notices/deliveries` }
    for (const { to, locale } of await listStaffRecipients(tx))
      await queueMail(tx, textsStopped, { to, locale, data })
  })
}
