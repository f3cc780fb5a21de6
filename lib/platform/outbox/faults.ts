import { and, eq, isNull } from 'drizzle-orm'
import { mailFaults } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import type { ServerFault } from '#/lib/platform/mail/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** What keeps mail from being sent, and says nothing about whom it is for. */
export type MailFault =
  | ({ kind: 'server' } & ServerFault)
  | { kind: 'template'; template: string; error: string }

export function keyOfFault(fault: MailFault): string {
  return fault.kind === 'server' ? `${fault.server} ${fault.stage}` : `template ${fault.template}`
}

/** Notes that a server takes mail again. */
export async function recordThatServerWorks(store: Store, server: string): Promise<void> {
  await store.transact((tx) =>
    tx
      .update(mailFaults)
      .set({ workedAt: now() })
      .where(and(eq(mailFaults.server, server), isNull(mailFaults.workedAt))),
  )
}
