import { and, inArray, isNull, type SQL } from 'drizzle-orm'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { BrandSupport, SupportWindow } from '#/db/words/accounts.ts'
import { isLastRevision } from '#/lib/accounts/account/load-account.ts'
import { parseAccountKey } from '#/lib/accounts/account/slug.ts'
import { publishedStates } from './policy.ts'

/** The public part of an account: its name as the brand's, and two fields of its contact information. */
export type PublishedBrand = {
  slug: string
  name: string
  support: Pick<BrandSupport, 'address' | 'phone' | 'helpUrl'>
  hours: SupportWindow[]
}

/**
 * The brand of a live or paused account, by slug or id (notices.md, The rest of the API). Null if it is not published;
 * nothing then reveals whether the account exists.
 */
export async function findPublishedBrand(read: Reader, named: string): Promise<PublishedBrand | null> {
  const key = parseAccountKey(named)
  if (!key) return null
  const rows = 'id' in key ? await findById(read, key.id) : await findBySlug(read, key.slug)
  const last = rows.find(({ id, slug }) => ('id' in key ? id === key.id : slug === key.slug))
  const brand = last?.content['brand-support']
  if (!brand) return null
  const { address, phone, helpUrl } = brand
  return {
    slug: last.slug,
    name: last.name,
    support: { address, phone, helpUrl },
    hours: last.content['support-hours'],
  }
}

const findBySlug = batchPerTick(
  defineListQuery((read, slugs) => selectLast(read, inArray(accounts.slug, slugs))),
)
const findById = batchPerTick(defineListQuery((read, ids) => selectLast(read, inArray(accounts.id, ids))))

function selectLast(read: Reader, named: SQL) {
  return read
    .select({ id: accounts.id, slug: accounts.slug, name: accounts.name, content: contactRevisions.content })
    .from(accounts)
    .innerJoin(contactRevisions, isLastRevision)
    .where(and(named, inArray(accounts.state, [...publishedStates]), isNull(accounts.closedAt)))
}

/**
 * Turns a list query into one for single values. One query answers all requests of the same turn of the event loop, each
 * value once, because a read of the store costs more in locks than in rows. Every read starts after its call; if it
 * fails, all calls of the tick fail.
 */
export function batchPerTick<Row>(list: (read: Reader, values: readonly string[]) => Promise<Row[]>) {
  let turn: { read: Reader; values: Set<string>; rows: Promise<Row[]> } | null = null

  function beginTurn(read: Reader) {
    const values = new Set<string>()
    const rows = new Promise<void>((done) => setImmediate(done)).then(() => {
      if (turn?.values === values) turn = null
      return list(read, [...values])
    })
    return { read, values, rows }
  }

  return function options(read: Reader, value: string): Promise<Row[]> {
    if (turn?.read !== read) turn = beginTurn(read)
    turn.values.add(value)
    return turn.rows
  }
}
