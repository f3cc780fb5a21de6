import { and, inArray, isNotNull, isNull } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/accounts.ts'
import { endpointsOf } from '#/lib/contacts/fields/entries.ts'

/** The endpoints in these contacts that notices may go to: confirmed, not disabled. Reads nothing if they have none. */
export async function readLive(
  read: Reader,
  ofAll: Iterable<ContactInformation | null>,
): Promise<ReadonlySet<string>> {
  const ids = [...ofAll].flatMap((contacts) => endpointsOf(contacts).map(({ entry }) => entry.id))
  const rows = await listLive(read, [...new Set(ids)])
  return new Set(rows.map(({ id }) => id))
}

const listLive = defineListQuery((read, ids) =>
  read
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(inArray(endpoints.id, ids), isNotNull(endpoints.confirmedAt), isNull(endpoints.disabledAt))),
)
