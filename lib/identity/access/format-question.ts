import { getLocale, getTranslations } from 'next-intl/server'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import type { Question } from '#/lib/platform/lists/form-state.ts'
import { setFormQuestion } from '#/lib/platform/lists/refused-form.ts'
import type { AskFirst, FindAsleep } from '#/lib/platform/mail/ask-first.ts'
import { now } from '#/lib/platform/values/clock.ts'

type What = keyof Messages['questions']['what']

/** What an action sends. `sleepers`: finds for whom it is night now, where that matters. */
export type Asks = { what: What; sleepers?: FindAsleep }

/**
 * What is sent instead of what the button says: where nobody has joined, the owners' invitations; in a storm, a notice with
 * others. Who undoes an acknowledgement sends nothing else.
 */
const nameOfAction: Record<string, What> = { invitation: 'invitation', 'notice-digest': 'digest' }

/** How many recipients the question lists at once. */
const listedFirst = 3

/** Words the question that a form asks before it sends mail. */
export async function formatQuestion(asked: AskFirst, { what }: Asks): Promise<Question> {
  const { mails, named, again, account } = asked
  const t = await getTranslations('questions')
  const byKey = new Map(mails.map(({ key, to }) => [key, to]))
  const all = [...byKey.values()]
  const count = all.length
  const [template = '', ...others] = new Set(mails.map((mail) => mail.template))
  const isUndo = what === 'undo' || what === 'handBack'
  const kind = (others.length === 0 && !isUndo && nameOfAction[template]) || what
  const listed = count > 1 ? all : []
  const rest = listed.slice(listedFirst)
  const title = t(`what.${kind}.title`, { count, to: all[0] ?? '' })
  await setFormQuestion(title)
  return {
    title,
    account,
    text: t(`what.${kind}.text`),
    recipients: { first: listed.slice(0, listedFirst), rest, more: t('more', { count: rest.length }) },
    notes: [...(again ? [t(again)] : []), ...(await noteNight(asked))],
    submit: t(`what.${kind}.submit`),
    named,
  }
}

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
