import type { Writer } from '#/db/store/index.ts'
import { env } from '#/env.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'

type Told =
  | { template: 'account-closed' | 'account-deletion'; reason: string; deletedAt: number }
  | { template: 'account-reopened' }

/** Mails every owner of an account in their own language; answers how many there are. */
export async function mailOwners(tx: Writer, standing: AccountStanding, told: Told): Promise<number> {
  const { account, members } = standing
  const owners = members.filter(({ role }) => role === 'owner')
  const { supportAddress, staffAddress } = await readSettings(tx)
  const contact = supportAddress || staffAddress
  for (const { email, locale } of owners) {
    const addressed = { to: email, locale: locale ?? account.defaultLocale, accountId: account.id }
    const common = { accountName: account.name, link: `${env.APP_URL}/accounts/${account.slug}` }
    if (told.template === 'account-reopened') {
      await queueMail(tx, { template: 'account-reopened', ...addressed, data: common })
      continue
    }
    const { template, reason, deletedAt } = told
    const data = { ...common, reason, deletedAt, contact }
    await queueMail(tx, { template, ...addressed, data })
  }
  return owners.length
}
