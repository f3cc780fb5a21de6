import type { Writer } from '#/db/store/index.ts'
import { translatorFor } from '#/i18n/translator.ts'
import { drillSpan } from '#/lib/notices/drills.ts'
import type { Account } from '../accounts.ts'
import { buildDelivery, buildNotice } from '../notices.ts'

/** The last drill of an account, sent to one emergency contact, as its `drilledAt` and `reachedAfter` say it ended. */
export async function seedLastDrill(tx: Writer, account: Account, recipient: string): Promise<void> {
  const { drilledAt, reachedAfter } = account
  if (drilledAt === null) return
  const sentAt = drilledAt - (reachedAfter ?? drillSpan)
  const ended =
    reachedAfter === null
      ? ({ state: 'closed', closedAt: drilledAt, closedHow: 'unanswered' } as const)
      : ({ state: 'acknowledged', acknowledgedAt: drilledAt, acknowledgedAs: recipient } as const)
  const drill = await buildNotice(tx, {
    kind: 'drill',
    origin: 'system',
    category: 'emergency',
    testField: 'technical-emergency',
    severity: 'info',
    summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.drill.summary'),
    topic: 'drill',
    accountId: account.id,
    firstSeenAt: sentAt,
    lastMailAt: sentAt,
    step: 0,
    ...ended,
  })
  await buildDelivery(tx, drill, { recipient, purpose: 'technical-emergency', lane: 'ordinary' })
}
