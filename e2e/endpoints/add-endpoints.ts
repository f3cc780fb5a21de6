import type { Writer } from '#/db/store/store.ts'
import type { EndpointEntry, RoutedField } from '#/db/words/accounts.ts'
import { sealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildEndpoint, entryOf } from '#/seed/endpoints.ts'

export type NewEndpoint = {
  kind: 'ntfy' | 'sms' | 'webhook'
  host: string
  label?: string
  /** `id`: the new endpoint's. */
  config(id: string): Record<string, string>
}

export const hookSecret = `whsec_${'Zmly'.repeat(8)}`

/** A webhook at this address, whose last part is the endpoint's id. */
export function hookAt(url: string): NewEndpoint {
  const config = (id: string) => ({ url: url + id, secret: hookSecret })
  return { kind: 'webhook', host: new URL(url).hostname, config }
}

/** Adds confirmed endpoints to these fields of an account, beside its addresses; returns their ids. `alerts`: its member. */
export async function addEndpoints(
  tx: Writer,
  { accountId, alerts, fields }: { accountId: string; alerts: string; fields: readonly RoutedField[] },
  given: readonly NewEndpoint[],
): Promise<string[]> {
  const entries: EndpointEntry[] = []
  for (const { config, ...row } of given) {
    const id = newId()
    const sealed = sealEndpoint(id, { config: config(id) })
    entries.push(entryOf(await buildEndpoint(tx, { id, accountId, hint: row.host, sealed, ...row })))
  }
  const endpoints = Object.fromEntries(fields.map((field) => [field, entries]))
  const content = completeContacts([alerts], { endpoints })
  await buildRevision(tx, { accountId, savedBy: alerts, content })
  return entries.map(({ id }) => id)
}
