import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MerchantIssuesRule } from '#/db/words/accounts.ts'
import type { Translated } from '#/db/words/people.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { suggestSlug } from '#/lib/accounts/account/slug.ts'
import { countAccountsOfType, listIntegrationTypes, versionOfType } from '#/lib/accounts/types/queries.ts'
import { reminderTimeOf } from '#/lib/changes/gate/deadline.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { fallbackLocale, isLocale } from '#/lib/platform/i18n/languages.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { findTypeChange, startTypeChange } from './apply-changes.ts'
import { nameField } from './form.ts'
import { isMissingMerchantIssues } from './missing.ts'

/** `after`: the type that precedes it in lists; empty for the first place. */
export type TypeNames = { names: Translated; after: string }

/**
 * Adds an integration type. Returns its id, made from its English name, which the API uses.
 * @throws AppError `name-taken`, as `reauthoriseStaff`
 */
export function addType(
  store: Store,
  grant: AdminGrant,
  { after, ...given }: TypeNames & { merchantIssues: MerchantIssuesRule },
): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const types = await listIntegrationTypes(tx)
    assertNamesFree(types, given.names)
    const type = { ...given, id: freeId(types, given.names), position: types.length }
    await tx.insert(integrationTypes).values(type)
    const position = await moveAfter(tx, [...types, type], type.id, after)
    const added = { action: 'type.added', subjectId: type.id, after: { ...given, position } } as const
    await writeAudit(tx, { actorId: actor.user.id, ...added })
    return type.id
  })
}

/**
 * Changes a type's names and its place in lists. `version`: of the type that the form showed (`versionOfType`).
 * @throws AppError `type-changed` when somebody changed it since, `name-taken`, `stale` when the preceding type is
 * gone, as `reauthoriseStaff`
 */
export function saveType(
  store: Store,
  grant: AdminGrant,
  id: string,
  { after, names: given }: TypeNames,
  version: number,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const { type, types } = await assertType(tx, id, version)
    const others = types.filter((other) => other.id !== id)
    assertNamesFree(others, given)
    const names = { ...namesOfOtherLanguages(type), ...given }
    await tx.update(integrationTypes).set({ names }).where(eq(integrationTypes.id, id))
    const before = { names: type.names, position: types.indexOf(type) + 1 }
    const next = { names, position: await moveAfter(tx, types, id, after) }
    if (JSON.stringify(before) === JSON.stringify(next)) return
    const change = { action: 'type.changed', subjectId: id, before, after: next } as const
    await writeAudit(tx, { actorId: actor.user.id, ...change })
  })
}

/**
 * Deletes a type without accounts. The last type stays: an empty table gets the shipped types at the next start.
 * @throws AppError `type-changed`, `type-used`, `last-type`, as `reauthoriseStaff`
 */
export function deleteType(store: Store, grant: AdminGrant, id: string, version: number): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const { type, types } = await assertType(tx, id, version)
    if ((await countAccountsOfType(tx, id)) > 0 || (await findTypeChange(tx, id)))
      throw new AppError('type-used')
    if (types.length === 1) throw new AppError('last-type')
    await tx.delete(integrationTypes).where(eq(integrationTypes.id, id))
    const { id: _, ...before } = type
    await writeAudit(tx, { actorId: actor.user.id, action: 'type.deleted', subjectId: id, before })
  })
}

/** The type, unchanged since a form showed it. @throws AppError `not-found`, `type-changed` */
export async function assertType(
  tx: Writer,
  id: string,
  version: number,
): Promise<{ type: IntegrationType; types: IntegrationType[] }> {
  const types = await listIntegrationTypes(tx)
  const type = types.find((one) => one.id === id)
  if (!type) throw new AppError('not-found')
  if (versionOfType(type) !== version) throw new AppError('type-changed', {}, 'version')
  return { type, types }
}

/** The names in languages that this portal no longer has, which no form shows. */
function namesOfOtherLanguages({ names }: IntegrationType): Translated {
  return Object.fromEntries(Object.entries(names).filter(([locale]) => !isLocale(locale)))
}

function assertNamesFree(types: readonly IntegrationType[], names: Translated): void {
  for (const [locale, name] of Object.entries(names)) {
    const isTaken = types.some((type) => type.names[locale]?.toLowerCase() === name?.toLowerCase())
    if (isTaken) throw new AppError('name-taken', {}, nameField(locale))
  }
}

function freeId(types: readonly IntegrationType[], names: Translated): string {
  const wanted = suggestSlug(names[fallbackLocale] ?? '') || 'type'
  return types.some(({ id }) => id === wanted) ? `${wanted.slice(0, 40)}-${newId().slice(-6)}` : wanted
}

/** Places a type after another, or first, and renumbers the list. Returns its place, from 1. */
async function moveAfter(
  tx: Writer,
  types: readonly IntegrationType[],
  id: string,
  after: string,
): Promise<number> {
  const others = types.filter((type) => type.id !== id).map((type) => type.id)
  const at = after === '' ? 0 : others.indexOf(after) + 1
  if (after !== '' && at === 0) throw new AppError('stale')
  const order = others.toSpliced(at, 0, id)
  for (const [position, one] of order.entries()) {
    if (types.find((type) => type.id === one)?.position !== position)
      await tx.update(integrationTypes).set({ position }).where(eq(integrationTypes.id, one))
  }
  return at + 1
}

/**
 * Changes a type's rule for the merchant-issues contact, and sets the deadline of every account that now lacks it
 * (product.md, The gate). `applyTypeChanges` then mails their owners and editors (decision 023). Returns how many
 * accounts got a deadline.
 * @throws AppError `type-changed`, `type-changing` while the last change is still being followed up, as
 * `reauthoriseStaff`
 */
export function changeTypeRule(
  store: Store,
  grant: AdminGrant,
  id: string,
  merchantIssues: MerchantIssuesRule,
  version: number,
): Promise<number> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const { type } = await assertType(tx, id, version)
    if (type.merchantIssues === merchantIssues) return 0
    if (await findTypeChange(tx, id)) throw new AppError('type-changing')
    await tx.update(integrationTypes).set({ merchantIssues }).where(eq(integrationTypes.id, id))
    const dueAt = merchantIssues === 'required' ? await setDeadlines(tx, id) : null
    const isDue = and(eq(accounts.dueAt, dueAt ?? 0), eq(accounts.integrationTypeId, id))
    const due = await tx.$count(accounts, isDue)
    if (merchantIssues === 'required' || type.merchantIssues === 'required')
      await startTypeChange(tx, id, { dueAt, total: await countAccountsOfType(tx, id) })
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'type.rule-changed',
      subjectId: id,
      before: { merchantIssues: type.merchantIssues },
      after: { merchantIssues, ...(due > 0 && { due, dueAt }) },
    })
    return due
  })
}

/**
 * One statement for all accounts: sets a deadline where a complete account now lacks the contact. Returns the deadline.
 */
async function setDeadlines(tx: Writer, typeId: string): Promise<number> {
  const dueAt = now() + (await readSettings(tx)).completionDays * day
  const isOpen = and(eq(accounts.integrationTypeId, typeId), isNull(accounts.closedAt))
  const wasComplete = and(isNotNull(accounts.firstCompleteAt), isNull(accounts.dueAt))
  await tx
    .update(accounts)
    .set({ dueAt, dueReminderAt: reminderTimeOf(dueAt) })
    .where(and(isOpen, wasComplete, isMissingMerchantIssues))
  return dueAt
}
