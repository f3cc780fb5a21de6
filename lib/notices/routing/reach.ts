import { inArray, type Placeholder } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import { locking } from '#/db/store/row-locks.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { type AccountEnvironment, fields, type RoutedField } from '#/db/words/accounts.ts'
import type { NoticeCategory, NoticeKind, NoticeOrigin, Route } from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import { mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { readBouncing } from '#/lib/accounts/points/bouncing.ts'
import {
  findAccountsById,
  lockAccounts,
  type ReachedAccount,
  type ReachInput,
  reachedColumns,
  readReachables,
} from '#/lib/accounts/reachability/reachables.ts'
import { defaultRoute, type Routes, readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { hoursZone } from '#/lib/contacts/fields/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

import { planRoute, type RoutePlan } from './routing.ts'

/** Everything that routing needs, read at one instant. */
export type Reach = {
  reachables: Map<string, ReachInput>
  routes: Routes
  marks: ReadonlyMap<PointKey, number>
}

/** The zone for times in an account's mail to a reader without one; null if the account has no support hours. */
export function mailZoneOf(
  { reachables }: Pick<Reach, 'reachables'>,
  accountId: string | null,
): string | null {
  return hoursZone(reachables.get(accountId ?? '')?.contacts ?? null)
}

/** The zone of an account's business days. */
export function zoneOfAccount({ reachables }: Pick<Reach, 'reachables'>, accountId: string | null): string {
  return reachables.get(accountId ?? '')?.zone ?? 'UTC'
}

export async function readReach(read: Reader, reached: readonly ReachedAccount[]): Promise<Reach> {
  const reachables = await readReachables(read, reached)
  return { reachables, routes: await readRoutes(read), marks: await readBouncing(read, reachables.values()) }
}

/** The same as `readReach`, by account ids. */
export async function readReachOf(read: Reader, accountIds: readonly string[]): Promise<Reach> {
  const reached = accountIds.length
    ? await read
        .select(reachedColumns)
        .from(accounts)
        .where(inArray(accounts.id, [...accountIds]))
    : []
  return readReach(read, reached)
}

/** The notice to plan for. Events from sources have copies. */
export type RoutedNotice = {
  accountId: string | null
  category: NoticeCategory
  environment: AccountEnvironment
  kind: NoticeKind
  origin: NoticeOrigin
  testField?: RoutedField | null
}

/** The plan for a notice; null if its account was not read. A test goes only to its field. */
export function planFor(reach: Reach, routed: RoutedNotice): RoutePlan | null {
  const reachable = reach.reachables.get(routed.accountId ?? '')
  const route = routed.testField ? testRoute(routed.testField) : reach.routes.get(routed.category)
  if (!reachable || !route) return null
  return planRoute({
    ...reachable,
    route,
    marks: reach.marks,
    ...routed,
    fromSource: routed.origin === 'source',
  })
}

function testRoute(field: RoutedField): Route {
  return { ...defaultRoute(fields[field].routed), steps: [field], copyTo: null }
}

/** The accounts that events name, by slug or id as written; without those being deleted. */
export function findNamedAccounts(
  read: Reader,
  texts: Iterable<string>,
): Promise<Map<string, ReachedAccount>> {
  return findNamed(read, texts, { bySlug: listBySlug, byId: findAccountsById })
}

/** The same, held as by `lockAccounts`. */
export function lockNamedAccounts(tx: Writer, texts: Iterable<string>): Promise<Map<string, ReachedAccount>> {
  return findNamed(tx, texts, { bySlug: lockBySlug, byId: lockAccounts })
}

async function findNamed<Tx extends Reader>(
  read: Tx,
  texts: Iterable<string>,
  by: {
    bySlug(read: Tx, slugs: string[]): Promise<ReachedAccount[]>
    byId(read: Tx, ids: string[]): Promise<Map<string, ReachedAccount>>
  },
): Promise<Map<string, ReachedAccount>> {
  const named = [...new Set(texts)].filter(Boolean)
  const ids = named.filter(isId)
  const rows = (await by.bySlug(read, named)).filter((row) => !isGone(row))
  const found = new Map(rows.map((row) => [row.slug, row]))
  const byId = await by.byId(
    read,
    ids.map((id) => id.toLowerCase()),
  )
  for (const text of ids) {
    const row = byId.get(text.toLowerCase())
    if (row && !isGone(row) && !found.has(text)) found.set(text, row)
  }
  return found
}

const isGone = ({ closedAt }: ReachedAccount): boolean => closedAt !== null && !mayReopen(closedAt, now())

const selectBySlug = (read: Reader, slugs: (string | Placeholder)[]) =>
  read.select(reachedColumns).from(accounts).where(inArray(accounts.slug, slugs)).orderBy(accounts.id)

const listBySlug = defineListQuery(selectBySlug)
const lockBySlug = defineListQuery((tx, slugs) => locking(selectBySlug(tx, slugs), 'share'))
