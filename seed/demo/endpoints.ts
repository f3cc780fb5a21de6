import type { endpoints } from '#/db/schema/endpoints.ts'
import type { Writer } from '#/db/store/store.ts'
import { type EndpointKind, showEndpoint } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { ownSecrets, parse } from '#/lib/changes/contacts/endpoint-rows.ts'
import { day } from '#/lib/platform/values/clock.ts'
import type { SeededAccount } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildMark } from '#/seed/notices.ts'
import { demoEndpointIds } from './ids.ts'

type Given = Partial<typeof endpoints.$inferInsert> & {
  kind: EndpointKind
  typed: Record<string, string>
}

/** An endpoint as a person at the account would have added it by its form. */
function seedEndpoint(tx: Writer, id: string, { kind, typed, ...given }: Given & { accountId: string }) {
  const { config, ...shown } = parse(kind, typed)
  return buildEndpoint(tx, { id, kind, ...shown, config: { ...config, ...ownSecrets(kind) }, ...given })
}

type Added = { by: string; at: number }

const addedBy = ({ id: accountId }: SeededAccount, { by: createdBy, at }: Added) => ({
  ...{ accountId, createdBy },
  ...{ createdAt: at, changedAt: at, confirmedAt: at },
})

/** A phone that rings in emergencies, and a webhook for technical notices; both work. */
export async function seedLevanteEndpoints(tx: Writer, account: SeededAccount, { by, at }: Added) {
  const added = addedBy(account, { by, at })
  const phone = await seedEndpoint(tx, demoEndpointIds.phone, {
    ...added,
    kind: 'ntfy',
    label: 'Telefono di reperibilità',
    typed: { url: 'https://ntfy.levante.example/reperibilita' },
  })
  const hook = await seedEndpoint(tx, demoEndpointIds.hook, {
    ...added,
    kind: 'webhook',
    label: 'Tabellone',
    locale: 'en',
    typed: { url: 'https://hooks.levante.example/recapito', answers: 'on' },
  })
  return { 'technical-emergency': [toEntry(phone)], technical: [toEntry(hook)] }
}

/** Its key was deleted at PagerDuty: failing, and no longer probed. */
export async function seedFailingEndpoint(
  tx: Writer,
  account: SeededAccount,
  { by, at }: Added,
  now: number,
) {
  const failedSince = now - 5 * day
  const pager = await seedEndpoint(tx, demoEndpointIds.failing, {
    ...addedBy(account, { by, at }),
    kind: 'pagerduty',
    label: 'Turno di Ugo',
    typed: { region: 'eu', routingKey: 'R0123456789ABCDEF0123456789ABCDE' },
    failures: 14,
    failedSince,
  })
  const key = endpointKey(pager.id)
  await buildMark(tx, {
    addressKey: key,
    address: showEndpoint(pager),
    status: 'HTTP 400: unknown integration key',
    markedAt: failedSince,
  })
  return { 'technical-emergency': [toEntry(pager)] }
}

/** Its code went out when it was added, and nobody has typed it. */
export async function seedUnconfirmedEndpoint(tx: Writer, account: SeededAccount, { by, at }: Added) {
  const phone = await seedEndpoint(tx, demoEndpointIds.unconfirmed, {
    ...{ ...addedBy(account, { by, at }), confirmedAt: null },
    kind: 'ntfy',
    label: 'Telefono di Nicola',
    typed: { url: 'https://ntfy.ottica-faro.example/nicola' },
  })
  return { 'technical-emergency': [toEntry(phone)] }
}
