import { and, desc, eq, gt } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { notices } from '#/db/schema/notices.ts'
import { exclusive, type Reader, type Store } from '#/db/store/store.ts'
import { fields, type RoutedField } from '#/db/words/accounts.ts'
import type { PointKey } from '#/db/words/points.ts'
import { type AccountGrant, assertOpen } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { listConfirmedKeys } from '#/lib/accounts/points/confirmed.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { openNotice } from '#/lib/notices/intake/notice-writer.ts'
import { planFor, readReach } from '#/lib/notices/routing/reach.ts'
import { planFirst } from '#/lib/notices/routing/routing.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** Pressing the button twice within this time sends one test. */
const samePress = 10_000

/**
 * Sends a test to one field's addresses, or to `only` one of them, along the path of a real notice; returns its id. Pressing twice sends one.
 * @throws AppError `field-unreachable` when every address bounces; `too-many`, `too-often`, `not-found`, `locked`
 */
export function sendTestNotice(
  store: Store,
  grant: AccountGrant<'viewer' | 'open' | 'act'>,
  field: RoutedField,
  only?: PointKey,
): Promise<string> {
  return store.transact(async (tx) => {
    const { account, actor } = assertOpen(await reauthorise(tx, grant, 'editor'))
    const sent = await findJustSent(tx, account.id, field, only)
    if (sent) return sent
    const category = fields[field].routed
    const plan = planFor(await readReach(tx, [account]), {
      accountId: account.id,
      category,
      environment: 'production',
      kind: 'test',
      origin: 'member',
      testField: field,
    })
    const all = plan ? planFirst(plan).recipients : []
    const reachable = only === undefined ? all : all.filter(({ key }) => key === only)
    if (reachable.length === 0) throw new AppError('field-unreachable')
    await consumeLimit(tx, 'test-notices-field', `${account.id} ${field}`)
    await consumeLimit(tx, 'test-notices-account', account.id)
    const confirmed = await listConfirmedKeys(tx, account.id)
    const strangers = reachable.filter(({ key }) => !confirmed.has(key)).length
    if (strangers > 0) await consumeLimit(tx, 'test-notices-unconfirmed', account.id, strangers)
    const { id } = await openNotice(
      tx,
      {
        ...unknownContent,
        account,
        category,
        severity: 'info',
        summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.test-notice.summary'),
        topic: 'test-notice',
        dedupKey: only === undefined ? newId() : `${only} ${newId()}`,
        origin: 'member',
        kind: 'test',
        testField: field,
        createdBy: actor.user.id,
      },
      { only },
    )
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'notice.test-sent',
      subjectId: id,
      after: { field },
    })
    return id
  }, exclusive)
}

async function findJustSent(
  read: Reader,
  accountId: string,
  field: RoutedField,
  only?: PointKey,
): Promise<string | null> {
  const sent = await read
    .select(pick(notices, 'id', 'dedupKey'))
    .from(notices)
    .where(
      and(
        eq(notices.accountId, accountId),
        gt(notices.firstSeenAt, now() - samePress),
        eq(notices.kind, 'test'),
        eq(notices.testField, field),
      ),
    )
    .orderBy(desc(notices.firstSeenAt))
  // The key of a test of one point begins with that point's.
  const pointOf = (key: string) => (key.includes(' ') ? key.slice(0, key.lastIndexOf(' ')) : undefined)
  return sent.find(({ dedupKey }) => pointOf(dedupKey) === only)?.id ?? null
}
