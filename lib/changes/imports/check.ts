import { isAscii } from 'node:buffer'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ImportedAccount, ImportedRow, ImportLimits } from '#/db/words/imports.ts'
import { isPending } from '#/lib/accounts/invitations/pending.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { askAndPause } from '#/lib/platform/store/pause.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { decodeText } from './decode.ts'
import { describeFault, refuseFile } from './file-fault.ts'
import { parseHeader } from './header.ts'
import { readRecords } from './records.ts'
import { parseRow, type ReadRow, TypesByName } from './rows.ts'

/** A checked row: what it would do, or its faults. */
export type CheckedRow = { line: number; state: 'new' | 'known' | 'faulty'; accountId?: string } & ImportedRow

const rowsPerBatch = 250

const maxNames = 8

/** Names with accents of a file whose encoding was guessed, for a person to check; null when nothing was guessed. */
export class GuessedNames {
  names: string[] | null = null

  start(): void {
    this.names = []
  }

  add(name = ''): void {
    if (this.names && this.names.length < maxNames && !isAscii(Buffer.from(name))) this.names.push(name)
  }
}

/**
 * Checks a file of accounts and yields its rows in pages, with their faults. Writes nothing, keeps one page and the
 * slugs in memory, and lets other work run between pages.
 * @throws FileFault for faults of the file or its header
 */
export async function* checkFile(
  read: Reader,
  bytes: AsyncIterable<Uint8Array>,
  limits: ImportLimits,
  guess: GuessedNames,
): AsyncGenerator<CheckedRow[]> {
  const types = new TypesByName(await listIntegrationTypes(read))
  const text = decodeText(limitBytes(bytes, limits.bytes), () => guess.start())
  const records = readRecords(text, limits.rows)
  const first = await records.next()
  if (first.done) refuseFile('empty')
  const header = parseHeader(first.value.cells, first.value.line)
  const lines = new Map<string, number>()
  let page: CheckedRow[] = []
  let count = 0
  for await (const { line, cells } of records) {
    if (++count > limits.rows) refuseFile('too-many-rows', 0, { max: limits.rows })
    const row = parseRow(header, cells, types)
    guess.add(row.account?.name)
    page.push(checkRecord(row, line, lines))
    if (page.length < rowsPerBatch) continue
    yield await askAndPause(() => compareWithStore(read, page))
    page = []
  }
  if (count === 0) refuseFile('header-only')
  if (page.length > 0) yield await compareWithStore(read, page)
}

async function* limitBytes(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of bytes) {
    read += chunk.length
    if (read > limit) refuseFile('too-large', 0, { max: Math.round(limit / 1024 / 1024) })
    yield chunk
  }
}

/** `lines`: the first line of each slug, which a second one's fault names. */
function checkRecord(row: ReadRow, line: number, lines: Map<string, number>): CheckedRow {
  const slug = row.account ? row.account.slug : row.slug
  const first = slug === null ? undefined : lines.get(slug)
  if (slug !== null && first === undefined) lines.set(slug, line)
  const twice =
    first === undefined ? [] : [describeFault('slug-twice', { column: 'slug', value: slug ?? '', first })]
  const faults = [...(row.faults ?? []), ...twice]
  return row.account && faults.length === 0
    ? { line, state: 'new', account: row.account }
    : { line, state: 'faulty', faults }
}

async function compareWithStore(read: Reader, page: CheckedRow[]): Promise<CheckedRow[]> {
  const given = page.flatMap(({ account }) => account ?? [])
  const existing = await readKnown(read, given)
  return page.map((row) => (row.account ? compare(row, row.account, existing.get(row.account.slug)) : row))
}

function compare(
  row: CheckedRow,
  account: NonNullable<CheckedRow['account']>,
  existing?: ExistingAccount,
): CheckedRow {
  if (!existing) return row
  if (!existing.isSame) {
    const fault = describeFault('slug-taken', { column: 'slug', value: account.slug, name: existing.name })
    return { line: row.line, state: 'faulty', faults: [fault] }
  }
  return { ...row, state: 'known', accountId: existing.id, ...(!existing.hasOwner && { uninvited: true }) }
}

/**
 * The account that has a row's slug. `isSame`: name and integration type match, and it is not closed. `hasOwner`: the
 * row's owner is a member, or has an open invitation.
 */
export type ExistingAccount = { id: string; name: string; isSame: boolean; hasOwner: boolean }

export async function readKnown(
  read: Reader,
  rows: readonly ImportedAccount[],
): Promise<Map<string, ExistingAccount>> {
  if (rows.length === 0) return new Map()
  const bySlug = new Map(rows.map((row) => [row.slug, row]))
  const { id, slug, name, integrationTypeId, closedAt } = accounts
  const found = await read
    .select({ id, slug, name, integrationTypeId, closedAt })
    .from(accounts)
    .where(inArray(slug, [...bySlug.keys()]))
  const ids = found.map(({ id }) => id)
  const people = await readPeople(read, ids)
  return new Map(
    found.map(({ slug, integrationTypeId, closedAt, ...account }) => {
      const row = bySlug.get(slug)
      const isSame =
        closedAt === null && row?.name === account.name && row.integrationTypeId === integrationTypeId
      const hasOwner = row !== undefined && people.has(`${account.id} ${addressKey(row.email)}`)
      return [slug, { ...account, isSame, hasOwner }]
    }),
  )
}

/** `<account id> <address key>` of each member and each open invitation. */
async function readPeople(read: Reader, accountIds: readonly string[]): Promise<Set<string>> {
  if (accountIds.length === 0) return new Set()
  const members = await read
    .select({ accountId: memberships.accountId, emailKey: users.emailKey })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inArray(memberships.accountId, [...accountIds]))
  const invited = await read
    .select({ accountId: invitations.accountId, emailKey: invitations.emailKey })
    .from(invitations)
    .where(
      and(inArray(invitations.accountId, [...accountIds]), isPending(), gt(invitations.expiresAt, now())),
    )
  return new Set([...members, ...invited].map(({ accountId, emailKey }) => `${accountId} ${emailKey}`))
}
