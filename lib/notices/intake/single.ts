import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { Intake } from './intake.ts'
import type { OpenRow } from './intake-rows.ts'
import type { NoticeSeed } from './seeds.ts'

/** Opens one notice of a known account, by the same path as an event's, in the transaction of the command that causes it. */
export async function openNotice(
  tx: Writer,
  seed: NoticeSeed & { account: ReachedAccount },
  telling: { lane?: MailLane } = {},
): Promise<OpenRow> {
  const { account, category, environment } = seed
  const groups = seed.kind === 'event' ? [{ accountId: account.id, category, environment }] : []
  const intake = await Intake.begin(tx, { at: now(), groups, accounts: [account], people: true })
  const { row } = intake.open(seed, telling)
  await intake.finish()
  return row
}
