import { eq } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { type AccountStanding, findStanding } from '#/lib/accounts/account/standing.ts'
import type { Confirmation } from '#/lib/accounts/addresses/policy.ts'
import { listServed } from '#/lib/accounts/addresses/served.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { readLink } from '#/lib/changes/confirmations/link.ts'
import { stopMail } from '#/lib/changes/confirmations/stop-mail.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressRefused } from './address-refused.ts'

/**
 * "This is not me": takes the address that a link was mailed to out of the last revision and out of the draft, in every field;
 * what is missing then is due, and owners and editors are told once of both (notices.md, Confirm; product.md, The gate). Nothing
 * more is mailed to it for the account. Answers
 * false, and changes nothing, where the link can do nothing any more. @throws AppError `not-found` for a link that is not ours
 */
export function refuseAddress(store: Store, token: string): Promise<boolean> {
  return store.transact(async (tx) => {
    const link = await readLink(tx, token)
    if (!link) throw new AppError('not-found')
    if (link.state !== 'open') return false
    const { row } = link
    const standing = await findStanding(tx, { id: row.accountId }, now())
    if (!standing?.contacts) throw new Error('An address that is asked stands in a revision.')
    await tx
      .update(confirmations)
      .set({ endedAt: now(), endedHow: 'refused', mailDueAt: null })
      .where(eq(confirmations.id, row.id))
    const { addressKey: key, address: refusedAddress } = row
    const { after, deadline } = await changeAccount(tx, standing, {
      kind: 'refused',
      actorId: null,
      write: (rows) => rows.removeAddress(key, { cause: 'refused', refusedAddress, savedBy: '' }),
      audit: ({ after }) => ({
        action: 'contacts.refused',
        before: standing.contacts,
        after: after.contacts,
      }),
    })
    await stopMail(tx, row)
    // Of a closed account nobody is mailed; the person's word counts all the same (decision 036).
    if (after.account.closedAt === null)
      await tellOfRefusal(tx, { before: standing, after }, row, deadline?.dueAt ?? null)
    return true
  })
}

async function tellOfRefusal(
  tx: Writer,
  { before, after }: { before: AccountStanding; after: AccountStanding },
  { address, addressKey }: Confirmation,
  dueAt: number | null,
): Promise<void> {
  const { account, members, missing } = after
  const isOpen = dueAt !== null && dueAt > now()
  const fields = listServed(before.contacts, account.defaultLocale).get(addressKey)?.fields ?? []
  const link = `${env.APP_URL}/accounts/${account.slug}/configuration/contact-information?env=production`
  await mailMembers(tx, account, listEditors(members), addressRefused, {
    accountName: account.name,
    address,
    fields,
    missing: missing.map(({ field }) => field),
    dueAt: isOpen ? dueAt : null,
    link,
  })
}
