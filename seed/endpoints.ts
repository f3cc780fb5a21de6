import { endpoints } from '#/db/schema/endpoints.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation, RoutedField } from '#/db/words/accounts.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { sealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts } from './accounts.ts'
import { insertOne } from './insert.ts'

type Given = Partial<typeof endpoints.$inferInsert> & { config?: Record<string, string> }

/** A confirmed endpoint, unless said otherwise; its secrets open only if `config` or `sealed` is given. */
export function buildEndpoint(tx: Writer, { config, ...given }: Given & { accountId: string }) {
  const { id = newId(), host = 'ntfy.example.net' } = given
  const at = now()
  return insertOne(tx, endpoints, {
    ...{ id, kind: 'ntfy', label: '', hint: host, host, target: id },
    sealed: config ? sealEndpoint(id, { config }) : '',
    ...{ confirmedAt: at, createdBy: '', createdAt: at, changedAt: at },
    ...given,
  })
}

type Listing = {
  accountId: string
  savedBy?: string
  fields: readonly RoutedField[]
  content?: ContactInformation
}

/**
 * Endpoints that these fields of an account list beside what they have, by its next revision: complete contacts, whose alerts the
 * saver gets, unless others are given.
 */
export async function plantEndpoints(
  tx: Writer,
  { accountId, savedBy, fields, content = completeContacts(savedBy ? [savedBy] : []) }: Listing,
  given: readonly Given[],
): Promise<(typeof endpoints.$inferSelect)[]> {
  const planted: (typeof endpoints.$inferSelect)[] = []
  for (const one of given) planted.push(await buildEndpoint(tx, { accountId, ...one }))
  const all = { ...content.endpoints }
  for (const field of fields) all[field] = [...(all[field] ?? []), ...planted.map(toEntry)]
  const listing = { ...content, endpoints: all }
  await buildRevision(tx, { accountId, savedBy: savedBy ?? newId(), content: listing })
  return planted
}
