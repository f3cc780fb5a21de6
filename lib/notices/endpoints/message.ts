import { and, eq, inArray, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { notices } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { DeliveryPart } from '#/db/words/mail.ts'
import { isUrgent, type Severity, severities } from '#/db/words/notices.ts'
import { env } from '#/env.ts'
import { selectListed } from '#/lib/notices/delivery/digests.ts'
import { listSaid } from '#/lib/notices/delivery/known-notices.ts'
import { isAnnouncement } from '#/lib/notices/notice/keys.ts'
import { toPublicNotice } from '#/lib/notices/notice/public-notice.ts'
import { inLanguage, linksForPartners } from '#/lib/notices/notice/shown.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import type { FilledMail } from '#/lib/platform/mail/model.ts'
import { composeMail, partToText, type Sender } from '#/lib/platform/mail/render.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { shorten } from '#/lib/platform/mail/wording.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { toLine } from '#/lib/platform/values/characters.ts'
import { type EndpointMessage, isAnswerable, isOver, type MessageType } from './kind-call.ts'
import { endpointProbe } from './watch.ts'

const types: Record<DeliveryPart, MessageType> = {
  notice: 'notice.opened',
  reminder: 'notice.reminded',
  repeat: 'notice.repeated',
  escalation: 'notice.escalated',
  acknowledged: 'notice.acknowledged',
  reopened: 'notice.reopened',
  ended: 'notice.closed',
  closed: 'notice.closed',
  resolve: 'notice.resolved',
  // No message to staff goes to an endpoint.
  staff: 'notice.opened',
}

type Row = Pick<
  OutboxRow,
  'id' | 'recipient' | 'locale' | 'template' | 'noticeId' | 'digestId' | 'accountId' | 'part'
>
type Notice = typeof notices.$inferSelect
type Told = Awaited<ReturnType<typeof listSaid>>[number]

/**
 * What a row of the outbox tells an endpoint, from the mail that says the same. `thread`: of `listThread`; `wordless`: machines
 * read only the data of notices.
 */
export async function makeMessage(
  read: Reader,
  row: Row,
  thread: Thread,
  content: FilledMail,
  { wordless, ...sender }: Sender & { timeZone: string | null; wordless: boolean },
): Promise<EndpointMessage> {
  const told = await readNotices(read, row)
  const [first] = told
  const model =
    wordless && first ? null : composeMail(content, row.locale, { ...sender, mailId: row.id }).model
  const code = model?.code ?? ''
  const base = {
    ...{ id: row.id, locale: row.locale, programme: sender.programmeName, code },
    ...(model ? textsOf(model) : { title: '', text: '' }),
    acknowledgeLabel: translatorFor(row.locale, 'mail')('notice.acknowledge'),
  }
  if (!first) {
    const isProbe = row.template === endpointProbe.name
    const type = isProbe ? 'endpoint.probe' : 'endpoint.confirm'
    const link = model?.main?.href ?? ''
    // Its page confirms and refuses; a machine confirms by the code.
    const data = { account: await readAccount(read, row), ...(!isProbe && { code, refuse: link }) }
    return {
      ...{ ...base, type, isUrgent: code !== '', isSpare: true, thread: '', round: 0, severity: 'info' },
      ...{ url: link, acknowledge: '', acknowledgeApi: '', data },
    }
  }
  const type = typeOf(row, first, told.length)
  const asksAnswer = told.some((notice) => notice.asksAnswer)
  const isAnswered = asksAnswer && (isAnswerable(type) || type === 'drill.opened')
  const token = isAnswered ? linkToken('acknowledge', row.id) : ''
  const url = `${env.APP_URL}/accounts/${first.slug}/notices${told.length > 1 ? '' : `/${first.id}`}`
  const acknowledgeApi = token && `${env.APP_URL}/api/v1/acknowledge/${token}`
  const shown = told.map((notice) => ({
    ...toPublicNotice(inLanguage(notice, row.locale)),
    links: linksForPartners(notice, notice.internalLinks),
  }))
  const notice = told.length > 1 ? { notices: shown, total: told.length } : { notice: shown[0] }
  return {
    ...base,
    ...(model && wordsOf(row, told, model)),
    type,
    isUrgent: isUrgent(first),
    isSpare:
      first.kind !== 'event' || isOver(type) || type === 'notice.reopened' || told.every(isAnnouncement),
    thread: told.length > 1 ? (row.digestId ?? '') : first.id,
    round: countRounds(thread, row.id),
    severity: worstOf(told.map(({ severity }) => severity)),
    url,
    acknowledge: token && `${env.APP_URL}/acknowledge/${token}`,
    acknowledgeApi,
    data: {
      account: { id: first.accountId, slug: first.slug, name: first.accountName },
      ...notice,
      url,
      ...(acknowledgeApi && { acknowledge: acknowledgeApi }),
    },
  }
}

type Model = ReturnType<typeof composeMail>['model']

function textsOf({ subject, code, band, lead, first }: Model) {
  const lines = [code, band?.deadline ?? '', lead, ...first.map(partToText)]
  return { title: withoutProgramme(toLine(subject)), text: lines.filter(Boolean).join('\n') }
}

/** Endpoints show little: the programme's name is in the app or channel already, and before a text message. */
function withoutProgramme(subject: string): string {
  return subject.replace(/^\[[^\]]*\] /, '')
}

