import { createHash } from 'node:crypto'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { ClosedHow, DigestKind, NoticeCategory, NoticeOrigin } from '#/db/words/notices.ts'

/** The group in which storms are measured and digests gather. */
export type Group = { accountId: string; category: NoticeCategory; environment: AccountEnvironment }

/** Null for an unknown account, which has no storms. */
export function groupOf(of: Omit<Group, 'accountId'> & { accountId: string | null }): Group | null {
  const { accountId, category, environment } = of
  return accountId === null ? null : { accountId, category, environment }
}

type NamedAccount = { id: string } | { text: string } | { own: string }

/**
 * The key that two equal triggers share (notices.md, Same thing twice), short enough for an index. `account` is an id,
 * or the sender's `text` if unknown; `own` separates the portal's own notices from a sender's.
 */
export function noticeKey(
  part: Omit<Group, 'accountId'> & { account: NamedAccount; dedupKey: string },
): string {
  return shorten([...nameAccount(part.account), part.category, part.environment, part.dedupKey])
}

/**
 * The slot of an open notice: one per key and source, so that no source meets the notices of another (notices.md, Same
 * thing twice). Notices without a source, and those that sources opened before version 0.6, share `open`.
 */
export function openSlot(sourceId: string | null): string {
  return sourceId ?? sharedSlot
}

export const sharedSlot = 'open'

/** The columns of a notice that nobody has to be notified of again. */
export const withoutTurns = { escalateAt: null, repeatAt: null } as const

/** What closes a notice: its slot becomes its own, so that another of its key can open, and nothing is awaited. */
export function closedColumns(id: string, how: ClosedHow, at: number) {
  return { state: 'closed', slot: id, closedAt: at, closedHow: how, dueAt: null, ...withoutTurns } as const
}

/** The dedup key of an announcement's notices. */
export function announcementKey(id: string): string {
  return `${announcementPrefix}${id}`
}

/** The announcement of a notice with such a key. */
export function announcementIdOf(dedupKey: string): string {
  return dedupKey.slice(announcementPrefix.length)
}

export const announcementPrefix = 'announcement:'

/** A sender may use such a key too: only staff announce. */
export function isAnnouncement({ origin, dedupKey }: { origin: NoticeOrigin; dedupKey: string }): boolean {
  return origin === 'staff' && dedupKey.startsWith(announcementPrefix)
}

export function rateKey({ accountId, category, environment }: Group): string {
  return `${accountId} ${category} ${environment}`
}

export function digestKey(kind: DigestKind, group: Group): string {
  return `${kind} ${rateKey(group)}`
}

function nameAccount(account: NamedAccount): string[] {
  if ('own' in account) return ['own', account.own]
  return 'id' in account ? ['id', account.id] : ['text', account.text]
}

/** 128 bits of SHA-256. JSON keeps the parts separate whatever they contain. */
function shorten(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}
