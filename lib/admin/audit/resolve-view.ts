import { eq, or } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { eventSources } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { endOfDay } from '#/lib/identity/keys/policy.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { addressKey, foldText } from '#/lib/platform/values/fold.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { type AuditConditions, type AuditView, startOfDay } from './list.ts'

/** Fields of the filter that name something unknown. */
export type AuditProblem = 'account' | 'actor' | 'from' | 'to'

/**
 * Turns typed names into ids. An unknown name is a problem, and the page then shows no entries. Ids pass unchecked: what
 * they named may be deleted. `zone`: the reader's.
 */
export async function resolveAuditView(read: Reader, _grant: StaffGrant, view: AuditView, zone: string) {
  const problems: AuditProblem[] = []
  const filter: AuditConditions = { action: view.action ?? undefined, text: view.text || undefined }
  if (view.account) {
    filter.account = await findAccountId(read, view.account)
    if (!filter.account) problems.push('account')
  }
  if (view.actor) {
    const actor = await findActorId(read, view.actor)
    Object.assign(filter, actor)
    if (!actor) problems.push('actor')
  }
  if (view.subject) filter.subject = await findSubjectId(read, view.subject)
  if (view.from) {
    filter.from = startOfDay(view.from, zone) ?? undefined
    if (filter.from === undefined) problems.push('from')
  }
  if (view.to) {
    filter.to = endOfDay(view.to, zone) ?? undefined
    if (filter.to === undefined) problems.push('to')
  }
  return { filter, problems }
}

/** By short name, id, or a whole name that only one account has. */
async function findAccountId(read: Reader, named: string): Promise<string | undefined> {
  if (isId(named)) return named.toLowerCase()
  const rows = await read
    .select({ id: accounts.id, slug: accounts.slug })
    .from(accounts)
    .where(or(eq(accounts.slug, named.toLowerCase()), eq(accounts.nameKey, foldText(named))))
    .limit(3)
  const bySlug = rows.find(({ slug }) => slug === named.toLowerCase())
  return (bySlug ?? (rows.length === 1 ? rows[0] : undefined))?.id
}

/** A person by address or id; an event source by name or id. */
async function findActorId(read: Reader, named: string) {
  const id = named.toLowerCase()
  const [source] = await read
    .select({ id: eventSources.id })
    .from(eventSources)
    .where(or(eq(eventSources.name, named), eq(eventSources.id, id)))
    .limit(1)
  if (source) return { source: source.id }
  if (isId(named)) return { actor: id }
  const user = await findUserByEmail(read, addressKey(named))
  return user ? { actor: user.id } : null
}

/** A person by address, a case by number; anything else is an id or the key of a setting or category. */
async function findSubjectId(read: Reader, named: string): Promise<string> {
  if (named.includes('@')) return (await findUserByEmail(read, addressKey(named)))?.id ?? named
  if (/^[0-9]{1,9}$/.test(named)) {
    const [found] = await read
      .select({ id: cases.id })
      .from(cases)
      .where(eq(cases.number, Number(named)))
    return found?.id ?? named
  }
  return named
}
