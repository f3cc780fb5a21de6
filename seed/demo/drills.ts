import type { Writer } from '#/db/store/store.ts'
import { day } from '#/lib/platform/values/clock.ts'
import type { SeededAccount } from '#/seed/accounts.ts'
import { buildDelivery, buildNotice } from '#/seed/notices.ts'

/** The last drill of an account, sent to one emergency contact, to match its `drilledAt` and `reachedAfter`. */
export async function seedLastDrill(tx: Writer, account: SeededAccount, recipient: string): Promise<void> {
  const { drilledAt, reachedAfter } = account
  if (drilledAt === null) return
  const sentAt = drilledAt - (reachedAfter ?? day)
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
    summary: 'Verifica di reperibilità',
    topic: 'drill',
    accountId: account.id,
    firstSeenAt: sentAt,
    lastMailAt: sentAt,
    step: 0,
    ...ended,
  })
  await buildDelivery(tx, drill, { recipient, purpose: 'technical-emergency', lane: 'ordinary' })
}
