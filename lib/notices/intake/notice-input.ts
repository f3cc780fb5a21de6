import type { AccountEnvironment, RoutedField } from '#/db/words/accounts.ts'
import type {
  EventAction,
  EventFormat,
  NoticeCategory,
  NoticeKind,
  NoticeLink,
  NoticeOrigin,
  NoticeTopic,
  NoticeTranslations,
  NoticeWindow,
  Severity,
} from '#/db/words/notices.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { EventSource } from '#/lib/identity/keys/queries.ts'
import { noticeKey, openSlot } from '#/lib/notices/notice/keys.ts'
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
  window?: NoticeWindow | null
  /** Default: true. */
  asksAnswer?: boolean
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
  testField?: RoutedField | null
  raw?: string | null
  problem?: string
}

/** The content of an unreadable event, for staff to route. */
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

/** Shared by all events of a batch; `accountsOf`: accounts by the names in events. */
export type EventSetting = {
  source: EventSource
  format: EventFormat
  accountsOf: ReadonlyMap<string, ReachedAccount>
}

/** An event and the notice that it would open. `dedupKey` is null if it names no problem. */
export type ReportedEvent = {
  input: NoticeInput
  key: string
  action: EventAction
  dedupKey: string | null
  firing?: IncomingEvent['firing']
  identity?: IncomingEvent['identity']
  unsaid?: IncomingEvent['unsaid']
}

export function toReported(event: Incoming, { source, format, accountsOf }: EventSetting): ReportedEvent {
  const common = { origin: 'source', kind: 'event', sourceId: source.id, format } as const
  if ('raw' in event) {
    const { raw, reason, summary = '', translations, dedupKey = hashSecret(raw) } = event
    const said = { ...unknownContent, summary, translations: translations ?? null }
    const input = { ...common, ...said, account: null, raw, problem: reason, dedupKey }
    return { input, key: keyOfInput(input), action: 'trigger', dedupKey: null }
  }
  const { category, environment, severity, summary, details, meaning, remedy, links, occurredAt } = event
  const content = { category, environment, severity, summary, details, meaning, remedy, links, occurredAt }
  const { action, firing, identity, unsaid } = event
  const dedupKey = event.dedupKey ?? (action === 'trigger' ? newId() : null)
  const account = accountsOf.get(event.account) ?? null
  const input = {
    ...content,
    ...common,
    dedupKey: dedupKey ?? '',
    series: firing?.series ?? null,
    account,
    ...(account ? closedReason(account) : unknownContentOf(event)),
  }
  return { input, key: keyOfInput(input), action, dedupKey, firing, identity, unsaid }
}

function closedReason({ closedAt }: ReachedAccount) {
  return closedAt === null ? {} : { problem: 'account-closed' }
}

function unknownContentOf({ account, original }: IncomingEvent) {
  const raw = original === undefined ? null : renderRaw(original)
  return { accountText: account, raw, problem: account ? 'unknown-account' : 'no-account' }
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
  window: null,
  asksAnswer: true,
  raw: null,
  problem: '',
}

/** The row of a notice first seen at `at` and not mailed yet. */
export function rowOfInput(input: NoticeInput, at: number) {
  const { account, ...said } = input
  return {
    ...unsaid,
    ...said,
    id: newId(),
    accountId: account?.id ?? null,
    key: keyOfInput(input),
    slot: openSlot(said.sourceId ?? null),
    state: 'open',
    silence: null,
    firstSeenAt: at,
    lastSeenAt: at,
    lastMailAt: null,
    count: 1,
    step: null,
    dueAt: null,
    escalateAt: null,
    repeatAt: null,
    acknowledgedAt: null,
  } satisfies NewNotice
}
