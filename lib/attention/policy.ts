import type { AccountEnvironment, FieldId } from '#/db/words/accounts.ts'
import type { Deadline } from '#/lib/notices/delivery/deadline.ts'
import type { Deadlines } from '#/lib/notices/views/deadlines-of.ts'
import type { NoticeCounts, NoticeRow } from '#/lib/notices/views/queries.ts'

/**
 * A bouncing address, or an endpoint that gets no notices; `reason`: as it is stored. `of`: the reader's own, another member's, or a
 * contact of the account.
 */
export type BouncingAddress = {
  address: string
  endpoint: { id: string; state: 'failing' | 'unconfirmed' | 'disabled'; reason: string } | null
  name: string
  /** The fields that it serves, in form order. */
  fields: readonly FieldId[]
  of: 'own' | 'member' | 'contact'
}

/** What may need the people of an account. Instants in milliseconds UTC; null where there is nothing. */
export type AttentionFacts = {
  at: number
  environment: AccountEnvironment
  /** Notices of this environment that wait for an answer, the most urgent of each kind first. */
  notices: readonly NoticeRow[]
  deadlines: Deadlines
  counts: NoticeCounts
  /** The counts in Production while the reader looks at Sandbox. */
  production: NoticeCounts | null
  missing: { fields: readonly FieldId[]; dueAt: number | null } | null
  bouncing: readonly BouncingAddress[]
  /** Whether no emergency contact gets mail. */
  silent: boolean
  /** The last drill if it reached nobody and no other is under way. `again`: its owners may send another now. */
  unreached: { endedAt: number; unsent: boolean; again: boolean } | null
  /**
   * The check that is due. `version`: the version that it asks about, for those who may answer. `needsCorrection`: nobody can
   * say that everything is right.
   */
  check: { dueAt: number; version: number | null; findings: number; needsCorrection: boolean } | null
  /** `ready`: it can be submitted as it is. */
  draft: { by: string; at: number; version: number; ready: boolean } | null
  /** Addresses that nobody confirmed, and how many of them may be asked again now. */
  unconfirmed: { addresses: readonly string[]; mailed: number; askable: number }
  /** Whether the reader is the only owner; nobody else can choose a second one. */
  soleOwner: boolean
}

/** One line of “Needs your attention”. */
export type Attention =
  | { kind: 'production'; counts: NoticeCounts }
  | { kind: 'emergency' | 'overdue' | 'notice'; notice: NoticeRow; deadline: Deadline | null }
  | { kind: 'more'; counts: NoticeCounts }
  | ({ kind: 'missing' } & NonNullable<AttentionFacts['missing']>)
  | ({ kind: 'bouncing'; silent: boolean } & BouncingAddress)
  | { kind: 'more-bouncing'; count: number }
  | ({ kind: 'drill' } & NonNullable<AttentionFacts['unreached']>)
  | ({ kind: 'check' } & NonNullable<AttentionFacts['check']>)
  | ({ kind: 'draft' } & NonNullable<AttentionFacts['draft']>)
  | ({ kind: 'unconfirmed' } & AttentionFacts['unconfirmed'])
  | { kind: 'successor' }

/** So many notices, and so many addresses and endpoints without messages, have a line of their own. */
export const maxLines = 5

/**
 * What needs the people of an account, the most urgent first: who waits for an answer, then what keeps mail from
 * arriving, then what can wait.
 */
export function listAttention(facts: AttentionFacts): Attention[] {
  const { missing, unreached, check, draft, unconfirmed } = facts
  return [
    ...listProduction(facts),
    ...listNoticeLines(facts),
    ...lineOf('missing', missing),
    ...listBouncingLines(facts),
    ...lineOf('drill', unreached),
    ...lineOf('check', check),
    ...lineOf('draft', draft),
    ...lineOf('unconfirmed', unconfirmed.addresses.length > 0 ? unconfirmed : null),
    ...lineOf('successor', facts.soleOwner ? {} : null),
  ]
}

/** What these lines say of contacts in which no field is missing: nobody is reached, or some get nothing or do not answer. */
export type ContactsRating = 'unreached' | 'troubled' | 'good'

export function rateContacts(lines: readonly Attention[]): ContactsRating {
  const isTroubled = (line: Attention) =>
    line.kind === 'drill' ||
    line.kind === 'more-bouncing' ||
    (line.kind === 'bouncing' && (line.endpoint === null || line.endpoint.state === 'failing'))
  if (lines.some((line) => line.kind === 'bouncing' && line.silent)) return 'unreached'
  return lines.some(isTroubled) ? 'troubled' : 'good'
}

function lineOf<Kind extends string, Line extends object>(kind: Kind, line: Line | null) {
  return line === null ? [] : [{ kind, ...line }]
}

/** A page of Sandbox does not hide that Production waits. */
function listProduction({ environment, production }: AttentionFacts): Attention[] {
  const waits = production !== null && production.emergencies + production.open + production.overdue > 0
  return environment === 'sandbox' && waits ? [{ kind: 'production', counts: production }] : []
}

const noticeRank = { emergency: 0, overdue: 1, notice: 2 } as const

function listNoticeLines({ at, notices, deadlines, counts }: AttentionFacts): Attention[] {
  const lines = notices
    .map((notice) => ({ kind: kindOf(notice, at), notice, deadline: deadlines.get(notice.id) ?? null }))
    .sort((one, other) => noticeRank[one.kind] - noticeRank[other.kind])
  const left = lines.length > maxLines
  return [...lines.slice(0, maxLines), ...(left ? [{ kind: 'more' as const, counts }] : [])]
}

function kindOf(notice: NoticeRow, at: number): keyof typeof noticeRank {
  const { category, acknowledgedAt, closedAt, dueAt } = notice
  if (category === 'emergency' && acknowledgedAt === null && closedAt === null) return 'emergency'
  return dueAt !== null && dueAt <= at ? 'overdue' : 'notice'
}

/** Emergency contacts first when none of them gets messages; then what fails, then endpoints that wait. */
function listBouncingLines({ bouncing, silent }: AttentionFacts): Attention[] {
  const lines = bouncing.map((one) => ({
    kind: 'bouncing' as const,
    ...one,
    silent: silent && one.fields.includes('technical-emergency'),
  }))
  const rankOf = ({ silent, endpoint }: (typeof lines)[number]) =>
    Number(!silent) * 2 + Number(endpoint !== null && endpoint.state !== 'failing')
  lines.sort((one, other) => rankOf(one) - rankOf(other))
  const more = lines.length - maxLines
  return [...lines.slice(0, maxLines), ...(more > 0 ? [{ kind: 'more-bouncing' as const, count: more }] : [])]
}
