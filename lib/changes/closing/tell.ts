import type { Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import type { accountClosed, accountDeletion } from './account-closed.ts'
import type { accountReopened } from './account-reopened.ts'

type Told =
  | { template: typeof accountClosed | typeof accountDeletion; reason: string; deletedAt: number }
  | { template: typeof accountReopened }

/** Mails every owner of an account in their own language; answers how many there are. */
export async function mailOwners(tx: Writer, standing: AccountStanding, told: Told): Promise<number> {
  const { account, members } = standing
  const owners = members.filter(({ role }) => role === 'owner')
  const { supportAddress, staffAddress } = await readSettings(tx)
  const contact = supportAddress || staffAddress
  for (const { email, locale } of owners) {
    const addressed = { to: email, locale: locale ?? account.defaultLocale, accountId: account.id }
    const common = { accountName: account.name, link: `${env.APP_URL}/accounts/${account.slug}` }
    if (!('reason' in told)) {
      await queueMail(tx, told.template, { ...addressed, data: common })
      continue
    }
    const { template, reason, deletedAt } = told
    await queueMail(tx, template, { ...addressed, data: { ...common, reason, deletedAt, contact } })
  }
  return owners.length
}
