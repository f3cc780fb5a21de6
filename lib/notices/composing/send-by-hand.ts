import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { exclusive, type Store } from '#/db/store/store.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { keyOfInput, type NoticeContent } from '#/lib/notices/intake/notice-input.ts'
import { openNotice } from '#/lib/notices/intake/notice-writer.ts'
import { listKnownKeys } from '#/lib/notices/intake/open-notices.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'

/** A notice by staff; `occurredAt` null: now. `key` is the form's: the same text under it opens one notice. */
export type HandWritten = NoticeContent & { slug: string; key?: string }

/** Sends a notice; returns its id. @throws AppError `unknown-account`, `account-closed`, as `reauthoriseStaff` */
export function sendNoticeByHand(store: Store, grant: StaffGrant, given: HandWritten): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const { slug, key, ...content } = given
    const [account] = await tx.select(reachedColumns).from(accounts).where(eq(accounts.slug, slug))
    if (!account) throw new AppError('unknown-account', {}, 'slug')
    assertNotClosed(account, 'slug')
    const dedupKey = key ? hashSecret(JSON.stringify([key, content])) : newId()
    const noticeKey = keyOfInput({ account, ...content, dedupKey, origin: 'staff' })
    const sent = (await listKnownKeys(tx, [noticeKey], null)).get(noticeKey)
    if (sent) return sent
    if (content.category !== 'emergency') await consumeLimit(tx, 'staff-mail', actor.user.id)
    const by = { origin: 'staff', kind: 'event', createdBy: actor.user.id } as const
    const occurredAt = content.occurredAt ?? now()
    const { id } = await openNotice(tx, { ...content, account, dedupKey, occurredAt, ...by })
    const who = { actorId: actor.user.id, accountId: account.id }
    const after = { category: content.category, environment: content.environment }
    await writeAudit(tx, { ...who, action: 'notice.sent-by-hand', subjectId: id, after })
    return id
  }, exclusive)
}
