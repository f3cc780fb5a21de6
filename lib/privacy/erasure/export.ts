import type { Reader, Store } from '#/db/store/store.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { recordKinds } from '#/lib/privacy/personal-data/kinds.ts'
import { streamRecords } from '#/lib/privacy/personal-data/stream-records.ts'
import type { ErasureSubject } from '#/lib/privacy/personal-data/subject.ts'
import { type AccountWithAddress, listServedAccounts, readCurrentData } from './current-data.ts'
import { findSubject } from './erase.ts'

/**
 * Everything the store holds about an address, as a JSON document in pieces. Records first who exports and about whom.
 * @throws AppError as `reauthoriseAdministrator`
 */
export async function exportPersonalData(
  store: Store,
  grant: AdministratorGrant,
  key: string,
): Promise<AsyncGenerator<string>> {
  const subject = await store.transact(async (tx) => {
    const actorId = await reauthoriseAdministrator(tx, grant)
    await writeAudit(tx, { actorId, action: 'personal.exported', after: { address: key } })
    return findSubject(tx, key)
  })
  return writeDocument(store.read, subject)
}

/** The document explains its keys, in English as machine-readable files are. */
async function* writeDocument(read: Reader, subject: ErasureSubject): AsyncGenerator<string> {
  const t = translatorFor('en', 'personal')
  const { programmeName } = await readSettings(read)
  const explained = Object.fromEntries(recordKinds.map((kind) => [kind, t(`kinds.${kind}`)]))
  const { person, invited, mark, isStaffAddress, isSupportAddress } = await readCurrentData(read, subject)
  const head = {
    about: t('export.about', { programme: programmeName }),
    address: subject.key,
    exportedAt: toInstant(now()),
    explained: { ...explained, records: t('export.records') },
    person: withInstants(person),
    invitations: withInstants(invited),
    bouncing: withInstants(mark),
    isStaffAddress,
    isSupportAddress,
  }
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "contacts": [`
  yield* writeList(streamServed(read, subject), '    ')
  yield `],\n  "records": {`
  let open: string | null = null
  for await (const { place, records } of streamRecords(read, subject)) {
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

const accountsPerBatch = 20

async function* streamServed(read: Reader, subject: ErasureSubject): AsyncGenerator<unknown> {
  for (let after: string | null = ''; after !== null; ) {
    const page: AccountWithAddress[] = await listServedAccounts(read, subject, {
      after,
      most: accountsPerBatch,
    })
    for (const { loaded, fields, label, confirmedAt } of page) {
      const { name, slug } = loaded.account
      yield withInstants({ account: name, slug, fields, label, confirmedAt })
    }
    after = page.at(-1)?.loaded.account.id ?? null
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

const toInstant = (at: number): string => new Date(at).toISOString()
