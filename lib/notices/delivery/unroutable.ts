import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { digestNotices, digests } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { assertExclusive, type Writer } from '#/db/store/store.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { defineMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import type { MailBand, MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment, shorten } from '#/lib/platform/mail/wording.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { bandOf } from './band.ts'
import type { Deadline } from './deadline.ts'
import { digestSpan, isUnmailed, type NewDigest, newDigest } from './digests.ts'
import { mailStaff } from './mailing.ts'
import { halveList } from './notice-digest.ts'

/** A notice that reaches nobody. `accountId` null: its account is unknown. */
export type Unreached = { id: string; category: NoticeCategory; accountId: string | null }

const key = 'unroutable'

/** Emergency mails per account sent immediately within `floodSpan`; further ones wait up to 30 s. */
const maxAtOnce = 10
const floodSpan = 10 * minute

/**
 * Notifies staff of notices that reach nobody: at once, or gathered for 5 minutes after a recent one, because a sender
 * of one such event often sends thousands. An emergency of a known account waits only in a flood (notices.md, Storms).
 */
export async function mailUnroutable(tx: Writer, unreached: readonly Unreached[], at: number): Promise<void> {
  assertExclusive()
  const urgent = unreached.filter(({ category, accountId }) => category === 'emergency' && accountId !== null)
  for (const [accountId, some] of Map.groupBy(urgent, (one) => one.accountId))
    await addTo(tx, await findUrgent(tx, accountId, at), some)
  const others = unreached.filter((one) => !urgent.includes(one))
  if (others.length > 0) await addTo(tx, await findGathering(tx, at), others)
}

async function findUrgent(tx: Writer, accountId: string | null, at: number): Promise<string> {
  const ofAccount = and(eq(digests.kind, 'unroutable'), eq(digests.accountId, accountId ?? ''))
  const recent = await tx
    .select({ ...pick(digests, 'id', 'gathersUntil'), unmailed: sql<boolean | number>`${isUnmailed}` })
    .from(digests)
    .where(and(ofAccount, gt(digests.createdAt, at - floodSpan), lte(digests.createdAt, at)))
  const own = { key: `${key} ${newId()}`, accountId, category: 'emergency' } as const
  if (recent.length < maxAtOnce) return openDigest(tx, { ...own, gathersUntil: at, dueAt: at }, at)
  const gathering = recent.find(({ gathersUntil, unmailed }) => gathersUntil > at && unmailed)
  return gathering?.id ?? openDigest(tx, own, at)
}

async function findGathering(tx: Writer, at: number): Promise<string> {
  // Ignores digests from before the clock was set back.
  const ofNow = and(eq(digests.key, key), lte(digests.gathersUntil, at + digestSpan))
  const [gathering] = await tx
    .select({ id: digests.id })
    .from(digests)
    .where(and(ofNow, gt(digests.gathersUntil, at), isUnmailed))
    .limit(1)
  if (gathering) return gathering.id
  const [last] = await tx.select().from(digests).where(ofNow).orderBy(desc(digests.gathersUntil)).limit(1)
  const isQuiet = !last || at - last.dueAt >= digestSpan
  return openDigest(tx, { key, ...(isQuiet && { gathersUntil: at, dueAt: at }) }, at)
}

async function addTo(tx: Writer, digestId: string, unreached: readonly Unreached[]): Promise<void> {
  for (const some of chunksOf(unreached, 1000)) {
    const gathered = some.map(({ id: noticeId }) => ({ digestId, noticeId }))
    await tx.insert(digestNotices).values(gathered).onConflictDoNothing()
  }
}

async function openDigest(
  tx: Writer,
  given: Pick<NewDigest, 'key'> & Partial<NewDigest>,
  at: number,
): Promise<string> {
  const digest = newDigest({ ...given, kind: 'unroutable' }, at)
  const { id, dueAt } = digest
  await tx.insert(digests).values(digest)
  const { category = null } = given
  const mail = { about: { digestId: id }, template: noticeUnroutable, category, accountId: null }
  await mailStaff(tx, { ...mail, timeZone: 'UTC', at, dueAt })
  return id
}

/** Why a notice reaches nobody. `nobody`: no address of its account works. */
export type UnroutableCause = 'nobody' | 'closed' | 'unknown' | 'none' | 'truncated' | 'unreadable'

type Item = {
  /** The account's name, or the sender's text if unknown. */
  account: string
  known: boolean
  category: NoticeCategory
  /** Empty if the event could not be read. */
  summary: string
  cause: UnroutableCause
  /** Milliseconds UTC. */
  at: number
}