/** An answer, its taking back and an end say so first. What is over repeats no alarm, and asks for nothing: the mail of a resolve may. */
function wordsOf({ part, locale }: Row, told: readonly Told[], model: Model) {
  const t = translatorFor(locale, 'endpoints')
  const [first] = told
  const subject = withoutProgramme(toLine(model.subject))
  if (!first || part === 'reopened') return first && { title: t('told.reopened', { title: subject }) }
  const { acknowledgedAs: by, accountName: account, kind, closeNote } = first
  const isNamed = told.length === 1 && kind === 'event'
  const title = isNamed ? t('told.summary', { summary: shorten(toLine(model.title)), account }) : subject
  if (part === 'acknowledged')
    return { title: by ? t('told.acknowledged', { by, title }) : t('told.answered', { title }), text: '' }
  if (part === 'closed') return { title: t('told.closed', { title }), text: closeNote }
  if (part === 'resolve')
    return { title: t('told.resolved', { title }), text: isNamed ? model.lead : listOf(model) }
  return {}
}

const listOf = ({ first }: Model) => first.map(partToText).join('\n')

function typeOf({ part }: Row, notice: Notice, total: number): MessageType {
  const type = types[part ?? 'notice']
  const isEnd = isOver(type)
  if (notice.kind === 'drill') return isEnd ? 'drill.ended' : 'drill.opened'
  if (notice.kind === 'test' && type === 'notice.opened') return 'test.opened'
  return total > 1 && !isEnd && type !== 'notice.reopened' ? 'notice.digest' : type
}

const worstOf = (all: readonly Severity[]): Severity => severities.find((one) => all.includes(one)) ?? 'error'

async function readAccount(read: Reader, { accountId }: Row) {
  const isIts = eq(accounts.id, accountId ?? '')
  const [account] = await read
    .select(pick(accounts, 'id', 'slug', 'name'))
    .from(accounts)
    .where(isIts)
  return account
}

/** The most urgent first. Leaves out what staff have since routed to another account. */
async function readNotices(read: Reader, { noticeId, digestId, accountId }: Row) {
  const ofDigest = noticeId === null && digestId !== null ? await selectListed(read, digestId) : []
  const ids = noticeId === null ? ofDigest.map(({ id }) => id) : [noticeId]
  return (await listSaid(read, ids))
    .filter((notice) => notice.accountId === accountId)
    .sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

/** How often this endpoint was told, up to this message, that an acknowledgement of the same notice or digest was taken back. */
export function countRounds(thread: Thread, rowId: string): number {
  return thread.filter(({ id, part }) => part === 'reopened' && id <= rowId).length
}

export type Thread = Awaited<ReturnType<typeof listThread>>

type ThreadOf = Pick<Row, 'recipient' | 'noticeId' | 'digestId'>

/** Everything that goes or went to this endpoint about the same notice or digest, oldest first. */
export async function listThread(read: Reader, { recipient, noticeId, digestId }: ThreadOf) {
  const thread =
    noticeId === null
      ? await listOfDigest(read, digestId === null ? [] : [digestId], { recipient })
      : await listOfNotice(read, [noticeId], { recipient })
  return thread.sort((one, other) => (one.id < other.id ? -1 : 1))
}

const listOfNotice = defineThread(outbox.noticeId)
const listOfDigest = defineThread(outbox.digestId)

function defineThread(column: typeof outbox.noticeId | typeof outbox.digestId) {
  return defineListQuery((read, ids, other) =>
    read
      .select(pick(outbox, 'id', 'part', 'status'))
      .from(outbox)
      .where(and(inArray(column, ids), sql`${outbox.recipient} = ${other('recipient')}`)),
  )
}
