import { eq, getTableColumns, inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { eventSources, notices } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { type Reach, readReachOf } from '#/lib/notices/routing/reach.ts'
import { listTriedOfEach, type ToldDelivery } from './deliveries.ts'

/** Data shared by several notice mails: facts, recipients, and the reach of their routes. */
export class KnownNotices {
  readonly #read: Reader
  readonly #ids: string[]
  #said: ReturnType<typeof readSaid> | undefined
  #tried: ReturnType<typeof listTriedOfEach> | undefined
  #reach: Promise<Reach> | undefined

  constructor(read: Reader, ids: readonly string[]) {
    this.#read = read
    this.#ids = [...new Set(ids)]
  }

  async said(id: string) {
    this.#said ??= readSaid(this.#read, this.#ids)
    return (await this.#said).get(id)
  }

  async tried(id: string): Promise<ToldDelivery[]> {
    this.#tried ??= listTriedOfEach(this.#read, this.#ids)
    return (await this.#tried).get(id) ?? []
  }

  async reach(): Promise<Reach> {
    this.#said ??= readSaid(this.#read, this.#ids)
    const accountIds = [...(await this.#said).values()].flatMap(({ accountId }) => accountId ?? [])
    this.#reach ??= readReachOf(this.#read, [...new Set(accountIds)])
    return this.#reach
  }
}

async function readSaid(read: Reader, ids: readonly string[]) {
  return new Map((await listSaid(read, ids)).map((row) => [row.id, row]))
}

/** What mail and messages to endpoints say of notices. */
export const listSaid = defineListQuery((read, ids) =>
  read
    .select({
      ...getTableColumns(notices),
      accountName: accounts.name,
      slug: accounts.slug,
      internalLinks: eventSources.internalLinks,
    })
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .leftJoin(eventSources, eq(eventSources.id, notices.sourceId))
    .where(inArray(notices.id, ids)),
)
