import { and, eq, gt, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Store } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { env } from '#/env.ts'
import { withoutFailures } from '#/lib/accounts/proof/endpoint-proof.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import { refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'
import { digestOf, sealEndpoint, sealedWith, unsealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { log } from '#/lib/platform/log/log.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'

const perPage = 500

/**
 * Seals with the first key of `SECRETS_KEY` what the second one sealed, so that the second can be removed; returns how many. Makes the
 * digest of each place anew, so that after a change of `AUTH_SECRET` numbers are still found and nothing is added twice. What failed
 * for want of the key alone is on again, and what is not mine is marked by its place, as older versions did not. Logs how many no key opens.
 */
export async function resealEndpoints(store: Store, keys = env.SECRETS_KEY): Promise<number> {
  let count = 0
  let lost = 0
  for (let last = ''; ; ) {
    const page = await store.read
      .select(pick(endpoints, 'id', 'accountId', 'kind', 'host', 'target', 'sealed'))
      .from(endpoints)
      .where(gt(endpoints.id, last))
      .orderBy(endpoints.id)
      .limit(perPage)
    const opened: (typeof page)[number][] = []
    const stale = page.flatMap((row) => {
      const secrets = unsealEndpoint(row, keys)
      if (!secrets) return []
      opened.push(row)
      const isOther = sealedWith(row, keys) === 'other'
      if (isOther) count++
      const target = digestOf(endpointForms[row.kind].targetOf({ ...row, ...secrets }))
      return isOther || target !== row.target ? [{ row, secrets, target }] : []
    })
    if (stale.length > 0)
      await store.transact(async (tx) => {
        for (const { row, secrets, target } of stale) {
          // Somebody may have changed it since, or added the place once more.
          const isSame = and(eq(endpoints.id, row.id), eq(endpoints.sealed, row.sealed))
          const isThere = and(eq(endpoints.accountId, row.accountId), eq(endpoints.target, target))
          const isTaken = target !== row.target && (await tx.$count(endpoints, isThere)) > 0
          await tx
            .update(endpoints)
            .set({ sealed: sealEndpoint(row.id, secrets, keys), ...(!isTaken && { target }) })
            .where(isSame)
        }
      })
    await followMarks(store, opened)
    lost += page.length - opened.length
    last = page.at(-1)?.id ?? ''
    if (page.length < perPage) break
  }
  if (count > 0) log.info({ count }, 'endpoints sealed with the new key')
  if (lost > 0) log.error({ count: lost, remedy }, 'endpoints cannot be opened')
  return count
}

const remedy =
  'Add the key that sealed them to SECRETS_KEY, and restart (docs/operations.md, When endpoints are not reached).'

type Row = Pick<typeof endpoints.$inferSelect, 'id' | 'accountId' | 'host' | 'target' | 'sealed'>

/**
 * A worker without the key marked endpoints as failing; now that a key opens them, they take messages again. Those that are not mine
 * mark their place.
 */
async function followMarks(store: Store, rows: readonly Row[]): Promise<void> {
  const marks = await findMarks(
    store.read,
    rows.map(({ id }) => endpointKey(id)),
  )
  const having = (status: string) => rows.filter(({ id }) => marks.get(endpointKey(id))?.status === status)
  const sealed = having(ownErrors.sealed).map(({ id }) => id)
  const refused = having(ownErrors.refused)
  if (sealed.length + refused.length === 0) return
  await store.transact(async (tx) => {
    await tx.update(endpoints).set(withoutFailures).where(inArray(endpoints.id, sealed))
    await clearMarks(tx, sealed.map(endpointKey))
    // Staff may have enabled one since.
    const refusals = await findMarks(
      tx,
      refused.map(({ id }) => endpointKey(id)),
    )
    for (const row of refused) {
      const mark = refusals.get(endpointKey(row.id))
      if (mark) await markAddress(tx, { ...mark, key: refusalKeys(row)[0] }, mark.markedAt)
    }
  })
}
