import { eq, inArray } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import { addressFieldIds, type ContactFormValues } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { listOpenConfirmations } from '#/lib/accounts/addresses/queries.ts'
import { listContactAddresses } from '#/lib/contacts/fields/policy.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { type AddressStatus, judgeAddress } from './address-status.ts'

/** For staff: the status of each address of an account, its members' and its contacts', by address key. */
export function listAddressStatuses(
  read: Reader,
  _grant: StaffGrant,
  standing: LoadedAccount,
): Promise<ReadonlyMap<string, AddressStatus>> {
  return readAddressStatuses(read, standing)
}

/** The same for members of the account. `values`: also the addresses typed into its form. */
export function listOwnAddressStatuses(
  read: Reader,
  grant: AccountGrant,
  values?: ContactFormValues | null,
): Promise<ReadonlyMap<string, AddressStatus>> {
  return readAddressStatuses(read, grant, values ? listTyped(values) : [])
}

/** As `listAddressStatuses`, for commands and jobs. */
export async function readAddressStatuses(
  read: Reader,
  { account, members, contacts }: LoadedAccount,
  others: readonly string[] = [],
): Promise<ReadonlyMap<string, AddressStatus>> {
  const known = [...members.map(({ email }) => email), ...(contacts ? listContactAddresses(contacts) : [])]
  // From the key of the address as typed to the key that the store knows.
  const keyOf = new Map([
    ...others.map((typed) => [addressKey(typed), keyOfTyped(typed)] as const),
    ...known.map((address) => [addressKey(address), addressKey(address)] as const),
  ])
  const marks = await findMarks(read, keyOf.values())
  const refused = [...marks.values()].flatMap(({ deliveryId }) => deliveryId ?? [])
  const said = await listAnswers(read, refused)
  const kept = await read.select().from(accountAddresses).where(eq(accountAddresses.accountId, account.id))
  const asked = await listOpenConfirmations(read, account.id)
  const keptOf = new Map(kept.map((row) => [row.addressKey, row]))
  const memberOf = new Map(members.map((member) => [addressKey(member.email), member]))
  return new Map(
    [...keyOf].map(([shown, key]) => {
      const mark = marks.get(key)
      const facts = {
        mark: mark ? { ...mark, said: said.get(mark.deliveryId ?? '') ?? '' } : null,
        member: memberOf.get(key) ?? null,
        kept: keptOf.get(key) ?? null,
        asked: asked.get(key) ?? null,
      }
      return [shown, judgeAddress(facts)]
    }),
  )
}

/** What the mail server answered to each delivery that the store still keeps. */
export async function listAnswers(read: Reader, deliveryIds: string[]): Promise<Map<string, string>> {
  if (deliveryIds.length === 0) return new Map()
  const rows = await read
    .select({ id: outbox.id, said: outbox.lastError })
    .from(outbox)
    .where(inArray(outbox.id, deliveryIds))
  return new Map(rows.map(({ id, said }) => [id, said]))
}

function listTyped(values: ContactFormValues): string[] {
  return [...addressFieldIds.flatMap((field) => values[field]), values['brand-support']]
    .map(({ address }) => address.trim())
    .filter((address) => address !== '')
}
