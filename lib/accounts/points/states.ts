import { eq } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactFormValues } from '#/db/words/accounts.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { entriesOf, type HoldsAddresses } from '#/lib/contacts/fields/entries.ts'
import { findAnsweredMarks } from '#/lib/platform/mail/marks.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { listOpenConfirmations } from './confirmed.ts'
import { type PointState, toPointState } from './point-state.ts'
import { listPoints } from './points.ts'

/**
 * The state of each address of an account, its members' and its contacts', by address key. `typed`: also of the addresses
 * in its form, by what was typed.
 */
export async function readStates(
  read: Reader,
  holder: LoadedAccount,
  typed?: ContactFormValues | null,
): Promise<ReadonlyMap<string, PointState>> {
  const memberOf = new Map(listPoints(holder, 'kept').map(({ key, member }) => [key, member]))
  // From the key of the address as typed to the key that the store knows.
  const keyOf = new Map([
    ...listWritten(typed ?? null).map((text) => [addressKey(text), keyOfTyped(text)] as const),
    ...[...memberOf.keys()].map((key) => [key, key] as const),
  ])
  const marks = await findAnsweredMarks(read, keyOf.values())
  const { account } = holder
  const kept = await read.select().from(accountAddresses).where(eq(accountAddresses.accountId, account.id))
  const asked = await listOpenConfirmations(read, account.id)
  const keptOf = new Map(kept.map((row) => [row.addressKey, row]))
  return new Map(
    [...keyOf].map(([shown, key]) => {
      const facts = {
        mark: marks.get(key) ?? null,
        member: memberOf.get(key) ?? null,
        kept: keptOf.get(key) ?? null,
        asked: asked.get(key) ?? null,
      }
      return [shown, toPointState(facts)]
    }),
  )
}

function listWritten(contacts: HoldsAddresses | null): string[] {
  return entriesOf(contacts)
    .map(({ entry }) => entry.address.trim())
    .filter((address) => address !== '')
}
