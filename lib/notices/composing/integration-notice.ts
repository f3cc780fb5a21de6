import type { Writer } from '#/db/store/store.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { listTriedOfNotices } from '#/lib/notices/delivery/deliveries.ts'
import { mailResolves } from '#/lib/notices/delivery/resolves.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { NoticeWriter, openNotice, toPending } from '#/lib/notices/intake/notice-writer.ts'
import { listOpenByKey } from '#/lib/notices/intake/open-notices.ts'
import { noticeKey } from '#/lib/notices/notice/keys.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

const what = { category: 'emergency', environment: 'production', dedupKey: 'integration-disabled' } as const

/** Opens the emergency notice of a disabled integration (product.md, Integration state); returns recipients' keys. */
export async function mailDisabled(
  tx: Writer,
  account: ReachedAccount,
  by: { userId: string; reason: string },
): Promise<Set<string>> {
  const { id } = await openNotice(tx, {
    ...unknownContent,
    ...what,
    account,
    severity: 'critical',
    topic: 'integration-disabled',
    summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.integration-disabled.summary'),
    details: by.reason,
    occurredAt: now(),
    origin: 'system',
    kind: 'event',
    createdBy: by.userId,
  })
  return listNotified(tx, id)
}

/** Resolves that notice, if any, when staff enable the integration. Returns the same as `mailDisabled`. */
export async function resolveDisabled(tx: Writer, account: ReachedAccount): Promise<Set<string>> {
  const key = noticeKey({ ...what, account: { own: account.id } })
  const [row] = (await listOpenByKey(tx, [key], null)).own
  if (!row) return new Set()
  const at = now()
  const writer = await NoticeWriter.begin(tx, { at, groups: [], accounts: [account] })
  writer.resolve(toPending(row))
  await writer.finish()
  await mailResolves(tx, [row.id], at)
  return listNotified(tx, row.id)
}

async function listNotified(tx: Writer, id: string): Promise<Set<string>> {
  const tried = await listTriedOfNotices(tx, [id])
  return new Set(tried.filter(({ part }) => part !== 'staff').map(({ recipient }) => addressKey(recipient)))
}
