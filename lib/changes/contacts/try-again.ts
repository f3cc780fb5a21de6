import type { Store } from '#/db/store/store.ts'
import { type EditorGrant, reauthorise } from '#/lib/accounts/access/grants.ts'
import { clearMarks } from '#/lib/accounts/search/marks.ts'
import { listContactAddresses } from '#/lib/contacts/fields/policy.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * Clears the mark of a bouncing address of the account, wherever it serves: mail goes there again (notices.md,
 * Bouncing). Does nothing where it is not marked.
 * @throws AppError `not-found` where it is no address of the account, `too-often`, and as `reauthorise`
 */
export function tryAddressAgain(store: Store, grant: EditorGrant, address: string): Promise<void> {
  return store.transact(async (tx) => {
    const { account, contacts, members, actor } = await reauthorise(tx, grant, 'editor')
    const key = addressKey(address)
    const known = [...members.map(({ email }) => email), ...(contacts ? listContactAddresses(contacts) : [])]
    if (!known.some((one) => addressKey(one) === key)) throw new AppError('not-found')
    if ((await findMarks(tx, [address])).size === 0) return
    await takeLimit(tx, 'addresses-tried', key)
    await clearMarks(tx, [address])
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'contacts.tried-again',
      after: { address },
    })
  })
}
