import type { Reader, Store } from '#/db/store/store.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { streamHeld } from '#/lib/privacy/personal-data/held.ts'
import { heldKinds } from '#/lib/privacy/personal-data/kinds.ts'
import type { ErasureSubject } from '#/lib/privacy/personal-data/subject.ts'
import { type AccountWithAddress, listServedAccounts, readCurrent } from './current.ts'
import { findSought } from './erase.ts'

/**
 * Everything the store holds about an address, as a JSON document in pieces. Records first who exports and about whom.
 * @throws AppError as `reauthoriseAdministrator`
 */
export async function exportHeld(
  store: Store,
  grant: AdministratorGrant,
  key: string,
): Promise<AsyncGenerator<string>> {
  const sought = await store.transact(async (tx) => {
    const actorId = await reauthoriseAdministrator(tx, grant)
    await writeAudit(tx, { actorId, action: 'personal.exported', after: { address: key } })
    return findSought(tx, key)
  })
  return writeDocument(store.read, sought)
}

/** The document explains its keys, in English as machine-readable files are. */
async function* writeDocument(read: Reader, sought: ErasureSubject): AsyncGenerator<string> {
  const t = translatorFor('en', 'personal')
  const { programmeName } = await readSettings(read)
  const explained = Object.fromEntries(heldKinds.map((kind) => [kind, t(`kinds.${kind}`)]))
  const { person, invited, mark, isStaffAddress, isSupportAddress } = await readCurrent(read, sought)
  const head = {
    about: t('export.about', { programme: programmeName }),
    address: sought.key,
    exportedAt: toInstant(now()),
    explained: { ...explained, records: t('export.records') },
    person: withInstants(person),
    invitations: withInstants(invited),
    bouncing: withInstants(mark),
    isStaffAddress,
    isSupportAddress,
  }
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "contacts": [`
  yield* writeList(streamServed(read, sought), '    ')
  yield `],\n  "records": {`
  let open: string | null = null
  for await (const { place, records } of streamHeld(read, sought)) {
    for (const record of records) {
      const isNew = open !== place.name
      if (isNew) yield `${open === null ? '' : '\n    ],'}\n    ${JSON.stringify(place.name)}: [`
      yield `${isNew ? '' : ','}\n      ${JSON.stringify(record)}`
      open = place.name
    }
  }
  yield `${open === null ? '' : '\n    ]\n  '}}\n}\n`
}

async function* writeList(items: AsyncIterable<unknown>, indent: string): AsyncGenerator<string> {
  let isFirst = true
  for await (const item of items) {
    yield `${isFirst ? '' : ','}\n${indent}${JSON.stringify(item)}`
    isFirst = false
  }
  if (!isFirst) yield '\n  '
}

const accountsAtOnce = 20

async function* streamServed(read: Reader, sought: ErasureSubject): AsyncGenerator<unknown> {
  for (let after: string | null = ''; after !== null; ) {
    const page: AccountWithAddress[] = await listServedAccounts(read, sought, { after, most: accountsAtOnce })
    for (const { standing, fields, label, confirmedAt } of page) {
      const { name, slug } = standing.account
      yield withInstants({ account: name, slug, fields, label, confirmedAt })
    }
    after = page.at(-1)?.standing.account.id ?? null
  }
}

/** The record with every time as ISO 8601. */
function withInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withInstants)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name.endsWith('At') && typeof part === 'number' ? toInstant(part) : withInstants(part),
    ]),
  )
}

function toInstant(at: number): string {
  return new Date(at).toISOString()
}
