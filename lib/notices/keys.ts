import { createHash } from 'node:crypto'
import type { AccountEnvironment } from '#/lib/accounts/schema.ts'
import type { DigestKind, NoticeCategory } from './schema.ts'

/** What a storm is measured by, and what a digest gathers. */
export type Group = { accountId: string; category: NoticeCategory; environment: AccountEnvironment }

/**
 * What makes two triggers the same thing (notices.md, Same thing twice), short enough to be an index. `account` is an id, or
 * the sender's own text where the account is unknown.
 */
export function noticeKey(part: {
  account: { id: string } | { text: string }
  category: NoticeCategory
  environment: AccountEnvironment
  dedupKey: string
}): string {
  const account = 'id' in part.account ? ['id', part.account.id] : ['text', part.account.text]
  return shorten([...account, part.category, part.environment, part.dedupKey])
}

export function rateKey({ accountId, category, environment }: Group): string {
  return `${accountId} ${category} ${environment}`
}

export function digestKey(kind: DigestKind, group: Group): string {
  return `${kind} ${rateKey(group)}`
}

/** 128 bits of SHA-256. JSON keeps the parts apart whatever they contain. */
function shorten(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}
