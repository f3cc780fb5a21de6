import type { Store } from '#/db/store/store.ts'
import { proveAddress } from '#/lib/accounts/search/prove.ts'
import { readLink } from '#/lib/changes/confirmations/link.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * Confirms the address that a link was mailed to, once its page's button is pressed: signed in or not, locked or not, and for all
 * fields that it serves. That somebody reads it takes its mark off. Answers false, and changes nothing, where the link can do
 * nothing any more. @throws AppError `not-found` for a link that is not ours
 */
export function confirmAddress(store: Store, token: string): Promise<boolean> {
  return store.transact(async (tx) => {
    const link = await readLink(tx, token)
    if (!link) throw new AppError('not-found')
    if (link.state !== 'open') return false
    await proveAddress(tx, link.row.accountId, link.row.address)
    return true
  })
}
