import type { NoticeCategory } from '#/db/words/notices.ts'
import { defineMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import type { MailBand, MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment, shorten } from '#/lib/platform/mail/wording.ts'
import { bandOf } from './band.ts'
import type { Deadline } from './deadline.ts'
import { halveList } from './notice-digest.ts'

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
