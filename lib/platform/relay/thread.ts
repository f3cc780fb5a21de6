import { and, asc, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'

/**
 * The first mail to this recipient about the same case or notice, or about any notice of the digest: mail programs show
 * what follows it as one conversation (notices.md, What a message says). Null if this mail is the first.
 */
export async function findThread(
  read: Reader,
  row: Pick<OutboxRow, 'id' | 'recipient' | 'caseId' | 'noticeId' | 'digestId' | 'part'>,
): Promise<string | null> {
  const { id, recipient, caseId, noticeId, digestId, part } = row
  // A first message has no earlier one.
  if (noticeId !== null && part === 'notice') return null
  const isOf =
    caseId !== null
      ? and(isNotNull(outbox.caseId), eq(outbox.caseId, caseId))
      : aboutAny(read, noticeId !== null ? [noticeId] : selectNotices(read, digestId))
  if (caseId === null && noticeId === null && digestId === null) return null
  const isToThem = eq(sql`lower(${outbox.recipient})`, recipient.toLowerCase())
  const [first] = await read
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isOf, isToThem, lt(outbox.id, id)))
    .orderBy(asc(outbox.id))
    .limit(1)
  return first?.id ?? null
}

type NoticeIds = string[] | ReturnType<typeof selectNotices>

/** Mail about one of these notices, singly or in a digest. */
function aboutAny(read: Reader, noticeIds: NoticeIds) {
  const inDigests = read
    .select({ id: digestNotices.digestId })
    .from(digestNotices)
    .where(inArray(digestNotices.noticeId, noticeIds))
  return or(
    and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, noticeIds)),
    and(isNotNull(outbox.digestId), inArray(outbox.digestId, inDigests)),
  )
}

function selectNotices(read: Reader, digestId: string | null) {
  return read
    .select({ id: digestNotices.noticeId })
    .from(digestNotices)
    .where(eq(digestNotices.digestId, digestId ?? ''))
}
