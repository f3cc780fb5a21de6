import { isDeepStrictEqual } from 'node:util'
import Sqlite from 'better-sqlite3'
import { gte } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactDrafts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import type { Reader, Store } from '#/db/store/store.ts'
// biome-ignore lint/style/noRestrictedImports: judges without the code it judges
import { addressFieldIds, type ContactInformation } from '#/db/words/accounts.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { templates } from '#/lib/boot/mails.ts'
import { brandSupportSchema, contactAddressSchema, supportWindowSchema } from '#/lib/contacts/form/schema.ts'
import { parseForm } from '#/lib/contacts/form/values.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { isAuditAction } from '#/lib/platform/audit/actions.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { listFormEntries } from '#/tests/contact-values.ts'

/** The forbidden rows: a name and the query that finds them. */
const never: [what: string, query: string][] = [
  ['a row that belongs to nothing', 'select * from pragma_foreign_key_check'],
  ['a damaged page', "select * from pragma_integrity_check where integrity_check <> 'ok'"],
  [
    'two open notices of one key and source',
    'select key from notices where closed_at is null group by key, source_id having count(*) > 1',
  ],
  [
    'a notice whose slot is not that of its state',
    "select id from notices where slot <> case when closed_at is null then coalesce(source_id, 'open') else id end",
  ],
  [
    'a closed notice without a how, or an open one with it',
    "select id from notices where (closed_at is null) <> (closed_how is null) or (closed_at is null) = (state = 'closed')",
  ],
  [
    'an account with members and no owner',
    "select account_id from memberships group by account_id having sum(role = 'owner') = 0",
  ],
  [
    'an event of a notice that is not there',
    'select id from events where notice_id is not null and notice_id not in (select id from notices)',
  ],
  [
    'a delivery of a notice that is not there',
    'select id from outbox where notice_id is not null and notice_id not in (select id from notices)',
  ],
  ['a case without a message', 'select id from cases where id not in (select case_id from case_messages)'],
  [
    'a closed case without a when, or an open one with it',
    "select id from cases where (status = 'closed') <> (closed_at is not null)",
  ],
  [
    'a revision newer than its account',
    'select r.id from contact_revisions r join accounts a on a.id = r.account_id where r.version > a.contacts_version',
  ],
  [
    'two questions of one address',
    'select address_key from confirmations where ended_at is null group by account_id, address_key having count(*) > 1',
  ],
  [
    'an address that is not that of its key',
    'select id from users where erased_at is null and lower(email) <> email_key',
  ],
  ['staff without an admin', "select 1 where not exists (select 1 from staff where role = 'admin')"],
  [
    'a text with a NUL',
    'select id from cases where instr(subject, char(0)) > 0 union select id from case_messages where instr(text, char(0)) > 0 union select id from notices where instr(summary || details, char(0)) > 0 union select id from users where instr(name, char(0)) > 0',
  ],
]

/**
 * The faults of a store: forbidden rows, accounts whose completeness is unknown or differs from their index, invalid
 * contact information, and mail since `since` that cannot be rendered.
 */
export async function findBrokenRows(file: string, since = 0): Promise<string[]> {
  const broken = findImpossible(file)
  const store = await openStore({ file })
  try {
    return [
      ...broken,
      ...(await findBrokenAccounts(store)),
      ...(await findBrokenMail(store.read, since)),
      ...(await findBrokenWords(store.read)),
    ]
  } finally {
    await store.close()
  }
}

/** Searches accounts with every text in the store. */
export async function indexAccounts(file: string): Promise<void> {
  const store = await openStore({ file })
  await refreshIndex(store)
  await store.close()
}

async function refreshIndex(store: Store): Promise<void> {
  const rows = await store.read.select({ id: accounts.id }).from(accounts)
  await store.transact(async (tx) => {
    for (const { id } of rows) await refreshSearchRow(tx, id)
  })
}

function findImpossible(file: string): string[] {
  const sqlite = new Sqlite(file, { readonly: true })
  try {
    return never.flatMap(([what, query]) => {
      const rows = sqlite.prepare(query).all()
      return rows.length > 0 ? [`${what}: ${JSON.stringify(rows.slice(0, 3))}`] : []
    })
  } finally {
    sqlite.close()
  }
}

