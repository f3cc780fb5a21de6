import { and, eq, inArray, max, sql } from 'drizzle-orm'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { addressMarks, routes } from '#/db/schema/notices.ts'
import { memberships, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import {
  type NoticeCategory,
  type NoticeKind,
  noticeCategories,
  type Route,
  type TestField,
  testCategories,
} from '#/db/words/notices.ts'
import { shippedRoutes } from '#/lib/boot/seed-shipped.ts'
import { contactsInUse } from '#/lib/contacts/fields/policy.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { businessZone } from './due.ts'
import { planRoute, type RouteMember, type RoutePlan } from './routing.ts'

/** What routing needs of an account. */
export type ReachedAccount = Pick<
  typeof accounts.$inferSelect,
  'id' | 'slug' | 'name' | 'state' | 'defaultLocale' | 'closedAt'
>

export const reachedColumns = {
  id: accounts.id,
  slug: accounts.slug,
  name: accounts.name,
  state: accounts.state,
  defaultLocale: accounts.defaultLocale,
  closedAt: accounts.closedAt,
}

export type Reachable = {
  account: ReachedAccount
  contacts: ContactInformation | null
  members: RouteMember[]
  /** The zone of its business days. */
  zone: string
  /** When its contacts were given; null where it has none. */
  savedAt: number | null
}

export type Routes = ReadonlyMap<NoticeCategory, Route>

/** The routing table. A category without a row has the shipped one. */
export async function readRoutes(read: Reader): Promise<Routes> {
  const rows = await listRows(read, noticeCategories)
  const table = new Map<NoticeCategory, Route>(shippedRoutes.map((route) => [route.category, route]))
  for (const { category, steps, copyTo, answerDays, answerResolved } of rows) {
    table.set(category, { category, steps, copyTo, answerDays, answerResolved })
  }
  return new Map(
    noticeCategories.flatMap((name) => (table.has(name) ? [[name, table.get(name) as Route]] : [])),
  )
}

const listRows = defineListQuery((read, categories) =>
  read
    .select()
    .from(routes)
    .where(inArray(routes.category, categories as NoticeCategory[])),
)

/**
 * The people of many accounts, as they are now. A value given under a type that now hides its field is kept, unused
 * (product.md, The account). A closed account has nobody.
 */
export async function readReachables(
  read: Reader,
  reached: readonly ReachedAccount[],
): Promise<Map<string, Reachable>> {
  const ids = reached.filter(({ closedAt }) => closedAt === null).map(({ id }) => id)
  if (reached.length === 0) return new Map()
  const people = await listPeople(read, ids)
  const revisions = await listLastRevisions(read, ids)
  const contentOf = new Map(
    revisions.map(({ accountId, content, merchantIssues }) => [
      accountId,
      contactsInUse(content, merchantIssues),
    ]),
  )
  const savedAtOf = new Map(revisions.map(({ accountId, savedAt }) => [accountId, savedAt]))
  const membersOf = Map.groupBy(people, ({ accountId }) => accountId)
  return new Map(
    reached.map((account) => {
      const contacts = contentOf.get(account.id) ?? null
      const members = membersOf.get(account.id) ?? []
      const savedAt = savedAtOf.get(account.id) ?? null
      return [account.id, { account, contacts, members, zone: businessZone(contacts), savedAt }]
    }),
  )
}

const listPeople = defineListQuery((read, accountIds) =>
  read
    .select({
      accountId: memberships.accountId,
      userId: users.id,
      email: users.email,
      locale: users.locale,
      timeZone: users.timeZone,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inArray(memberships.accountId, accountIds))
    .orderBy(users.emailKey),
)

const listLastRevisions = defineListQuery((read, accountIds) => {
  const last = read
    .select({
      accountId: contactRevisions.accountId,
      version: max(contactRevisions.version).as('last_version'),
    })
    .from(contactRevisions)
    .where(inArray(contactRevisions.accountId, accountIds))
    .groupBy(contactRevisions.accountId)
    .as('last')
  return read
    .select({
      accountId: contactRevisions.accountId,
      content: contactRevisions.content,
      savedAt: contactRevisions.savedAt,
      merchantIssues: integrationTypes.merchantIssues,
    })
    .from(contactRevisions)
    .innerJoin(accounts, eq(accounts.id, contactRevisions.accountId))
    .innerJoin(integrationTypes, eq(integrationTypes.id, accounts.integrationTypeId))
    .innerJoin(
      last,
      and(eq(last.accountId, contactRevisions.accountId), eq(sql`last_version`, contactRevisions.version)),
    )
})

/** The keys of the bouncing addresses among those that any route could reach in these accounts. */
export async function readMarks(read: Reader, reachables: Iterable<Reachable>): Promise<Set<string>> {
  const keys = new Set<string>()
  for (const { contacts, members } of reachables) {
    for (const { email } of members) keys.add(addressKey(email))
    if (!contacts) continue
    for (const field of ['technical-emergency', 'technical', 'merchant-issues', 'operations'] as const) {
      for (const { address } of contacts[field]) keys.add(addressKey(address))
    }
  }
  const rows = await listMarked(read, [...keys])
  return new Set(rows.map(({ key }) => key))
}

const listMarked = defineListQuery((read, keys) =>
  read
    .select({ key: addressMarks.addressKey })
    .from(addressMarks)
    .where(inArray(addressMarks.addressKey, keys)),
)

/** Everything that routing looks at, read at one instant. */
export type Reach = { reachables: Map<string, Reachable>; routes: Routes; marks: Set<string> }

export async function readReach(read: Reader, reached: readonly ReachedAccount[]): Promise<Reach> {
  const reachables = await readReachables(read, reached)
  return { reachables, routes: await readRoutes(read), marks: await readMarks(read, reachables.values()) }
}

/** As `readReach`, of the accounts with these ids. */
export async function readReachOf(read: Reader, accountIds: readonly string[]): Promise<Reach> {
  const reached = accountIds.length
    ? await read
        .select(reachedColumns)
        .from(accounts)
        .where(inArray(accounts.id, [...accountIds]))
    : []
  return readReach(read, reached)
}

/** What a plan is made for. */
export type Routed = {
  accountId: string
  category: NoticeCategory
  environment: AccountEnvironment
  kind: NoticeKind
  fromSource: boolean
  testField?: TestField | null
}

/** The way a notice takes; null where its account is not among those read. A test goes to its one field alone. */
export function planFor(reach: Reach, routed: Routed): RoutePlan | null {
  const reachable = reach.reachables.get(routed.accountId)
  const route = routed.testField ? testRoute(routed.testField) : reach.routes.get(routed.category)
  if (!reachable || !route) return null
  return planRoute({ ...reachable, route, marks: reach.marks, ...routed })
}

function testRoute(field: TestField): Route {
  return {
    category: testCategories[field],
    steps: [field],
    copyTo: null,
    answerDays: 0,
    answerResolved: false,
  }
}
