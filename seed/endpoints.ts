import { endpoints } from '#/db/schema/endpoints.ts'
import type { Writer } from '#/db/store/store.ts'
import type { EndpointEntry } from '#/db/words/accounts.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

type Given = Partial<typeof endpoints.$inferInsert> & { accountId: string }

/** A confirmed endpoint, unless said otherwise; its secrets open only if `sealed` is given. */
export function buildEndpoint(tx: Writer, given: Given) {
  const id = given.id ?? newId()
  const at = now()
  return insertOne(tx, endpoints, {
    ...{
      id,
      kind: 'ntfy',
      label: '',
      hint: 'ntfy.example.net',
      host: 'ntfy.example.net',
      target: id,
      sealed: '',
    },
    ...{ confirmedAt: at, createdBy: '', createdAt: at, changedAt: at },
    ...given,
  })
}

/** The entry of a contact field that has the endpoint. */
export function entryOf({ id, kind, label, hint, locale }: typeof endpoints.$inferSelect): EndpointEntry {
  return { id, kind, label, hint, locale }
}
