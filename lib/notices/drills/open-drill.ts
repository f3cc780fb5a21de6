import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { dedupKeyOf } from '#/lib/accounts/reachability/waiting-drill.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { openNotice } from '#/lib/notices/intake/notice-writer.ts'
import { planFor, type Reach } from '#/lib/notices/routing/reach.ts'
import { planFirst } from '#/lib/notices/routing/routing.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** Who has a drill sent: the rhythm (null), or one of the staff, alone or with others in a round. `lane`: that of its category unless given. */
export type DrillAsked = { by: string | null; round?: string | null; lane?: MailLane }

/**
 * Opens a drill, which asks for nothing but an acknowledgement; null where none of the emergency contacts takes mail, and then
 * nothing is opened. `reach` has the account.
 */
export async function openDrill(
  tx: Writer,
  account: ReachedAccount,
  reach: Reach,
  { by, round, lane }: DrillAsked,
): Promise<string | null> {
  const drill = {
    kind: 'drill',
    category: 'emergency',
    environment: 'production',
    testField: 'technical-emergency',
  } as const
  const plan = planFor(reach, { ...drill, accountId: account.id, origin: 'system' })
  if (!plan || planFirst(plan).step === null) return null
  const input = {
    ...unknownContent,
    ...drill,
    account,
    severity: 'info',
    summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.drill.summary'),
    topic: 'drill',
    dedupKey: round ? dedupKeyOf(round) : newId(),
    origin: by === null ? 'system' : 'staff',
    createdBy: by,
  } as const
  return (await openNotice(tx, input, lane && { lane })).id
}