/**
 * `urgent`: how many of the `count` are emergencies; `deadline`: their first. `link` opens the notice, or the list of several.
 * `timeZone` of the recipient (IANA), null if unknown.
 */
export type NoticeUnroutableMail = {
  count: number
  urgent: number
  items: Item[]
  deadline: Deadline | null
  timeZone: string | null
  link: string
}

/** Notifies staff of notices that reach nobody (notices.md, Routing). */
export const noticeUnroutable = defineMail<NoticeUnroutableMail>('notice-unroutable', {
  subject: nameUnroutable,
  title: (mail, context) => onlyOf(mail)?.summary || countUnroutable(mail, context),
  why: 'why.staff',
  band: bandOfUnroutable,
  lead: explainUnroutable,
  first: (mail, context) =>
    onlyOf(mail)
      ? [formatSince(mail, context)]
      : halveList(mail, listUnroutable(mail, context), context).first,
  main: (mail, { t }) => ({
    text: t(onlyOf(mail) ? 'notice.open' : 'notice-unroutable.open'),
    href: mail.link,
  }),
  rows: (mail, context) => halveList(mail, listUnroutable(mail, context), context).rest,
})

/** The mail's only notice, if it has one. */
function onlyOf({ count, items }: NoticeUnroutableMail): Item | null {
  return count === 1 ? (items[0] ?? null) : null
}

/** Names an emergency and the account, like every mail about a notice. */
function nameUnroutable(mail: NoticeUnroutableMail, context: MailContext): string {
  const { t } = context
  const only = onlyOf(mail)
  const text = only?.summary
    ? t('notice.subject', { category: wordOf(mail, context), summary: shorten(only.summary) })
    : countUnroutable(mail, context)
  const account = shorten(accountOf(mail, context))
  return account ? t('subject', { text, account }) : t('notice-unroutable.subject', { text })
}

function countUnroutable({ count, urgent }: NoticeUnroutableMail, { t }: MailContext): string {
  return t(urgent === count ? 'notice-unroutable.emergencies' : 'notice-unroutable.notices', {
    count,
    urgent,
  })
}

/** An emergency that reaches nobody is an emergency for staff, even if its account is unknown. */
function bandOfUnroutable(mail: NoticeUnroutableMail, context: MailContext): MailBand {
  const { deadline, timeZone } = mail
  const category = mail.urgent > 0 ? 'emergency' : 'production-alert'
  return {
    ...bandOf({ accountName: '', category, deadline, reader: 'staff', timeZone }, context),
    word: wordOf(mail, context),
    account: accountOf(mail, context),
  }
}

function wordOf(mail: NoticeUnroutableMail, { t }: MailContext): string {
  const category = mail.urgent > 0 ? 'emergency' : onlyOf(mail)?.category
  return category
    ? t('band.unroutable-category', { name: t(`categories.${category}`) })
    : t('band.unroutable')
}

/** The account of the emergencies, or else of all notices; empty if there are several. */
function accountOf({ items, urgent }: NoticeUnroutableMail, context: MailContext): string {
  const concerned = items.filter(({ category }) => urgent === 0 || category === 'emergency')
  const [account = '', ...others] = new Set(concerned.map((item) => nameAccount(item, context)))
  return others.length > 0 ? '' : account
}

function nameAccount({ account, known }: Item, { t }: MailContext): string {
  if (known) return account
  return account ? t('notice-unroutable.unknown', { account }) : t('notice-unroutable.none')
}

/** The cause, if all share one; otherwise the list names each. */
function explainUnroutable({ count, items }: NoticeUnroutableMail, { t }: MailContext): string {
  const causes = new Set(
    items.map(({ cause, account }) => t(`notice-unroutable.causes.${cause}`, { account })),
  )
  const [cause, ...others] = causes
  return cause !== undefined && others.length === 0
    ? t('notice-unroutable.received', { cause, count })
    : t('notice-unroutable.text')
}

function formatSince({ items, timeZone }: NoticeUnroutableMail, { t, locale }: MailContext): MailRow {
  const [only] = items
  return only ? t('notice.since', { date: formatMoment(only.at, { locale, timeZone }) }) : null
}

function listUnroutable(mail: NoticeUnroutableMail, context: MailContext): string[] {
  const { t } = context
  if (onlyOf(mail)) return []
  return mail.items.map((item) =>
    t('notice-unroutable.item', {
      account: nameAccount(item, context),
      category: t(`categories.${item.category}`),
      summary: item.summary || t(`notice-unroutable.causes.${item.cause}`, { account: item.account }),
    }),
  )
}
