import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { RoutedField } from '#/db/words/accounts.ts'
import { erasedPlaceholder } from '#/db/words/people.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { remove } from '#/lib/changes/contacts/endpoint-rows.ts'
import { fieldsWithEndpoint } from '#/lib/contacts/fields/entries.ts'
import { digestOf } from '#/lib/notices/endpoints/open-endpoint.ts'

/** The number is sealed; its digest finds the endpoints that send text messages to it. */
const isTo = (number: string) => and(eq(endpoints.kind, 'sms'), eq(endpoints.target, digestOf(number)))

/** The next endpoints that send text messages to this number, one an account, by its id. */
export function listNumberEndpoints(read: Reader, number: string, page: { after: string; most: number }) {
  return read
    .select(pick(endpoints, 'id', 'accountId'))
    .from(endpoints)
    .where(and(isTo(number), gt(endpoints.accountId, page.after)))
    .orderBy(asc(endpoints.accountId))
    .limit(page.most)
}

export function countNumberHolders(read: Reader, number: string): Promise<number> {
  return read.$count(endpoints, isTo(number))
}

/** What an account has of this number; null if nothing. */
export async function findNumber(read: Reader, number: string, loaded: LoadedAccount) {
  const isOwn = and(isTo(number), eq(endpoints.accountId, loaded.account.id))
  const [found] = await read.select().from(endpoints).where(isOwn)
  return found ? { endpoint: found, fields: fieldsWithEndpoint(loaded.contacts, found.id) } : null
}

/** Removes the endpoint of a number from an account, as `remove`. Returns its fields; null if there is none. */
export async function eraseNumber(
  tx: Writer,
  loaded: LoadedAccount,
  number: string,
  actorId: string | null,
): Promise<RoutedField[] | null> {
  const found = await findNumber(tx, number, loaded)
  if (!found) return null
  // The audit entry says neither.
  await remove(tx, { loaded, actorId }, { ...found.endpoint, label: '', hint: '' })
  // “This is not mine” outlives the endpoint.
  const isRefusal = inArray(addressMarks.addressKey, refusalKeys(found.endpoint))
  await tx.update(addressMarks).set({ address: erasedPlaceholder }).where(isRefusal)
  return found.fields
}
