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
import { noticeKey } from '#/lib/notices/notice/keys.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { NewNotice } from './intake-rows.ts'

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
export type NoticeSeed = NoticeContent & {
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

export function keyOfSeed(
  seed: Pick<NoticeSeed, 'account' | 'accountText' | 'category' | 'environment' | 'dedupKey' | 'origin'>,
) {
  return noticeKey({ ...seed, account: namedBy(seed) })
}

function namedBy({
  account,
  accountText = '',
  origin,
}: Pick<NoticeSeed, 'account' | 'accountText' | 'origin'>) {
  if (!account) return { text: accountText }
  return origin === 'system' ? { own: account.id } : { id: account.id }
}

/** The row of a notice that was seen once, at `at`, and told to nobody yet. */
export function rowOfSeed(seed: NoticeSeed, at: number) {
  return {
    id: newId(),
    accountId: seed.account?.id ?? null,
    accountText: seed.accountText ?? '',
    sourceId: seed.sourceId ?? null,
    createdBy: seed.createdBy ?? null,
    origin: seed.origin,
    format: seed.format ?? null,
    kind: seed.kind,
    topic: seed.topic ?? null,
    testField: seed.testField ?? null,
    category: seed.category,
    environment: seed.environment,
    severity: seed.severity,
    state: 'open',
    silence: null,
    key: keyOfSeed(seed),
    slot: 'open',
    dedupKey: seed.dedupKey,
    series: seed.series ?? null,
    summary: seed.summary,
    details: seed.details,
    meaning: seed.meaning,
    remedy: seed.remedy,
    links: seed.links,
    translations: seed.translations ?? null,
    raw: seed.raw ?? null,
    problem: seed.problem ?? '',
    occurredAt: seed.occurredAt,
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
