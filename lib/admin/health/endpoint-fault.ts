import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store } from '#/db/store/store.ts'
import { kinds } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import type { EndpointFault } from '#/lib/notices/endpoints/kind-call.ts'
import { consumePoints } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { messageRefused, textsStopped } from './mails.ts'

/** Mails staff what keeps messages from endpoints: once a day for each limit and its subject, or each kind and account. */
export function endpointFaultToStaff(store: Store, fault: EndpointFault): Promise<void> {
  return store.transact(async (tx) => {
    const isLimit = 'limit' in fault
    const whom = isLimit ? `${fault.limit} ${fault.whom}` : `${fault.kind} ${fault.accountId}`
    if ('until' in (await consumePoints(tx, 'endpoints-told', whom, 1))) return
    const common = { at: now(), link: `${env.APP_URL}/admin/notices/deliveries` }
    const recipients = await listStaffRecipients(tx)
    if (isLimit) {
      const data = { limit: fault.limit, ...common }
      for (const { to, locale } of recipients) await queueMail(tx, textsStopped, { to, locale, data })
      return
    }
    const { kind, accountId, ...said } = fault
    const isIts = eq(accounts.id, accountId)
    const [account] = await tx.select({ name: accounts.name }).from(accounts).where(isIts)
    const isGateway = kinds[kind].gateway === true
    const data = {
      accountName: account?.name ?? '',
      service: kinds[kind].name,
      isGateway,
      ...said,
      ...common,
    }
    for (const { to, locale } of recipients) await queueMail(tx, messageRefused, { to, locale, data })
  })
}
