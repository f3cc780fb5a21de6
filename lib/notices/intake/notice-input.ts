import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { EventFormat } from '#/db/words/events.ts'
import type {
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

/** What a notice says. Where it was sent by hand, or is a test, there was no earlier moment: `occurredAt` is null. */
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

/** A notice about to be opened. `account` is null where the one it names is unknown, and then `accountText` is its name. */
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

/** What an unreadable event says of itself; everything else is unknown, and is routed by staff. */
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

/** What is the same for all events of a batch; `accountsOf`: the accounts by what their events call them. */
export type EventSetting = {
  source: EventSource
  format: EventFormat
  accountsOf: ReadonlyMap<string, ReachedAccount>
}

/** The notice an event would open, under `dedupKey` where it brings none. */
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

/** The row of a notice that was seen once, at `at`, and told to nobody yet. */
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