async function findBrokenAccounts(store: Store): Promise<string[]> {
  const broken: string[] = []
  for (const { id, slug } of await store.read
    .select({ id: accounts.id, slug: accounts.slug })
    .from(accounts)) {
    const standing = await loadAccount(store.read, { id }, Date.now())
    if (!standing) broken.push(`${slug} has no standing`)
    else if (standing.contacts) broken.push(...findBrokenContacts(slug, standing.contacts))
  }
  for (const { accountId, values } of await store.read.select().from(contactDrafts)) {
    const form = new FormData()
    for (const [name, value] of listFormEntries(values)) form.append(name, value)
    if (!isDeepStrictEqual(parseForm(form), values)) broken.push(`the draft of ${accountId} is not read back`)
  }
  const listIndex = async (read: Reader) => {
    const rows = await read.select().from(accountSearch)
    const flags = await read
      .select({ id: accounts.id, missing: accounts.missingFields, unconfirmed: accounts.unconfirmed })
      .from(accounts)
    const addresses = await read.select().from(accountAddresses)
    return [
      ...[...rows, ...flags].map((row) => JSON.stringify(row)),
      ...addresses.map(
        ({ accountId, address, isMember, isContact }) => `${accountId} ${address} ${isMember} ${isContact}`,
      ),
    ].sort()
  }
  const before = await listIndex(store.read)
  await refreshIndex(store)
  const after = await listIndex(store.read)
  const stale = [
    ...before.filter((row) => !after.includes(row)),
    ...after.filter((row) => !before.includes(row)),
  ]
  return stale.length > 0 ? [...broken, `the index is not that of the rows: ${stale.slice(0, 5)}`] : broken
}

function findBrokenContacts(slug: string, contacts: ContactInformation): string[] {
  const parts = [
    ...addressFieldIds.flatMap((field) =>
      contacts[field].map((row) => [contactAddressSchema.safeParse(row), row] as const),
    ),
    ...[contacts['brand-support'] ?? []]
      .flat()
      .map((row) => [brandSupportSchema.safeParse(row), row] as const),
    ...contacts['support-hours'].map((row) => [supportWindowSchema.safeParse(row), row] as const),
  ]
  return parts.flatMap(([parsed, row]) =>
    parsed.success && isDeepStrictEqual(parsed.data, row)
      ? []
      : [`${slug} has contacts that no form takes: ${JSON.stringify(row)}`],
  )
}

/** An address, or an endpoint with what people read of it. */
function hasRecipient({ recipient, shown }: typeof outbox.$inferSelect): boolean {
  const endpointId = endpointIdOf(recipient)
  return endpointId === null ? parseAddress(recipient).ok : isId(endpointId) && shown !== null
}

/** The mail queued since then, without settled mail, whose content we delete. */
async function findBrokenMail(read: Reader, since: number): Promise<string[]> {
  const sender = { programmeName: 'Programme', appUrl: 'https://portal.example' }
  const broken: string[] = []
  for (const row of await read.select().from(outbox).where(gte(outbox.createdAt, since))) {
    const isOfNotice = row.noticeId !== null || row.digestId !== null
    const template = templates.find(({ name }) => name === row.template)
    if (!template) broken.push(`mail ${row.id} has no template`)
    else if (row.status !== 'withheld' && !hasRecipient(row))
      broken.push(`mail ${row.id}, ${row.template}, goes to nobody: ${JSON.stringify(row.recipient)}`)
    else if (row.dueAt !== null || isOfNotice || !template.secret) {
      try {
        const content = isOfNotice
          ? await readNoticeMail(read, row)
          : { template, data: openSecrets(row.data) }
        renderMail(content, row.locale, { ...sender, mailId: row.id })
      } catch (error) {
        broken.push(`mail ${row.id}, ${row.template}, cannot be written: ${error}`)
      }
    }
  }
  return broken
}

async function findBrokenWords(read: Reader): Promise<string[]> {
  const entries = await read.selectDistinct({ action: auditEntries.action }).from(auditEntries)
  return entries.flatMap(({ action }) => (isAuditAction(action) ? [] : [`the audit log knows no ${action}`]))
}
