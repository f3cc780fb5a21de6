import type { Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import type { accountClosed, accountDeletion, accountReopened } from './mails.ts'

type Told =
  | { template: typeof accountClosed | typeof accountDeletion; reason: string; deletedAt: number }
  | { template: typeof accountReopened }

/** Mails every owner of an account in their own language; answers how many there are. */
export async function mailOwners(tx: Writer, standing: LoadedAccount, told: Told): Promise<number> {
  const { account, members } = standing
  const owners = listOwners(members)
  const common = { accountName: account.name, link: `${env.APP_URL}/accounts/${account.slug}` }
  if ('reason' in told) {
    const { template, ...why } = told
    const { supportAddress, staffAddress } = await readSettings(tx)
    const data = { ...common, ...why, contact: supportAddress || staffAddress }
    await mailMembers(tx, account, owners, template, data)
  } else await mailMembers(tx, account, owners, told.template, common)
  return owners.length
}
