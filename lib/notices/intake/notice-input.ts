import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type {
  EventFormat,
  NoticeCategory,
  NoticeKind,
  NoticeLink,
  NoticeOrigin,
  NoticeTopic,
  NoticeTranslations,
  Severity,
  TestField,
} from '#/db/words/notices.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { EventSource } from '#/lib/identity/keys/queries.ts'
import { noticeKey } from '#/lib/notices/notice/keys.ts'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import type { IncomingEvent, UnreadableEvent } from '#/lib/notices/parsing/schema.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'
import type { NewNotice } from './open-notices.ts'

export type Incoming = IncomingEvent | UnreadableEvent

/** The content of a notice. `occurredAt` is null when sent by hand for now, or as a test. */
export type NoticeContent = {
  category: NoticeCategory
  environment: AccountEnvironment
  severity: Severity
  summary: string
  details: string
  meaning: string
  remedy: string
  links: NoticeLink[]
  occurredAt: number | null
  translations?: NoticeTranslations | null
}

/** A notice to open. `account` is null if unknown; `accountText` then is the sender's name for it. */
export type NoticeInput = NoticeContent & {
  account: ReachedAccount | null
  accountText?: string
  origin: NoticeOrigin
  kind: NoticeKind
  dedupKey: string
  series?: string | null
  sourceId?: string | null
  createdBy?: string | null
  format?: EventFormat | null
  topic?: NoticeTopic | null
  testField?: TestField | null
  raw?: string | null
  problem?: string
}

/** The content of an unreadable event: all unknown, and for staff to route. */
export const unknownContent: Omit<NoticeContent, 'summary'> = {
  category: 'production-alert',
  environment: 'production',
  severity: 'error',
  details: '',
  meaning: '',
  remedy: '',
  links: [],
  occurredAt: null,
}

/** What all events of a batch share; `accountsOf`: accounts by the names in events. */
export type EventSetting = {
  source: EventSource
  format: EventFormat
  accountsOf: ReadonlyMap<string, ReachedAccount>
}

/** The notice that an event would open, with `dedupKey` if it has none. */
export function inputOfEvent(
  event: Incoming,
  { source, format, accountsOf }: EventSetting,
  dedupKey: string,
): NoticeInput {
  const common = { origin: 'source', kind: 'event', sourceId: source.id, format } as const
  if ('raw' in event) {
    const { raw, reason, summary = '', translations, dedupKey = hashSecret(raw) } = event
    const said = { ...unknownContent, summary, translations: translations ?? null }
    return { ...common, ...said, account: null, raw, problem: reason, dedupKey }
  }
  const { category, environment, severity, summary, details, meaning, remedy, links, occurredAt } = event
  const content = { category, environment, severity, summary, details, meaning, remedy, links, occurredAt }
  const series = event.firing?.series ?? null
  const input = { ...content, ...common, dedupKey: event.dedupKey ?? dedupKey, series }
  const account = accountsOf.get(event.account)
  if (account) return { ...input, account, ...(account.closedAt !== null && { problem: 'account-closed' }) }
  const raw = event.original === undefined ? null : renderRaw(event.original)
  const problem = event.account ? 'unknown-account' : 'no-account'
  return { ...input, account: null, accountText: event.account, raw, problem }
}

export function keyOfInput(
  input: Pick<NoticeInput, 'account' | 'accountText' | 'category' | 'environment' | 'dedupKey' | 'origin'>,
): string {
  const { account, accountText: text = '', origin } = input
  const named = !account ? { text } : origin === 'system' ? { own: account.id } : { id: account.id }
  return noticeKey({ ...input, account: named })
}

const unsaid = {
  accountText: '',
  sourceId: null,
  createdBy: null,
  format: null,
  topic: null,
  testField: null,
  series: null,
  translations: null,
  raw: null,
  problem: '',
}

/** The row of a notice first seen at `at` and not told yet. */
export function rowOfInput(input: NoticeInput, at: number) {
  const { account, ...said } = input
  return {
    ...unsaid,
    ...said,
    id: newId(),
    accountId: account?.id ?? null,
    key: keyOfInput(input),
    slot: 'open',
    state: 'open',
    silence: null,
    firstSeenAt: at,
    lastSeenAt: at,
    lastMailAt: null,
    count: 1,
    step: null,
    dueAt: null,
    escalateAt: null,
    acknowledgedAt: null,
  } satisfies NewNotice
}
