import { and, eq, isNull } from 'drizzle-orm'
import { mailFaults } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/index.ts'
import { env } from '#/env.ts'
import type { MailContent, TemplateName } from '#/lib/boot/mails.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { isWorthTelling, type ServerFault } from '#/lib/platform/mail/policy.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** What keeps mail from being sent, and says nothing about whom it is for. */
export type MailFault =
  | ({ kind: 'server' } & ServerFault)
  | { kind: 'template'; template: TemplateName; error: string }

export function keyOfFault(fault: MailFault): string {
  return fault.kind === 'server' ? `${fault.server} ${fault.stage}` : `template ${fault.template}`
}

/** Tells staff of a fault, unless they were told of it lately (notices.md, Bouncing). */
export function tellOfFault(store: Store, fault: MailFault): Promise<void> {
  return store.transact(async (tx) => {
    const [at, key] = [now(), keyOfFault(fault)]
    const [told] = await tx.select().from(mailFaults).where(eq(mailFaults.key, key))
    if (!isWorthTelling(told ?? null, at)) return
    // That a server took another mail says nothing of one that it refused for what it is.
    const server = fault.kind === 'server' && fault.stage !== 'message' ? fault.server : ''
    await tx
      .insert(mailFaults)
      .values({ key, server, toldAt: at })
      .onConflictDoUpdate({ target: mailFaults.key, set: { toldAt: at, workedAt: null } })
    for (const { to, locale } of await listStaffRecipients(tx)) {
      await queueMail(tx, { ...contentOf(fault, at), to, locale })
    }
  })
}

/** Notes that a server takes mail again. */
export async function noteThatServerWorks(store: Store, server: string): Promise<void> {
  await store.transact((tx) =>
    tx
      .update(mailFaults)
      .set({ workedAt: now() })
      .where(and(eq(mailFaults.server, server), isNull(mailFaults.workedAt))),
  )
}

function contentOf(fault: MailFault, at: number): MailContent {
  const link = `${env.APP_URL}/admin/notices/deliveries`
  if (fault.kind === 'template') {
    const { template, error } = fault
    return { template: 'mail-not-made', data: { template, error, at, link } }
  }
  const { server, stage, answer } = fault
  return { template: 'mail-server-refuses', data: { server, stage, answer, at, link } }
}
