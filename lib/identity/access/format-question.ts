import { getLocale, getTranslations } from 'next-intl/server'
import type { Locale } from '#/db/words/people.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { type Messages, translatorFor } from '#/lib/platform/i18n/messages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import type { Question } from '#/lib/platform/lists/form-state.ts'
import { setFormQuestion } from '#/lib/platform/lists/refused-form.ts'
import type { AskFirst, Consequence, FindAsleep } from '#/lib/platform/mail/ask-first.ts'
import { now } from '#/lib/platform/values/clock.ts'

type What = keyof Messages['questions']['what']

/** What an action sends. `sleepers`: finds for whom it is night now, where that matters. `counted`: whoever asks may not know the recipients' names. */
export type Asks = { what: What; sleepers?: FindAsleep; counted?: boolean }

/**
 * What is sent instead of what the button says: where nobody has joined, the owners' invitations; in a storm, a notice with
 * others. Who undoes an acknowledgement sends nothing else.
 */
const nameOfAction: Record<string, What> = { invitation: 'invitation', 'notice-digest': 'digest' }

/** How many recipients the question lists at once. */
const listedFirst = 3

/** Words the question that a form asks before it sends mail. */
export async function formatQuestion(asked: AskFirst, { what, counted = false }: Asks): Promise<Question> {
  const { mails, named, again, account, consequence } = asked
  const t = await getTranslations('questions')
  const byKey = new Map(mails.map(({ key, to }) => [key, to]))
  const all = [...byKey.values()]
  const count = all.length
  const [template = '', ...others] = new Set(mails.map((mail) => mail.template))
  const kind = (others.length === 0 && !isUndo(what) && nameOfAction[template]) || what
  const listed = count > 1 && !counted ? all : []
  const rest = listed.slice(listedFirst)
  const subject = consequence?.subject ?? ''
  const title = t(`what.${kind}.title`, { count, subject, to: counted ? t('someone') : (all[0] ?? '') })
  await setFormQuestion(title)
  return {
    title,
    account,
    text: t(`what.${kind}.text`),
    recipients: { first: listed.slice(0, listedFirst), rest, more: t('more', { count: rest.length }) },
    reached: await formatReached(consequence),
    notes: [...(again ? [t(again)] : []), ...(await noteNobody(consequence)), ...(await noteNight(asked))],
    ...nameButtons(await getLocale(), kind),
    named,
  }
}

async function formatReached(consequence: Consequence | null): Promise<Question['reached']> {
  const t = await getTranslations('questions.reached')
  const categories = await getTranslations('mail.categories')
  const format = await getFormatter()
  const lines = (consequence?.reached ?? []).map(({ category, to }) => ({
    of: categories(category),
    who: to.length > 0 ? format.list(to) : t('nobody'),
  }))
  return { title: t('title'), lines }
}

/** One sentence for all categories that would reach nobody. */
async function noteNobody(consequence: Consequence | null): Promise<string[]> {
  const silent = consequence?.reached.filter(({ to }) => to.length === 0) ?? []
  if (silent.length === 0) return []
  const t = await getTranslations('questions.reached')
  const categories = await getTranslations('mail.categories')
  const format = await getFormatter()
  return [t('none', { of: format.list(silent.map(({ category }) => categories(category))) })]
}

/** Cancel is the wrong word beside an undo: there it says what stays. */
export function nameButtons(locale: Locale, what: What) {
  const t = translatorFor(locale, 'questions')
  const cancel = isUndo(what) ? t('keep') : translatorFor(locale, 'common')('cancel')
  return { submit: t(`what.${what}.submit`), cancel }
}

const isUndo = (what: What) => what === 'undo' || what === 'handBack'

/** One sentence for each time zone in which it is night for recipients. */
async function noteNight({ mails, sleepers }: AskFirst): Promise<string[]> {
  const t = await getTranslations('questions')
  const locale = await getLocale()
  const format = await getFormatter()
  return [...Map.groupBy(sleepers, ({ zone }) => zone)].map(([zone, some]) => {
    const time = format.dateTime(now(), { timeStyle: 'short', timeZone: zone })
    const clock = t('clock', { time, zone: nameZone(zone, locale) })
    const who = format.list(some.map(({ to }) => to))
    return some.length === mails.length ? t('nightThere', { clock }) : t('nightFor', { who, clock })
  })
}
